import { expect, test } from './harness/test.ts';

test('shows the instances of every datacenter side by side', async ({ nori, fleet }) => {
  const [tokyo, osaka] = ['Tokyo', 'Osaka'].map((name) => fleet.datacenter(name));

  await expect(nori.instances.count).toHaveText('32 instances');

  for (const datacenter of [tokyo, osaka]) {
    const instance = datacenter?.world.database.instances.rows.at(-1);
    await expect(nori.instances.row(instance?.id ?? '')).toBeVisible();
  }
});

test('keeps the rows of a datacenter that went away, also over a restart', async ({ nori, fleet }) => {
  await expect(nori.instances.count).toHaveText('32 instances');

  await fleet.datacenter('Osaka').stop();
  await expect(nori.datacenters.item('Osaka')).toContainText('Unreachable');
  await fleet.restart({ signal: 'SIGKILL' });
  await nori.open(await fleet.link());

  await expect(nori.instances.count).toHaveText('32 instances');
});

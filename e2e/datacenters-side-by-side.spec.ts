import { newestInstance, launchByHttp } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';

test('shows every datacenter, and an instance launched elsewhere without being asked', async ({
  nori,
  fleet,
}) => {
  await test.step('all datacenters are there', async () => {
    await expect(nori.instances.count).toHaveText('20 instances');
    for (const name of ['Tokyo', 'Osaka', 'Sendai']) {
      await expect(nori.datacenters.item(name)).toContainText('Online');
      await expect(nori.instances.row(newestInstance(fleet.datacenter(name)))).toBeVisible();
    }
  });

  await test.step('a launch shows up and can be followed until it runs', async () => {
    const id = await launchByHttp(fleet.datacenter('Osaka'), 'launched-elsewhere');

    await expect(nori.instances.row(id)).toContainText('launched-elsewhere');
    await expect(nori.instances.count).toHaveText('21 instances');
    await expect(await nori.instances.cell(id, 'State')).toHaveText('running', { timeout: 30_000 });
  });
});

test('keeps the rows of a stopped datacenter, dimmed and dated, while the others go on', async ({
  nori,
  fleet,
}) => {
  const { datacenters, instances } = nori;
  const [tokyo, osaka] = [fleet.datacenter('Tokyo'), fleet.datacenter('Osaka')];
  const [here, gone] = [newestInstance(tokyo), newestInstance(osaka)];
  await expect(instances.count).toHaveText('20 instances');
  for (const name of ['Tokyo', 'Osaka']) await expect(datacenters.item(name)).toContainText('Online');
  const ink = (row: string) => instances.row(row).evaluate((element) => getComputedStyle(element).color);
  const lively = await ink(gone);

  await osaka.stop();

  await test.step('it is said in words, with the next try', async () => {
    const item = datacenters.item('Osaka');
    await expect(item).toContainText('Unreachable');
    await expect(item).toContainText('Nothing accepts connections at this address.');
    await expect(item).toContainText(/Next try in \d+ s|Trying now/);
    await expect(datacenters.error('Osaka', 'endpoint/refused')).toBeVisible();
  });
  await test.step('its rows stay, dimmed and ever older', async () => {
    await expect(instances.count).toHaveText('20 instances');
    await expect(instances.row(gone)).not.toHaveCSS('color', lively);
    const seen = await instances.cell(gone, 'Seen');
    await seen.hover();
    await expect(seen).toHaveAttribute('title', /Nothing new is coming in from this datacenter\./);
    await expect.poll(() => instances.ageOf(gone), { timeout: 30_000 }).toBeGreaterThan(12);
  });
  await test.step('the others go on', async () => {
    await expect(instances.row(here)).toHaveCSS('color', lively);
    await expect.poll(() => instances.ageOf(here)).toBeLessThan(8);
    const id = await launchByHttp(tokyo, 'launched-meanwhile');
    await expect(instances.row(id)).toBeVisible();
    await expect(datacenters.item('Tokyo')).toContainText('Online');
  });
  await test.step('back, it is read again', async () => {
    await osaka.start();
    await datacenters.readNow('Osaka').click();

    await expect(datacenters.item('Osaka')).toContainText('Online');
    await expect(instances.row(gone)).toHaveCSS('color', lively);
  });
});

test('keeps everybody else fresh while a datacenter hangs', async ({ nori, fleet }) => {
  const { datacenters, instances } = nori;
  const [tokyo, sendai, hung] = ['Tokyo', 'Sendai', 'Osaka'].map((name) =>
    newestInstance(fleet.datacenter(name)),
  );
  await expect(instances.count).toHaveText('20 instances');
  for (const name of ['Tokyo', 'Osaka', 'Sendai'])
    await expect(datacenters.item(name)).toContainText('Online');

  fleet.datacenter('Osaka').faults.add({ kind: 'hang' });

  let oldest = 0;
  const watch = async () => {
    const [age, ...others] = await Promise.all(
      [hung, tokyo, sendai].map((row) => instances.ageOf(row ?? '')),
    );
    oldest = Math.max(oldest, ...others);
    return age;
  };
  await expect.poll(watch, { timeout: 60_000, intervals: [250] }).toBeGreaterThan(20);
  // Asked for every 2 s: the rest is what a busy machine may take.
  expect(oldest).toBeLessThan(10);
  await expect(instances.count).toHaveText('20 instances');
});

import type { Simulator } from '#simulator/simulator.ts';
import { quickDatacenter } from './harness/quick-datacenter.ts';
import { receivedBy, runningGuests } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';

test.use({
  plans: {
    Tokyo: quickDatacenter({ seed: 1, hosts: 12, instances: 0, tenants: 1 }),
    Osaka: quickDatacenter({ seed: 2, hosts: 2, instances: 0, tenants: 1 }),
  },
});

const namesIn = ({ world }: Simulator) => world.database.instances.rows.map(({ hostname }) => hostname);

test('kill -9 in the middle of a run of 100 launches nothing twice and loses sight of nothing', async ({
  nori,
  fleet,
}) => {
  const { wizard, run, activity } = nori;
  const tokyo = fleet.datacenter('Tokyo');
  const names = Array.from({ length: 100 }, (_, at) => `job-${String(at + 1)}`);
  await expect(nori.datacenters.item('Tokyo')).toContainText('Online');

  await test.step('it is killed while it launches', async () => {
    await nori.launch.click();
    await wizard.chooseUpToNames({ datacenter: 'Tokyo', image: 'Ubuntu 10.04 LTS', spec: '1 core, 512 MB' });
    await wizard.field('Hostname').fill('job-{n}');
    await wizard.field('How many').fill('100');
    await wizard.toReview.click();
    await wizard.launch.click();
    await expect.poll(() => receivedBy(tokyo, 'POST').length, { intervals: [20] }).toBeGreaterThan(25);
    // Two are under way at a time. Both have arrived when the power fails, and are carried out after that.
    const slow = tokyo.faults.add({ kind: 'latency', method: 'POST', ms: 3_000 });
    const underWay = () => tokyo.faults.list().find(({ id }) => id === slow.id)?.hits;
    await expect.poll(underWay, { intervals: [20] }).toBe(2);
    await fleet.restart({ signal: 'SIGKILL' });
    tokyo.faults.clear();
  });
  const sent = receivedBy(tokyo, 'POST').length;
  await test.step('after the restart each of the 100 is accounted for', async () => {
    expect(sent).toBeLessThan(100);
    await nori.open(await fleet.link());
    await nori.view('Activity').click();
    await expect(activity.run('Launch, 100 instances')).toContainText(
      new RegExp(`${String(100 - sent)} not done\\s*${String(sent)} done\\s*$`),
    );

    const done = await activity.operationsSaying(/^done/).locator('summary').allInnerTexts();
    expect(done.map((text) => names.find((name) => text.split(/\s+/).includes(name))).sort()).toEqual(
      namesIn(tokyo).sort(),
    );
    await expect(activity.operations).toHaveCount(100);
    await expect(
      activity.operationsSaying('Nori ended before this was sent. Nothing happened.').first(),
    ).toBeVisible();
    expect(receivedBy(tokyo, 'POST')).toHaveLength(sent);
  });
  await test.step('what was not sent is launched when asked, and everything is there once', async () => {
    await activity.retry.click();
    await expect(run.counts).toHaveText(`${String(100 - sent)} done`, { timeout: 60_000 });
    expect(namesIn(tokyo).sort()).toEqual([...names].sort());
    expect(tokyo.world.database.instances.rows.filter(({ state }) => state !== 'running')).toEqual([]);
  });
});

test('a datacenter that hangs holds up nobody else’s items, and what is not sent can be taken back', async ({
  nori,
  fleet,
}) => {
  const { instances, confirmation, run } = nori;
  const [tokyo, osaka] = [fleet.datacenter('Tokyo'), fleet.datacenter('Osaka')];
  runningGuests(tokyo, 'here', 12);
  runningGuests(osaka, 'there', 12);
  await instances.query.fill('state:running');
  await expect(instances.count).toHaveText('24 instances');
  osaka.faults.add({ kind: 'hang', method: 'PUT' });

  await instances.chooseAll();
  await nori.action('Stop').click();
  await expect(confirmation.targets.getByRole('listitem')).toHaveCount(24);
  await confirmation.confirm.click();

  await test.step('everything of the other is done meanwhile', async () => {
    await expect(run.item('Tokyo').filter({ hasText: /^done/ })).toHaveCount(12);
    await expect(run.item('Osaka').filter({ hasText: /^being sent/ })).toHaveCount(2);
    await expect(run.item('Osaka').filter({ hasText: /^waiting to be sent/ })).toHaveCount(10);
  });
  await test.step('what waits behind the hanging ones is taken back', async () => {
    await run.cancel.click();
    await expect(run.cancel).toBeHidden();
    await expect(run.item('Cancelled before it was sent. Nothing happened.')).toHaveCount(10);
    expect(receivedBy(osaka, 'PUT')).toHaveLength(2);
  });
  await test.step('and is not among what can be tried again', async () => {
    osaka.faults.clear();
    await expect(run.retry).toBeHidden();
    expect(receivedBy(osaka, 'PUT')).toHaveLength(2);
  });
});

import type { Simulator } from '#simulator/simulator.ts';
import { quickDatacenter } from './harness/quick-datacenter.ts';
import { receivedBy, tenantOf } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';

test.use({
  plans: {
    Tokyo: quickDatacenter({ seed: 1, hosts: 3, instances: 4, tenants: 1 }),
    Osaka: quickDatacenter({ seed: 2, hosts: 3, instances: 3, tenants: 1 }),
  },
});

const ubuntu = 'Ubuntu 10.04 LTS';
const small = '1 core, 512 MB';

/** What a datacenter made under names that begin so, in the order of their making. */
const madeIn = ({ world }: Simulator, prefix: string) =>
  world.database.instances.rows.filter(({ hostname }) => hostname.startsWith(prefix));

test('launches one by keyboard alone, and shows it until it runs', async ({ nori, fleet }) => {
  const { wizard, run, page } = nori;
  const tokyo = fleet.datacenter('Tokyo');
  const press = (key: string) => page.keyboard.press(key);
  await expect(nori.instances.count).toHaveText('7 instances');

  await test.step('each step is reached, chosen and left by keys', async () => {
    await nori.tabTo(nori.launch);
    await press('Enter');
    await nori.tabTo(wizard.choice('Tokyo'));
    await press('Space');
    await nori.tabTo(wizard.next);
    await press('Enter');
    await expect(wizard.heading('Image')).toBeFocused();
    await nori.tabTo(wizard.search('Image'));
    await page.keyboard.type('debian');
    await nori.tabTo(wizard.choice('Debian 6.0'));
    await press('Space');
    await nori.tabTo(wizard.next);
    await press('Enter');
    await nori.tabTo(wizard.search('Spec'));
    await page.keyboard.type('512 mb');
    await nori.tabTo(wizard.choice(small));
    await press('Space');
    for (const step of ['Network', 'Security groups', 'SSH key', 'Name and placement'] as const) {
      await nori.tabTo(wizard.next);
      await press('Enter');
      await expect(wizard.heading(step)).toBeFocused();
    }
    await nori.tabTo(wizard.field('Hostname'));
    await page.keyboard.type('typed');
    await nori.tabTo(wizard.toReview);
    await press('Enter');
    await expect(wizard.requests).toContainText('typed');
    await nori.tabTo(wizard.launch);
    await press('Enter');
  });
  await test.step('it is there at once, and runs in the end', async () => {
    await expect(wizard.dialog).toBeHidden();
    await expect(run.title).toHaveText('Launch, 1 instance');
    await expect(run.counts).toHaveText('1 done');
    await expect(run.item('typed')).toContainText('running');
    await expect(await nori.instances.cell('typed', 'State')).toHaveText('running');
    expect(madeIn(tokyo, 'typed')).toMatchObject([{ state: 'running', imageId: 'wmi-squeeze' }]);
  });
});

test('launches 25 by pattern over two datacenters', async ({ nori, fleet }) => {
  const { wizard, run, instances } = nori;
  const [tokyo, osaka] = [fleet.datacenter('Tokyo'), fleet.datacenter('Osaka')];
  await expect(instances.count).toHaveText('7 instances');

  await test.step('thirteen in Tokyo, with every name shown before', async () => {
    await nori.launch.click();
    await wizard.chooseUpToNames({
      datacenter: 'Tokyo',
      account: tenantOf(tokyo),
      image: ubuntu,
      spec: small,
      group: 'web servers',
    });
    await wizard.field('Hostname').fill('batch-{n}');
    await wizard.field('How many').fill('13');
    await expect(wizard.names.getByRole('listitem')).toHaveText(
      Array.from({ length: 13 }, (_, at) => `batch-${String(at + 1)}`),
    );
    await wizard.toReview.click();
    await wizard.launch.click();
    await expect(run.counts).toHaveText('13 done');
  });
  await test.step('twelve more like the last one in Osaka, where there is room', async () => {
    await instances.query.fill('batch-13');
    await instances.row('batch-13').getByText('batch-13').click();
    await nori.launchLikeThis.click();
    await expect(wizard.field('Hostname')).toHaveValue('batch-{n}');
    await expect(wizard.field('First number')).toHaveValue('14');
    await wizard.field('How many').fill('12');
    await wizard.step('Spec').click();
    await expect(wizard.where('Osaka')).toContainText(/fits \d+ \(as of/);
    await wizard.button('Go on in Osaka').click();
    await expect(wizard.step('Datacenter and account')).toContainText('Osaka');
    await expect(wizard.step('Image')).toContainText(ubuntu);
    await expect(wizard.step('Security groups')).toContainText('1 chosen');
    await wizard.step('Review').click();
    await wizard.launch.click();
    await expect(run.title).toHaveText('Launch, 12 instances');
    await expect(run.counts).toHaveText('12 done');
  });
  await test.step('all 25 run, each asked for once', async () => {
    const made = [...madeIn(tokyo, 'batch-'), ...madeIn(osaka, 'batch-')];
    const names = Array.from({ length: 25 }, (_, at) => `batch-${String(at + 1)}`);
    expect(made.map(({ hostname }) => hostname).sort()).toEqual(names.sort());
    expect(made.filter(({ state, imageId }) => state !== 'running' || imageId !== 'wmi-lucid')).toEqual([]);
    expect([receivedBy(tokyo, 'POST').length, receivedBy(osaka, 'POST').length]).toEqual([13, 12]);
    const { securityGroups } = osaka.world.database;
    for (const { accountId, groupIds } of madeIn(osaka, 'batch-'))
      expect(groupIds.map((id) => securityGroups.get(id))).toMatchObject([
        { description: 'web servers', accountId },
      ]);
    await instances.query.fill('batch state:running');
    await expect(instances.count).toHaveText('25 of 32 instances');
  });
});

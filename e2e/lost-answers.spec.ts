import type { Simulator } from '#simulator/simulator.ts';
import { quickDatacenter } from './harness/quick-datacenter.ts';
import { receivedBy, tenantOf } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';

test.use({ plans: { Tokyo: quickDatacenter({ seed: 1, hosts: 3, instances: 4, tenants: 1 }) } });

const chosen = { datacenter: 'Tokyo', image: 'Ubuntu 10.04 LTS', spec: '1 core, 512 MB' } as const;
const launchedIn = ({ world }: Simulator) => world.database.instances.rows.slice(4);

test('takes a launch whose answer was lost for one instance, and a lost stop for done', async ({
  nori,
  fleet,
}) => {
  const { wizard, run, instances, confirmation } = nori;
  const tokyo = fleet.datacenter('Tokyo');
  await expect(instances.count).toHaveText('4 instances');

  await test.step('of three launches two answers are lost after the datacenter made them', async () => {
    tokyo.faults.add({ kind: 'reset-after-commit', method: 'POST', count: 2 });
    await nori.launch.click();
    await wizard.chooseUpToNames({ ...chosen, account: tenantOf(tokyo) });
    await wizard.field('Hostname').fill('lost-{n}');
    await wizard.field('How many').fill('3');
    await wizard.toReview.click();
    await wizard.launch.click();

    await expect(run.counts).toHaveText('3 done');
    expect(launchedIn(tokyo).map(({ hostname }) => hostname)).toEqual(['lost-1', 'lost-2', 'lost-3']);
    expect(receivedBy(tokyo, 'POST')).toHaveLength(3);
    await expect(instances.count).toHaveText('7 instances');
  });
  await test.step('a stop is done once it is seen to be', async () => {
    tokyo.faults.add({ kind: 'reset-after-commit', method: 'PUT', count: 1 });
    await instances.row('lost-2').getByText('lost-2').click();
    await nori.action('Stop', 'pane').click();
    await confirmation.confirm.click();

    await expect(run.title).toHaveText('Stop, 1 instance');
    await expect(run.counts).toHaveText('1 done');
    await expect(await instances.cell('lost-2', 'State')).toHaveText('stopped');
    expect(receivedBy(tokyo, 'PUT')).toHaveLength(1);
  });
});

test('asks which it was where two launches alike left one instance', async ({ nori, fleet }) => {
  const { wizard, run } = nori;
  const tokyo = fleet.datacenter('Tokyo');
  await expect(nori.instances.count).toHaveText('4 instances');
  tokyo.faults.add({ kind: 'reset', method: 'POST', count: 1 });
  tokyo.faults.add({ kind: 'reset-after-commit', method: 'POST', count: 2 });
  await nori.launch.click();
  await wizard.chooseUpToNames(chosen);
  await wizard.field('How many').fill('2');
  await wizard.toReview.click();
  await wizard.launch.click();

  await expect(run.counts).toHaveText('2 outcome unknown');
  await expect(run.item('several instances may be what was launched')).toHaveCount(2);
  const [made, ...others] = launchedIn(tokyo);
  expect(others).toEqual([]);
  const mine = run.items.first().getByRole('group', { name: 'Which instance did this launch make?' });
  await mine.getByRole('button', { name: `It made ${made?.id ?? ''}` }).click();
  await expect(run.counts).toContainText('1 done');
  await run.button('It made none').click();

  await expect(run.counts).toHaveText('1 failed 1 done');
  await expect(run.item('no such instance is in the list')).toBeVisible();
  expect(receivedBy(tokyo, 'POST')).toHaveLength(2);
});

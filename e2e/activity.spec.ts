import { readFile } from 'node:fs/promises';
import type { Simulator } from '#simulator/simulator.ts';
import { quickDatacenter } from './harness/quick-datacenter.ts';
import { runningGuests } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';

test.use({ plans: { Tokyo: quickDatacenter({ seed: 1, hosts: 2, instances: 0, tenants: 1 }) } });

/** Stops an instance as somebody else would, behind Nori's back. */
function stopElsewhere({ world }: Simulator, id: string): void {
  const record = world.database.instances.get(id);
  if (record === undefined) throw new Error(`there is no ${id}`);
  world.instances.stop(record);
}

test('an action is marked in its row while it runs, kept in Activity, found there by query, and exported', async ({
  nori,
  fleet,
}) => {
  const { instances, confirmation, run, activity, page } = nori;
  const tokyo = fleet.datacenter('Tokyo');
  runningGuests(tokyo, 'lasting');
  const [doomed = ''] = runningGuests(tokyo, 'doomed');
  await expect(await instances.cell('lasting', 'State')).toHaveText('running');
  await expect(await instances.cell('doomed', 'State')).toHaveText('running');
  stopElsewhere(tokyo, doomed);
  await expect(await instances.cell('doomed', 'State')).toHaveText('stopped');

  await test.step('the row and the tile say how far it is, and nothing once it is done', async () => {
    tokyo.faults.add({ kind: 'latency', method: 'PUT', ms: 4_000, count: 1 });
    await instances.row('lasting').getByText('running').click();
    await nori.action('Reboot').click();
    await confirmation.confirm.click();

    await expect(instances.row('lasting')).toHaveAccessibleDescription('Reboot: being sent');
    await expect(instances.row('doomed')).toHaveAccessibleDescription('');
    await nori.view('Board').click();
    await expect(page.getByRole('option', { name: 'lasting, running, Reboot: being sent' })).toBeVisible();
    await nori.view('Instances').click();
    await expect(run.counts).toHaveText('1 done');
    await expect(instances.row('lasting')).toHaveAccessibleDescription('');
  });
  await test.step('what failed stays marked until somebody has seen why', async () => {
    tokyo.world.failNext('boot');
    await instances.row('doomed').getByText('stopped').click();
    await nori.action('Start').click();
    await confirmation.confirm.click();

    const why = 'Start: failed. The instance did not boot on its host: it was terminated.';
    await expect(instances.row('doomed')).toHaveAccessibleDescription(why);
    await instances.row('doomed').getByText('doomed').click();
    await expect(page.getByRole('complementary').getByRole('status').filter({ hasText: why })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(instances.row('doomed')).toHaveAccessibleDescription('');
  });
  await test.step('Activity has both runs, and a query finds what failed', async () => {
    await nori.view('Activity').click();
    await expect(activity.run('Start, 1 instance')).toContainText('1 failed');
    await expect(activity.run('Reboot, 1 instance')).toContainText('1 done');

    await activity.query.fill('state:failed age<1h');

    await expect(activity.found).toHaveText('1 of 2 operations');
    await expect(activity.operations).toHaveCount(1);
    await expect(activity.operations).toContainText('doomed');
    await expect(activity.run('Reboot, 1 instance')).toBeHidden();
  });
  await test.step('the export has what is shown', async () => {
    const csv = await readFile(await activity.exported('As CSV, for spreadsheets'), 'utf8');
    const [heading, ...lines] = csv.trimEnd().split('\r\n');
    expect(heading).toMatch(/^\uFEFFQueued,Run,Operation,Action,State,Hostname,ID,Datacenter,/);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`,start,failed,doomed,${doomed},Tokyo,`);

    await activity.clear.click();
    await activity.all.click();
    const json: unknown = JSON.parse(await readFile(await activity.exported('As JSON'), 'utf8'));
    expect(json).toEqual([
      expect.objectContaining({ action: 'start', name: 'doomed', error: 'operation/boot-failed' }),
      expect.objectContaining({ action: 'reboot', name: 'lasting', state: 'confirmed' }),
    ]);
  });
});

import type { Simulator } from '#simulator/simulator.ts';
import { quickDatacenter } from './harness/quick-datacenter.ts';
import { receivedBy, runningGuests } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';
import { NoriPage } from './pages/nori-page.ts';

const statesIn = ({ world }: Simulator, prefix: string): Readonly<Record<string, number>> => {
  const states: Record<string, number> = {};
  for (const { hostname, state } of world.database.instances.rows)
    if (hostname.startsWith(prefix)) states[state] = (states[state] ?? 0) + 1;
  return states;
};

test.describe('one instance', () => {
  test.use({
    plans: {
      Tokyo: {
        ...quickDatacenter({ seed: 1, hosts: 2, instances: 0, tenants: 1 }),
        profile: { safety: 'guarded' },
      },
      Sendai: quickDatacenter({ seed: 3, hosts: 1, instances: 0, tenants: 1 }),
    },
  });

  test('is stopped, started, rebooted and terminated from pane and board, each told before what it does', async ({
    nori,
    fleet,
  }) => {
    const { instances, confirmation, run, page } = nori;
    const tokyo = fleet.datacenter('Tokyo');
    runningGuests(tokyo, 'lonely');
    await expect(instances.row('lonely')).toContainText('running');
    await instances.row('lonely').getByText('lonely').click();

    await test.step('stop, by keyboard; Enter without looking cancels', async () => {
      await nori.tabTo(nori.action('Stop', 'pane'));
      await page.keyboard.press('Enter');
      await expect(confirmation.effect('Addresses are released')).toBeVisible();
      await expect(confirmation.effect('What is on local disks is discarded.')).toBeVisible();
      await expect(confirmation.cancel).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(confirmation.dialog).toBeHidden();
      await nori.tabTo(nori.action('Stop', 'pane'));
      await page.keyboard.press('Enter');
      await expect(confirmation.targets.getByRole('listitem')).toHaveText(
        /lonely.*i-.*Tokyo.*hn-|lonely.*Tokyo.*running/,
      );
      await nori.tabTo(confirmation.confirm);
      await page.keyboard.press('Enter');
      await expect(run.counts).toHaveText('1 done');
      await expect(await instances.cell('lonely', 'State')).toHaveText('stopped');
    });
    await test.step('start', async () => {
      await nori.action('Start', 'pane').click();
      await expect(confirmation.effect('gets new addresses')).toBeVisible();
      await confirmation.confirm.click();
      await expect(run.title).toHaveText('Start, 1 instance');
      await expect(run.counts).toHaveText('1 done');
      await expect(await instances.cell('lonely', 'State')).toHaveText('running');
    });
    await test.step('reboot, from its tile on the board', async () => {
      await nori.view('Board').click();
      await page.getByRole('option', { name: /^lonely/ }).click();
      await nori.action('Reboot').click();
      await expect(confirmation.effect('The guests restart.')).toBeVisible();
      await confirmation.confirm.click();
      await expect(run.title).toHaveText('Reboot, 1 instance');
      await expect(run.counts).toHaveText('1 done');
    });
    await test.step('terminate, with the word that a guarded datacenter wants', async () => {
      await nori.action('Terminate').click();
      await expect(confirmation.effect('can’t be brought back')).toBeVisible();
      await expect(confirmation.effect('Volumes stay behind, boot volumes too.')).toBeVisible();
      await expect(confirmation.confirm).toBeDisabled();
      await confirmation.word.fill('terminat');
      await expect(confirmation.confirm).toBeDisabled();
      await confirmation.word.fill('terminate');
      await confirmation.confirm.click();
      await expect(run.title).toHaveText('Terminate, 1 instance');
      await expect(run.counts).toHaveText('1 done');
      expect(statesIn(tokyo, 'lonely')).toEqual({ terminated: 1 });
    });
    expect(
      tokyo.log.entries
        .filter(({ method }) => method !== 'GET')
        .map(({ method, target }) => `${method} ${target.split('/').at(-1)?.replace(/^i-.*/, 'ID') ?? ''}`),
    ).toEqual(['PUT stop', 'PUT start', 'PUT reboot', 'DELETE ID']);
  });

  test('of several those are skipped that can’t take it, with reasons, and read-only is kept in the engine', async ({
    nori,
    fleet,
  }) => {
    const { instances, confirmation, run, page } = nori;
    const [tokyo, sendai] = [fleet.datacenter('Tokyo'), fleet.datacenter('Sendai')];
    const [stopped = ''] = runningGuests(tokyo, 'resting');
    runningGuests(tokyo, 'awake');
    runningGuests(sendai, 'shielded');
    const record = tokyo.world.database.instances.get(stopped);
    if (record !== undefined) tokyo.world.instances.stop(record);
    await expect(instances.row('resting')).toContainText('stopped');
    await expect(instances.row('awake')).toContainText('running');
    await expect(instances.row('shielded')).toContainText('running');
    await instances.chooseAll();
    await nori.action('Stop').click();

    await test.step('the confirmation says who and who not', async () => {
      await expect(confirmation.targets.getByRole('listitem')).toHaveCount(2);
      await expect(confirmation.skipped.getByRole('listitem')).toContainText(['resting']);
      await expect(confirmation.skipped).toContainText('The instance’s state does not allow this now.');
    });
    await test.step('what another page makes read-only meanwhile is refused', async () => {
      const other = new NoriPage(await page.context().newPage());
      await other.open(new URL('/', page.url()).href);
      await other.datacenters.edit('Sendai').click();
      await other.editor.dialog
        .getByRole('combobox', { name: 'Safety' })
        .selectOption({ label: 'Read-only: refuse every change' });
      await other.editor.button('Save').click();
      await expect(other.editor.dialog).toBeHidden();
      await confirmation.confirm.click();
      await expect(run.item('shielded')).toContainText('not done');
      await expect(run.item('shielded')).toContainText('This datacenter is set to read-only.');
      await expect(run.item('awake')).toContainText('done');
      expect(statesIn(sendai, 'shielded')).toEqual({ running: 1 });
      expect(sendai.log.entries.filter(({ method }) => method !== 'GET')).toEqual([]);
    });
    await test.step('and is not offered any more', async () => {
      await instances.query.fill('shielded');
      await instances.row('shielded').getByText('shielded').click();
      await expect(nori.action('Stop', 'pane')).toHaveAttribute('aria-disabled', 'true');
      await expect(nori.action('Stop', 'pane')).toHaveAccessibleDescription('Sendai is set to read-only.');
    });
  });
});

test.describe('two hundred instances', () => {
  test.use({
    plans: {
      Tokyo: {
        ...quickDatacenter({ seed: 1, hosts: 12, instances: 0, tenants: 1 }),
        profile: { safety: 'guarded' },
      },
    },
  });

  test('are stopped, started, rebooted and terminated at once; what fails is listed and tried again', async ({
    nori,
    fleet,
  }) => {
    test.slow(); // some 800 requests, each watched to its end
    const { instances, confirmation, run } = nori;
    const tokyo = fleet.datacenter('Tokyo');
    runningGuests(tokyo, 'many', 200);
    await expect(instances.count).toHaveText('200 instances');
    await instances.query.fill('state:running');
    await expect(instances.count).toHaveText('200 instances');
    await instances.chooseAll();
    await instances.query.fill('');
    const begin = async (action: 'Stop' | 'Start' | 'Reboot' | 'Terminate', count: number) => {
      await nori.action(action).click();
      await expect(confirmation.targets.getByRole('listitem')).toHaveCount(count);
      if (action === 'Terminate') await confirmation.word.fill('terminate');
      await confirmation.confirm.click();
      await expect(run.title).toHaveText(`${action}, ${String(count)} instances`);
      await expect(run.progress).toHaveAttribute('value', String(count), { timeout: 90_000 });
    };
    const refuseByProxy = (method: string, count: number, path = '') =>
      tokyo.faults.add({ kind: 'html-error', status: 403, method, count, path });
    const refused = run.item('A proxy in front of the datacenter wants other credentials.');

    await test.step('stop: a proxy refuses ten', async () => {
      refuseByProxy('PUT', 10);
      await begin('Stop', 200);
      await expect(run.counts).toContainText('190 done');
      await expect(run.counts).toContainText('10 not done');
      await expect(refused).toHaveCount(10);
      expect(statesIn(tokyo, 'many')).toEqual({ running: 10, stopped: 190 });
      await expect(run.cancel).toBeDisabled();
      await run.retry.click();
      await expect(confirmation.targets.getByRole('listitem')).toHaveCount(10);
      await confirmation.confirm.click();
      await expect(run.title).toHaveText('Stop, 10 instances');
      await expect(run.counts).toHaveText('10 done');
      expect(statesIn(tokyo, 'many')).toEqual({ stopped: 200 });
    });
    await test.step('start: three do not boot, and can’t be started again', async () => {
      for (let times = 0; times < 3; times += 1) tokyo.world.failNext('boot');
      await begin('Start', 200);
      await expect(run.counts).toContainText('197 done');
      await expect(run.item('The instance did not boot on its host: it was terminated.')).toHaveCount(3);
      expect(statesIn(tokyo, 'many')).toEqual({ running: 197, terminated: 3 });
      await run.retry.click();
      await expect(run.counts).toHaveText('3 not done');
      await expect(run.item('The instance’s state does not allow this now.')).toHaveCount(3);
    });
    await test.step('reboot: a proxy refuses six', async () => {
      refuseByProxy('PUT', 6);
      await begin('Reboot', 197);
      await expect(run.counts).toContainText('191 done');
      await expect(refused).toHaveCount(6);
      await run.retry.click();
      await expect(run.counts).toHaveText('6 done');
    });
    await test.step('terminate: a proxy refuses four, and the answers to five are lost', async () => {
      const live = tokyo.world.database.instances.rows.filter(({ state }) => state === 'running');
      for (const { id } of live.slice(0, 4)) refuseByProxy('DELETE', 1, id);
      for (const { id } of live.slice(4, 9))
        tokyo.faults.add({ kind: 'reset-after-commit', method: 'DELETE', path: id, count: 1 });
      await begin('Terminate', 197);
      await expect(run.counts).toContainText('193 done');
      await expect(refused).toHaveCount(4);
      await run.retry.click();
      await expect(confirmation.targets.getByRole('listitem')).toHaveCount(4);
      await expect(confirmation.confirm).toBeDisabled();
      await confirmation.word.fill('terminate');
      await confirmation.confirm.click();
      await expect(run.counts).toHaveText('4 done');
      expect(statesIn(tokyo, 'many')).toEqual({ terminated: 200 });
    });
    expect(receivedBy(tokyo, 'DELETE')).toHaveLength(201);
  });
});

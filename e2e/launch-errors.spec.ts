import type { Simulator } from '#simulator/simulator.ts';
import { quickDatacenter } from './harness/quick-datacenter.ts';
import { tenantOf } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';

test.use({
  plans: {
    Tokyo: {
      ...quickDatacenter({ seed: 1, hosts: 3, instances: 4, tenants: 1 }),
      // While reading hangs, what Nori knows stands still: it can't refuse by itself what dcmgr is to refuse.
      profile: { polling: { fastIntervalMs: 2_000, slowIntervalMs: 10_000, requestTimeoutMs: 120_000 } },
    },
  },
});

/** Takes a row out of the datacenter's database until it is put back. */
function without<R extends { readonly id: string }>(
  table: { get: (id: string) => R | undefined; remove: (row: R) => void; insert: (row: R) => R },
  id: string,
): () => void {
  const row = table.get(id);
  if (row === undefined) throw new Error(`there is no ${id}`);
  table.remove(row);
  return () => void table.insert(row);
}

/** Changes something of the datacenter until it is put back. */
function changed<T extends object>(things: readonly T[], changes: Partial<T>): () => void {
  const before = things.map((thing) => ({ ...thing }));
  for (const thing of things) Object.assign(thing, changes);
  return () => {
    things.forEach((thing, at) => Object.assign(thing, before[at]));
  };
}

/** Every way in which `POST /api/instances` says no (reference §9.1 and §6.3), as a person reads it. */
const refusals = (tokyo: Simulator, asked: { readonly hostId: string; readonly keyId: string }) => {
  const { database, instances } = tokyo.world;
  const account = tenantOf(tokyo);
  const snapshots = database.snapshots.rows.filter(({ id }) => id.endsWith('boot'));
  return [
    [
      '137',
      'The image is missing, or the datacenter does not know it.',
      () => without(database.images, 'wmi-lucidsan'),
    ],
    [
      '138',
      'The spec is missing, or the datacenter does not know it.',
      () => without(database.specs, 'is-small'),
    ],
    [
      '120',
      'The hosts have not enough free cores or memory.',
      () => changed(database.hostNodes.rows, { cores: 0 }),
    ],
    ['114', 'The datacenter does not know this host.', () => without(database.hostNodes, asked.hostId)],
    [
      '141',
      'The host is not online.',
      () =>
        changed(
          database.hostNodes.rows.filter(({ id }) => id === asked.hostId),
          { status: 'offline' },
        ),
    ],
    ['121', 'The datacenter does not know this SSH key.', () => without(database.keyPairs, asked.keyId)],
    [
      '117',
      'The datacenter does not know this snapshot.',
      () => without(database.snapshots, snapshots[0]?.id ?? ''),
    ],
    ['140', 'The volume’s state does not allow this.', () => changed(snapshots, { state: 'deleting' })],
    [
      '109',
      'The storage nodes have not enough free space.',
      () => changed(database.storageNodes.rows, { spaceMb: 0 }),
    ],
    [
      '104',
      'This account is disabled in the datacenter.',
      () => changed([database.account(account)], { enabled: false }),
    ],
    [
      '126',
      'Another live instance of this account has the hostname.',
      () => {
        const [id = ''] = tokyo.launch({ account, hostname: 'doomed' });
        return () => {
          const rival = database.instances.get(id);
          if (rival !== undefined) instances.terminate(rival);
        };
      },
    ],
  ] as const;
};

test('says in words every no of a datacenter to a launch, and tries again when asked', async ({
  nori,
  fleet,
}) => {
  const { wizard, run, page } = nori;
  const tokyo = fleet.datacenter('Tokyo');
  const { database } = tokyo.world;
  const account = tenantOf(tokyo);
  const [host] = database.hostNodes.rows;
  const key = database.keyPairs.rows.find(
    ({ accountId, description }) => accountId === account && description !== null,
  );
  await expect(nori.instances.count).toHaveText('4 instances');
  await expect(nori.datacenters.item('Tokyo')).toContainText('Online');

  await nori.launch.click();
  await wizard.choice('Tokyo').check();
  await wizard.account.selectOption(account);
  await wizard.next.click();
  await wizard.choice('Ubuntu 10.04 LTS on a volume').check();
  await wizard.next.click();
  await wizard.choice('1 core, 512 MB').check();
  await wizard.step('SSH key').click();
  await wizard.search('SSH key').fill(key?.id ?? '');
  await wizard.choice('laptop').check();
  await wizard.next.click();
  await wizard.field('Hostname').fill('doomed');
  await wizard.host.selectOption(host?.id ?? '');
  await wizard.toReview.click();
  await expect(wizard.launch).toBeEnabled();
  tokyo.faults.add({ kind: 'hang', method: 'GET' });

  let begin = () => wizard.launch.click();
  for (const [code, words, spoil] of refusals(tokyo, { hostId: host?.id ?? '', keyId: key?.id ?? '' })) {
    await test.step(`${code}: ${words}`, async () => {
      const repair = spoil();
      await begin();
      const item = run.item(words);
      await expect(item).toContainText('not done');
      await expect(item.getByTitle(new RegExp(`dcmgrCode ${code}`))).toBeVisible();
      repair();
      begin = () => run.retry.click();
    });
  }
  await test.step('500, as for a quota: nobody knows whether it happened, until somebody says so', async () => {
    const repair = changed([database.account(account)], { quotaWeight: 0 });
    await run.retry.click();
    await expect(run.item('The server failed inside (HTTP 5xx).')).toContainText('outcome unknown');
    repair();
    await run.button('It made none').click();
    await expect(run.counts).toHaveText('1 failed');
  });
  await test.step('reading goes on', async () => {
    tokyo.faults.clear();
    await tokyo.stop(); // what hangs would go on hanging
    await tokyo.start();
    await nori.datacenters.readNow('Tokyo').click();
    await expect(nori.instances.row('doomed')).toContainText('terminated');
    await expect(nori.datacenters.item('Tokyo')).toContainText('Online');
  });
  await test.step('accepted, and placed nowhere', async () => {
    const repair = changed(database.specs.rows, { hypervisor: 'lxc' });
    await run.retry.click();
    await expect(
      run.item('No host or no network could be assigned: the instance was terminated.'),
    ).toContainText('failed');
    repair();
  });
  await test.step('accepted, and it does not boot', async () => {
    tokyo.world.failNext('boot');
    await run.retry.click();
    await expect(run.item('The instance did not boot on its host: it was terminated.')).toContainText(
      'failed',
    );
  });
  await test.step('and once nothing is wrong, it runs', async () => {
    await run.retry.click();
    await expect(run.counts).toHaveText('1 done', { timeout: 30_000 });
    const live = database.instances.rows.filter(
      ({ hostname, state }) => hostname === 'doomed' && state === 'running',
    );
    expect(live).toHaveLength(1);
  });
  await expect(page.getByRole('alert')).toBeHidden();
});

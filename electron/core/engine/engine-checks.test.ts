import { describe, expect, it, test } from 'vitest';
import type { IntentCheck } from '#contract/operation.ts';
import { TENANT } from '../../../testing/a-datacenter.ts';
import { type Intents, OperatedDatacenters } from '../../../testing/operated-datacenters.ts';

/** What a check says, as codes. */
const said = ({ refusal, warnings }: IntentCheck): string =>
  [refusal?.code ?? 'fine', ...warnings.map(({ error }) => error.code.replace('operation/', '!'))].join(' ');

const check = async ({ page }: OperatedDatacenters, intents: Intents) =>
  (await page.get('runs.check', { intents })).map(said);

const aGroup = ({ simulator }: ReturnType<OperatedDatacenters['at']>) =>
  simulator.world.database.securityGroups.rows.find(({ accountId }) => accountId === TENANT)?.id;

async function setUp() {
  const datacenters = await OperatedDatacenters.begin();
  const group = aGroup(datacenters.at());
  /** Launches with nothing to be said against them, but for what is given. */
  const launches = (names: readonly (string | null)[], more: object = {}) =>
    datacenters.launches(names, 'tokyo', { securityGroupIds: [group], ...more });
  return { datacenters, launches, group };
}

describe('before a launch', () => {
  it('nothing is said where nothing is wrong, and the exact request is shown', async () => {
    const { datacenters, launches } = await setUp();

    const [checked] = await datacenters.page.get('runs.check', {
      intents: launches(['Web-1'], { userData: 'hello' }),
    });

    expect(checked === undefined ? null : said(checked)).toBe('fine');
    expect(checked).toMatchObject({ account: TENANT, request: { path: '/instances.json' } });
    expect(JSON.parse(checked?.request?.body ?? '')).toMatchObject({
      instance: { hostname: 'web-1', user_data: 'hello' },
    });
  });

  test.each([
    ['an unknown image', { imageId: 'wmi-nosuch' }, 'operation/unknown-resource'],
    ['an unknown spec', { instanceSpecId: 'is-nosuch' }, 'operation/unknown-resource'],
    ['an unknown host', { hostNodeId: 'hn-nosuch' }, 'operation/unknown-resource'],
    ['an unknown group', { securityGroupIds: ['sg-nosuch'] }, 'operation/unknown-resource'],
    ['an unknown key', { sshKeyPairId: 'ssh-nosuch' }, 'operation/unknown-resource'],
    ['an unknown network', { networkId: 'nw-nosuch' }, 'operation/unknown-resource'],
    ['an id of another kind', { imageId: 'i-00000001' }, 'record/wrong-prefix'],
    ['an id that a path can’t hold', { sshKeyPairId: 'ssh-a/b' }, 'record/wrong-prefix'],
    ['an underscore in its name', { hostname: 'web_1' }, 'operation/hostname'],
    ['a name too long', { hostname: 'w'.repeat(33) }, 'operation/hostname'],
  ])('%s is refused', async (_, more, code) => {
    const { datacenters, launches } = await setUp();

    expect(await check(datacenters, launches([null], more))).toEqual([code]);
  });

  it('a host that is not online is refused', async () => {
    const { datacenters, launches } = await setUp();
    const { world } = datacenters.at().simulator;
    const [host] = world.database.hostNodes.rows;
    if (host === undefined) throw new Error('no host');
    world.killHost(host.id);
    await datacenters.world.clock.advance(60 * 60_000);

    expect(await check(datacenters, launches([null], { hostNodeId: host.id }))).toEqual([
      'operation/host-offline',
    ]);
  });

  it('a name that a live instance, the run, or another launch has is refused', async () => {
    const { datacenters, launches } = await setUp();
    datacenters.at().simulator.launch({ account: TENANT, hostname: 'taken' });
    await datacenters.world.clock.advance(60_000);
    datacenters.at().fault = () => 'hangs-after';
    await datacenters.page.get('runs.start', { intents: launches(['under-way']) });

    const codes = await check(datacenters, launches(['Taken', 'once', 'ONCE', 'under-way', 'free']));

    expect(codes).toEqual([
      'operation/duplicate-hostname',
      'fine',
      'operation/duplicate-hostname',
      'operation/duplicate-hostname',
      'fine',
    ]);
  });

  it('an account that is not in the profile is refused: dcmgr would make it', async () => {
    const { datacenters, launches } = await setUp();

    const intents = launches([null]).map((intent) => ({ ...intent, account: 'a-typo' })) as Intents; // still launches

    expect(await check(datacenters, intents)).toEqual(['operation/unknown-account']);
  });

  it('what dcmgr takes and does not do is warned of', async () => {
    const { datacenters, launches } = await setUp();
    const { networks, hostNodes } = datacenters.at().simulator.world.database;
    const more = {
      networkId: networks.rows[0]?.id,
      hostNodeId: hostNodes.rows[0]?.id,
      networkScheduler: 'nat',
      securityGroupIds: [],
    };

    expect(await check(datacenters, launches([null], more))).toEqual([
      'fine !network-ignored !network-scheduler-unverified !host-may-be-ignored !no-security-group',
    ]);
  });

  it('high availability is warned of: where no scheduler for it is set, it ends in termination', async () => {
    const { datacenters, launches } = await setUp();

    expect(await check(datacenters, launches([null], { haEnabled: true }))).toEqual([
      'fine !ha-may-terminate',
    ]);
  });

  it('room is counted over the run, and lacking it is a warning that can be overridden', async () => {
    const { datacenters, launches } = await setUp();
    const { database } = datacenters.at().simulator.world;
    const spec = database.specs.get('is-xlarge');
    if (spec === undefined) throw new Error('no spec');
    const room = database.hostNodes.rows
      .filter((host) => host.arch === spec.arch && host.hypervisor === spec.hypervisor)
      .map((host) => Math.floor(Math.min(host.cores / spec.cores, host.memoryMb / spec.memoryMb)))
      .reduce((sum, fits) => sum + fits, 0);
    const intents = launches(Array<null>(room + 2).fill(null), { instanceSpecId: spec.id });

    const codes = await check(datacenters, intents);
    const { refused } = (await datacenters.page.get('runs.start', { intents })).counts;

    expect(room).toBeGreaterThan(0);
    expect(codes.slice(0, room).every((one) => one === 'fine')).toBe(true);
    expect(codes.slice(room)).toEqual(['fine !no-capacity', 'fine !no-capacity']);
    expect(refused).toBe(2);
  });

  it('what stopped instances claim is no room, as dcmgr reckons, though the hosts be empty', async () => {
    const { datacenters, launches } = await setUp();
    const { hostNodes, instances } = datacenters.at().simulator.world.database;
    const [id = ''] = datacenters.runningInstances(1);
    const memoryMb = hostNodes.rows.reduce((sum, host) => sum + host.memoryMb, 0);
    Object.assign(instances.get(id) ?? {}, { state: 'stopped', hostId: null, memoryMb });
    await datacenters.page.get('datacenters.refresh', { datacenterId: 'tokyo' as never });
    await datacenters.world.clock.advance(60_000);

    expect(await check(datacenters, launches([null]))).toEqual(['fine !no-capacity']);
  });
});

describe('before an action', () => {
  it('a state in which dcmgr would refuse it, or drop it, is refused', async () => {
    const { datacenters } = await setUp();
    const [running = '', fresh = ''] = [
      ...datacenters.runningInstances(1),
      ...datacenters.at().simulator.launch({ account: TENANT }),
    ];
    await datacenters.world.clock.advance(0);
    await datacenters.page.get('datacenters.refresh', { datacenterId: 'tokyo' as never });
    await datacenters.world.clock.advance(10);

    const codes = await Promise.all(
      (['start', 'stop', 'reboot', 'terminate'] as const).map((action) =>
        check(datacenters, datacenters.actions(action, [running, fresh])),
      ),
    );

    expect(codes).toEqual([
      ['operation/bad-state', 'operation/bad-state'],
      ['fine', 'operation/bad-state'],
      ['fine', 'operation/bad-state'],
      ['fine', 'operation/bad-state'],
    ]);
  });

  it('an instance that is twice in the run, under an operation, or unknown is refused', async () => {
    const { datacenters } = await setUp();
    const [first = '', second = ''] = datacenters.runningInstances(2);
    await datacenters.world.clock.advance(120_000);
    datacenters.at().fault = () => 'drops';
    await datacenters.page.get('runs.start', { intents: datacenters.actions('stop', [first]) });

    const ids = [first, second, second, 'i-nosuch', 'vol-00000001'];

    expect(await check(datacenters, datacenters.actions('terminate', ids))).toEqual([
      'operation/busy',
      'fine',
      'operation/duplicate-target',
      'record/not-found',
      'record/wrong-prefix',
    ]);
  });

  it('what is known only from long ago is warned of', async () => {
    const { datacenters } = await setUp();
    const ids = datacenters.runningInstances(1);
    await datacenters.world.clock.advance(120_000);
    datacenters.kill();
    await datacenters.world.clock.advance(60 * 60_000);
    await datacenters.start();

    expect(await check(datacenters, datacenters.actions('stop', ids))).toEqual(['fine !old-knowledge']);
  });
});

describe('a datacenter that takes no writes', () => {
  it('is refused whatever is asked for, and again at the moment of sending', async () => {
    const { datacenters, launches } = await setUp();
    const { page, world } = datacenters;
    const [view] = await page.get('profiles.list', null);
    if (view === undefined) throw new Error('no profile');
    const save = (safety: 'normal' | 'read-only') =>
      page.get('profiles.save', { profile: { ...view.profile, safety }, secrets: {} });

    await save('read-only');
    const readOnly = await check(datacenters, launches([null]));
    await save('normal');
    await world.clock.advance(60_000);
    datacenters.at().fault = () => 'hangs-before';
    const run = await page.get('runs.start', { intents: launches(['a', 'b', 'c']) });
    await world.clock.advance(10);
    await page.get('datacenters.setPaused', { datacenterId: view.profile.id, paused: true });
    await world.clock.advance(60_000);

    expect(readOnly).toEqual(['datacenter/read-only']);
    expect(await check(datacenters, launches([null]))).toEqual(['datacenter/paused']);
    expect((await datacenters.operations(run.id)).at(-1)).toMatchObject({
      state: 'refused',
      error: { code: 'datacenter/paused' },
      sentAt: null,
    });
  });

  it('is refused while it can’t be reached, or is none of ours', async () => {
    const { datacenters, launches } = await setUp();
    datacenters.at().isHanging = true;
    await datacenters.world.clock.advance(10 * 60_000);

    expect(await check(datacenters, launches([null]))).toEqual(['datacenter/unreachable']);
    expect(await check(datacenters, datacenters.actions('stop', ['i-a'], 'nowhere'))).toEqual([
      'profile/not-found',
    ]);
  });
});

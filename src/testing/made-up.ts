import type { DatacenterStatus, ListStatus } from '#contract/endpoint.ts';
import { appError } from '#contract/errors.ts';
import { recordKey } from '#contract/ids.ts';
import { type InstanceRow, instanceRowSchema, rowSchemas, type RowOf } from '#contract/inventory.ts';
import { type ProfileInput, profileSchema, type ProfileView } from '#contract/profile.ts';
import { aDatacenterStatus } from '#contract/testing/builders.ts';

const noSecrets = { password: false, token: false, clientKey: false, proxyPassword: false };
const view = (input: ProfileInput): ProfileView => ({
  profile: profileSchema.parse(input),
  hasSecret: noSecrets,
});

const longName = 'Osaka – disaster recovery site for the metropolitan administration (2nd)';

export const profiles: readonly ProfileView[] = [
  view({
    id: 'tokyo',
    name: 'Tokyo',
    colour: 'blue',
    url: 'http://dcmgr.tokyo.example.com:9001/api',
    accounts: [
      { id: 'a-shpoolxx', label: 'shared pool' },
      { id: 'a-webfarm1', label: 'Web farm' },
      { id: 'a-batch001' },
    ],
    safety: 'guarded',
  }),
  view({
    id: 'osaka',
    name: longName,
    colour: 'amber',
    url: 'http://dcmgr.osaka.example.com:9001/api',
    accounts: [{ id: 'a-shpoolxx', label: 'shared pool' }],
    safety: 'read-only',
  }),
  view({
    id: 'sapporo',
    name: 'Sapporo',
    colour: 'teal',
    url: 'http://dcmgr.sapporo.example.com:9001/api',
    accounts: [{ id: 'a-shpoolxx' }],
    auth: { kind: 'basic', username: 'nori' },
  }),
  view({
    id: 'fukuoka',
    name: 'Fukuoka',
    colour: 'violet',
    url: 'http://dcmgr.fukuoka.example.com:9001/api',
    accounts: [{ id: 'a-shpoolxx' }],
  }),
];

const list = (account: string, age: number, freshness: ListStatus['freshness']): ListStatus => ({
  kind: 'instances',
  account: account as ListStatus['account'], // a literal of this file
  freshness,
  fetchedAt: Date.now() - age,
  ownerTotal: 214,
  sweepRead: null,
  error: null,
  nextAt: null,
});

/** One datacenter in each condition. */
export function statuses(now: number): readonly DatacenterStatus[] {
  return [
    aDatacenterStatus('tokyo', {
      asOf: now - 3_000,
      lists: ['a-shpoolxx', 'a-webfarm1', 'a-batch001'].map((account) => list(account, 3_000, 'live')),
    }),
    aDatacenterStatus('osaka', {
      condition: 'unreachable',
      asOf: now - 42 * 60_000,
      nextTryAt: now + 47_000,
      failures: 5,
      error: appError('endpoint/timeout', 'no answer', { host: 'dcmgr.osaka.example.com' }),
      lists: [list('a-shpoolxx', 42 * 60_000, 'stale')],
    }),
    aDatacenterStatus('sapporo', {
      condition: 'degraded',
      asOf: now - 95_000,
      error: appError('endpoint/server-error', 'HTTP 500', { status: 500 }),
      lists: [list('a-shpoolxx', 95_000, 'stale')],
      problems: [
        {
          error: appError('list/unreadable-record', 'skipped', { offset: 12 }),
          kind: 'instances',
          account: null,
          at: now - 95_000,
        },
        {
          error: appError('clock/skewed', 'skewed', { ms: 312_000 }),
          kind: null,
          account: null,
          at: now - 3_000,
        },
      ],
    }),
    aDatacenterStatus('fukuoka', {
      condition: 'paused',
      asOf: now - 26 * 3_600_000,
      lists: [list('a-shpoolxx', 26 * 3_600_000, 'stale')],
    }),
  ];
}

const states = [
  'running',
  'running',
  'running',
  'running',
  'running',
  'stopped',
  'terminated',
  'running',
] as const;
const rareStates = [
  'starting',
  'stopping',
  'shuttingdown',
  'failingover',
  'scheduling',
  'pending',
  'migrating',
] as const;
const roles = ['web', 'db', 'app', 'batch', 'mail', 'proxy', 'build', 'monitor'] as const;
const perHost = 18;

export function instances(count: number, now: number): readonly InstanceRow[] {
  return Array.from({ length: count }, (_, at) => instance(at, count, now));
}

function instance(at: number, count: number, now: number): InstanceRow {
  const place = Math.floor((at / count) * 4);
  const datacenterId = profiles[place]?.profile.id ?? 'tokyo';
  const id = `i-${at.toString(36).padStart(8, '0')}`;
  const state = at % 23 === 7 ? rareStates[((at / 23) % rareStates.length) | 0] : states[at % states.length];
  const isPlaced = state !== 'stopped' && state !== 'scheduling';
  const role = roles[(at * 7) % roles.length] ?? 'web';
  const age = [3_000, 42 * 60_000, 95_000, 26 * 3_600_000][place] ?? 0;
  return instanceRowSchema.parse({
    key: `${datacenterId}/${id}`,
    datacenterId,
    id,
    owner: at % 3 === 0 ? 'a-webfarm1' : 'a-shpoolxx',
    accounts: [place === 0 && at % 3 === 0 ? 'a-webfarm1' : 'a-shpoolxx'],
    fetchedAt: now - age,
    changedAt: now - age,
    hostname: at === 5 ? 'a-very-long-host-name-of-32-chars' : `${role}-${String(at % 500)}`,
    state,
    status: at % 17 === 0 ? 'offline' : 'online',
    hostNodeId: isPlaced ? `hn-host${String(Math.floor(at / perHost)).padStart(4, '0')}` : null,
    instanceSpecId: at % 5 === 0 ? 'is-large001' : 'is-demospec',
    imageId: at % 4 === 0 ? 'wmi-lucid5' : 'wmi-centos56',
    cpuCores: 1 + (at % 4),
    memoryMb: [256, 512, 1024, 4096, 1536][at % 5],
    arch: 'x86_64',
    haEnabled: false,
    createdAt: now - (at + 1) * 3_700_000,
    sshKeyPairId: null,
    securityGroupIds: [],
    networkIds: ['nw-demo1'],
    addresses: state === 'running' ? [`10.102.${String((at >> 8) % 256)}.${String(at % 256)}`] : [],
    natAddresses: at % 6 === 0 && state === 'running' ? [`203.0.113.${String(at % 256)}`] : [],
    dnsNames: [],
    volumeIds: [],
  });
}

export function hosts(instanceRows: readonly InstanceRow[]): readonly RowOf<'host_nodes'>[] {
  const keys = new Map(
    instanceRows.flatMap((row) =>
      row.hostNodeId === null ? [] : [[`${row.datacenterId} ${row.hostNodeId}`, row] as const],
    ),
  );
  return [...keys.values()].flatMap((row, at) => (at % 9 === 4 ? [] : [host(row, at)]));
}

function host(row: InstanceRow, at: number): RowOf<'host_nodes'> {
  const id = row.hostNodeId ?? '';
  const { datacenterId, fetchedAt } = row;
  return rowSchemas.host_nodes.parse({
    key: recordKey(datacenterId, id),
    datacenterId,
    id,
    owner: 'a-shpoolxx',
    accounts: ['a-shpoolxx'],
    fetchedAt,
    changedAt: fetchedAt,
    value: {
      id,
      accountId: 'a-shpoolxx',
      name: at % 5 === 3 ? null : `kvm-${String(at + 1)}`,
      arch: 'x86_64',
      hypervisor: 'kvm',
      offeringCpuCores: 32,
      offeringMemoryMb: 65_536,
      status: at % 11 === 6 ? 'timeout' : 'online',
      createdAt: 0,
      updatedAt: 0,
    },
  });
}

export function images(): readonly RowOf<'images'>[] {
  const yaml = { text: null, value: null };
  return profiles.map(({ profile: { id } }) =>
    rowSchemas.images.parse({
      key: `${id}/wmi-lucid5`,
      datacenterId: id,
      id: 'wmi-lucid5',
      owner: 'a-shpoolxx',
      accounts: ['a-shpoolxx'],
      fetchedAt: 0,
      changedAt: 0,
      value: {
        id: 'wmi-lucid5',
        accountId: 'a-shpoolxx',
        bootDevice: 'local',
        source: yaml,
        features: yaml,
        arch: 'x86_64',
        description: 'Ubuntu 10.04 (Lucid Lynx)',
        md5sum: null,
        isPublic: true,
        state: 'init',
        createdAt: 0,
        updatedAt: 0,
      },
    }),
  );
}

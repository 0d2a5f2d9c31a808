import type { DatacenterStatus, EndpointHealth } from '../endpoint.ts';
import { datacenterIdSchema, recordKey } from '../ids.ts';
import { type InstanceRow, instanceRowSchema } from '../inventory.ts';
import { type ProfileInput, profileSchema, type ProfileView } from '../profile.ts';

/** The time that builders take for now: the days of dcmgr 11.12. */
export const builtAt = Date.UTC(2012, 0, 1);

const noSecrets = { password: false, token: false, clientKey: false, proxyPassword: false };

/** A profile as the page sees it. Its name defaults to its id. */
export function aProfileView(fields: Partial<ProfileInput> = {}): ProfileView {
  const id = fields.id ?? 'tokyo';
  const profile = profileSchema.parse({
    id,
    name: id,
    url: `http://${id}.example.com:9001/api`,
    accounts: [{ id: 'a-shpoolxx' }],
    ...fields,
  });
  return { profile, hasSecret: noSecrets };
}

/** Of an endpoint that nobody has asked anything yet. */
export const noHealth: EndpointHealth = {
  since: builtAt,
  requests: 0,
  records: 0,
  bytes: 0,
  serverSeconds: 0,
  errors: {},
  latencies: [],
  pageSizes: {},
  clockSkewMs: null,
};

/** A datacenter that answers, with every list in order. */
export function aDatacenterStatus(
  id: string,
  fields: Partial<Omit<DatacenterStatus, 'datacenterId'>> = {},
): DatacenterStatus {
  return {
    datacenterId: datacenterIdSchema.parse(id),
    condition: 'online',
    since: builtAt,
    asOf: builtAt,
    nextTryAt: null,
    failures: 0,
    error: null,
    lists: [],
    problems: [],
    health: noHealth,
    ...fields,
  };
}

/** A running instance of the datacenter `tokyo`, on host `hn-1`. Its key follows from its datacenter and id. */
export function anInstanceRow(fields: { readonly [F in keyof InstanceRow]?: unknown } = {}): InstanceRow {
  const datacenterId = datacenterIdSchema.parse(fields.datacenterId ?? 'tokyo');
  const id = typeof fields.id === 'string' ? fields.id : 'i-00000001';
  return instanceRowSchema.parse({
    key: recordKey(datacenterId, id),
    datacenterId,
    id,
    owner: 'a-00000001',
    accounts: ['a-00000001'],
    fetchedAt: builtAt,
    changedAt: builtAt,
    hostname: id.slice(2),
    state: 'running',
    status: 'online',
    hostNodeId: 'hn-1',
    instanceSpecId: 'is-small',
    imageId: 'wmi-lucid5',
    cpuCores: 1,
    memoryMb: 256,
    arch: 'x86_64',
    haEnabled: false,
    createdAt: builtAt,
    sshKeyPairId: null,
    securityGroupIds: ['sg-default'],
    networkIds: ['nw-demo1'],
    addresses: ['10.0.0.1'],
    natAddresses: [],
    dnsNames: [],
    volumeIds: [],
    ...fields,
  });
}

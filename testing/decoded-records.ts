import { type AccountId, accountIdSchema } from '#contract/ids.ts';
import { type Instance, instanceSchema, type Resource, volumeSchema } from '#contract/resources.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { DecodedRecord } from '#core/dcmgr/client.ts';

export const pool = accountIdSchema.parse('a-shpoolxx');
export const tenant = accountIdSchema.parse('a-00000001');

const made = Date.UTC(2012, 0, 1);

/** A running instance on host `hn-1` with one address. */
export const anInstance = (fields: { readonly [F in keyof Instance]?: unknown } = {}): Instance =>
  instanceSchema.parse({
    id: 'i-00000001',
    hostNodeId: 'hn-1',
    instanceSpecId: 'is-small',
    imageId: 'wmi-lucid5',
    cpuCores: 1,
    memoryMb: 256,
    arch: 'x86_64',
    hostname: 'web01',
    haEnabled: false,
    state: 'running',
    status: 'online',
    createdAt: made,
    sshKeyPairId: null,
    securityGroupIds: ['sg-default'],
    networks: [
      {
        networkId: 'nw-demo1',
        addresses: ['10.0.0.1'],
        dnsName: 'web01.shpoolxx.vdc.local',
        natNetworkId: 'nw-demo2',
        natAddresses: ['203.0.113.1'],
        natDnsName: null,
      },
    ],
    nics: [{ id: 'vif-1', ipv4: { address: '10.0.0.1', natAddress: '203.0.113.1' } }],
    volumes: [],
    ...fields,
  });

/** A decoded instance, as one answer brings it. */
export const aDecodedInstance = (fields: Parameters<typeof anInstance>[0] = {}): DecodedRecord =>
  aDecodedRecord('instances', anInstance(fields));

/** A decoded volume; `extra` fields count as unknown to Nori. */
export const aDecodedVolume = (
  id: string,
  fields: { readonly sizeMb?: number; readonly state?: string; readonly extra?: string | null } = {},
): DecodedRecord => {
  const { sizeMb = 1024, state = 'available', extra = null } = fields;
  const none = { snapshotId: null, instanceId: null, attachedAt: null, detachedAt: null, deletedAt: null };
  return {
    ...aDecodedRecord('volumes', volumeSchema.parse({ id, sizeMb, state, createdAt: made, ...none })),
    extra,
  };
};

/** A decoded record of any kind, whose document is its value as JSON. */
export const aDecodedRecord = (
  kind: ResourceKind,
  value: Resource,
  owner: AccountId | null = null,
): DecodedRecord => ({ kind, id: value.id, owner, value, extra: null, raw: () => JSON.stringify(value) });

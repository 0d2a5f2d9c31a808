import { recordKey } from '#contract/ids.ts';
import type { InstanceRow, RecordDetail, Row } from '#contract/inventory.ts';
import type { Instance } from '#contract/resources.ts';
import type { HeldRecord } from './held-record.ts';

/** What a grid shows of a record. The only place that makes rows. */
export function toRow(record: HeldRecord): Row {
  if (record.kind === 'instances') return toInstanceRow(record, record.value as Instance); // as its kind says
  return { ...provenanceOf(record), value: record.value } as Row; // the value is of the record's kind
}

/** A record in full, with its document as text. */
export const toRecordDetail = (record: HeldRecord, raw: string): RecordDetail => ({
  ...provenanceOf(record),
  kind: record.kind,
  value: record.value,
  raw,
});

const provenanceOf = (record: HeldRecord) => ({
  key: recordKey(record.datacenterId, record.id),
  datacenterId: record.datacenterId,
  id: record.id,
  owner: record.owner,
  accounts: record.accounts,
  fetchedAt: record.fetchedAt,
  changedAt: record.changedAt,
});

const toInstanceRow = (record: HeldRecord, instance: Instance): InstanceRow => ({
  ...provenanceOf(record),
  hostname: instance.hostname,
  state: instance.state,
  status: instance.status,
  hostNodeId: instance.hostNodeId,
  instanceSpecId: instance.instanceSpecId,
  imageId: instance.imageId,
  cpuCores: instance.cpuCores,
  memoryMb: instance.memoryMb,
  arch: instance.arch,
  haEnabled: instance.haEnabled,
  createdAt: instance.createdAt,
  sshKeyPairId: instance.sshKeyPairId,
  securityGroupIds: instance.securityGroupIds,
  networkIds: instance.networks.map((network) => network.networkId),
  addresses: instance.networks.flatMap((network) => network.addresses),
  natAddresses: instance.networks.flatMap((network) => network.natAddresses),
  dnsNames: instance.networks.flatMap((network) => named([network.dnsName, network.natDnsName])),
  volumeIds: instance.volumes.map((volume) => volume.id),
});

const named = (names: readonly (string | null)[]): string[] => names.filter((name) => name !== null);

import type { RecordDetail, Row } from '../inventory.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { instanceSchema, type Resource } from '../resources.ts';

/** The detail pane's record for a row: as much of it as the row knows. */
export function detailOf(kind: ResourceKind, row: Row): RecordDetail {
  const { key, datacenterId, id, owner, accounts, fetchedAt, changedAt } = row;
  const value = resourceOf(row);
  const provenance = { key, datacenterId, id, owner, accounts, fetchedAt, changedAt };
  return { ...provenance, kind, value, raw: JSON.stringify(value, null, 2) };
}

function resourceOf(row: Row): Resource {
  if ('value' in row) return row.value;
  return instanceSchema.parse({
    ...row,
    networks: row.networkIds.map((networkId, at) => ({
      networkId,
      addresses: row.addresses.slice(at, at + 1),
      dnsName: row.dnsNames[at] ?? null,
      natNetworkId: null,
      natAddresses: row.natAddresses.slice(at, at + 1),
      natDnsName: null,
    })),
    nics: row.addresses.map((address, at) => ({
      id: `vif-${String(at + 1)}`,
      ipv4: { address, natAddress: row.natAddresses[at] ?? null },
    })),
    volumes: row.volumeIds.map((id) => ({ id, guestDeviceName: null, state: 'attached' })),
  });
}

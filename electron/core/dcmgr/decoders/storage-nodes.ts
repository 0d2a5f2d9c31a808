import type { StorageNodeId } from '#contract/ids.ts';
import type { Fields } from '../fields.ts';
import { type Decoder, ownerIfAny } from './decoder.ts';

/**
 * Reference §9.7. Later dialects (§12) say `offering_disk_space_mb`, may name no account, and drop the type, the
 * paths and `ipaddr` for columns of each storage type: those are empty then.
 */
export const decodeStorageNode: Decoder<'storage_nodes'> = (fields, identity) => ({
  id: identity.id as StorageNodeId, // its prefix was checked
  accountId: ownerIfAny(fields, identity),
  offeringDiskMb: fields.number(
    fields.has('offering_disk_space_mb') ? 'offering_disk_space_mb' : 'offering_disk_space',
  ),
  transportType: stringIfAny(fields, 'transport_type'),
  storageType: fields.string('storage_type'),
  exportPath: stringIfAny(fields, 'export_path'),
  snapshotBasePath: stringIfAny(fields, 'snapshot_base_path'),
  address: stringIfAny(fields, fields.has('ipaddr') ? 'ipaddr' : 'ip_address'),
  status: fields.string('status'),
  createdAt: fields.time('created_at'),
  updatedAt: fields.time('updated_at'),
});

const stringIfAny = (fields: Fields, name: string): string => (fields.has(name) ? fields.string(name) : '');

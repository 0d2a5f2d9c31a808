import type { StorageNodeId } from '#contract/ids.ts';
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
  transportType: fields.stringIfAny('transport_type'),
  storageType: fields.string('storage_type'),
  exportPath: fields.stringIfAny('export_path'),
  snapshotBasePath: fields.stringIfAny('snapshot_base_path'),
  address: fields.stringIfAny(fields.has('ipaddr') ? 'ipaddr' : 'ip_address'),
  status: fields.string('status'),
  createdAt: fields.time('created_at'),
  updatedAt: fields.time('updated_at'),
});

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
  transportType: wordIfAny(fields, 'transport_type'),
  storageType: fields.word('storage_type'),
  exportPath: wordIfAny(fields, 'export_path'),
  snapshotBasePath: wordIfAny(fields, 'snapshot_base_path'),
  address: wordIfAny(fields, fields.has('ipaddr') ? 'ipaddr' : 'ip_address'),
  status: fields.word('status'),
  createdAt: fields.time('created_at'),
  updatedAt: fields.time('updated_at'),
});

const wordIfAny = (fields: Fields, name: string): string => (fields.has(name) ? fields.word(name) : '');

import type { InstanceId, VolumeId, VolumeSnapshotId } from '#contract/ids.ts';
import type { Decoder } from './decoder.ts';

const bytesPerMb = 1_048_576;

/**
 * Reference §9.4: all times but the first are null until they happen. 12.03 answers sizes in bytes (§12); where
 * it sends an internal number as `instance_id`, the record is refused rather than shown as unattached.
 */
export const decodeVolume: Decoder<'volumes'> = (fields, { id, dialect }) => ({
  id: id as VolumeId, // its prefix was checked
  sizeMb: dialect === '12.03' ? fields.number('size') / bytesPerMb : fields.number('size'),
  snapshotId: fields.idOrNull<VolumeSnapshotId>('snapshot_id'),
  instanceId: fields.idOrNull<InstanceId>('instance_id'),
  state: fields.string('state'),
  createdAt: fields.time('created_at'),
  attachedAt: fields.timeOrNull('attached_at'),
  detachedAt: fields.timeOrNull('detached_at'),
  deletedAt: fields.timeOrNull('deleted_at'),
});

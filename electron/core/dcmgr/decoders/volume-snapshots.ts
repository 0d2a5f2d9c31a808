import type { VolumeId, VolumeSnapshotId } from '#contract/ids.ts';
import type { Decoder } from './decoder.ts';

/** Reference §9.5. Later dialects leave out the backing store. */
export const decodeVolumeSnapshot: Decoder<'volume_snapshots'> = (fields, { id }) => ({
  id: id as VolumeSnapshotId, // its prefix was checked
  sizeMb: fields.number('size'),
  originVolumeId: fields.id<VolumeId>('origin_volume_id'),
  state: fields.string('state'),
  destinationId: fields.string('destination_id'),
  destinationName: fields.string('destination_name'),
  backingStore: fields.stringIfAny('backing_store'),
  createdAt: fields.time('created_at'),
  deletedAt: fields.timeOrNull('deleted_at'),
});

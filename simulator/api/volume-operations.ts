import { hasDiskSpace } from '../world/placement.ts';
import type { Snapshot, StorageNode, Volume } from '../world/records.ts';
import { answer, find, findOrFail, isGiven, page, type Context, type Operation } from './context.ts';
import { volumeDocument } from './documents.ts';
import { ApiError, InternalError } from './errors.ts';
import { toInteger } from './rack-parameters.ts';

type NewVolume = {
  readonly sizeMb: number;
  readonly snapshotId?: string | null;
  readonly bootOf?: string;
  readonly node?: StorageNode | undefined;
};

export const RECENTLY_DELETED_MS = 900_000;

export const indexVolumes: Operation = (context) => {
  const { world, account } = context;
  const isListed = ({ deletedAt }: Volume): boolean =>
    deletedAt === null || world.clock.now() - deletedAt <= RECENTLY_DELETED_MS;
  const rows = world.database.volumes.newest((row) => row.accountId === account.id && isListed(row));
  return page(context, rows, volumeDocument);
};

const target = ({ world, id }: Context): Volume => findOrFail(world.database.volumes, id);

export const showVolume: Operation = (context) => answer(volumeDocument(target(context)));

export function requireVolumeQuota({ world, account }: Context, sizeMb: number): void {
  let total = sizeMb;
  for (const volume of world.database.volumes.rows) {
    if (volume.accountId === account.id && volume.state !== 'deleted') total += volume.sizeMb;
  }
  if (total > account.quotaVolumeMb) throw new InternalError('volume quota exceeded');
}

export function insertVolume(
  { world, account }: Context,
  { sizeMb, snapshotId, bootOf, node }: NewVolume,
): Volume {
  const { volumes } = world.database;
  return volumes.insert({
    pk: volumes.nextPk(),
    id: world.database.newId(volumes),
    accountId: account.id,
    sizeMb,
    snapshotId: snapshotId ?? null,
    instanceId: bootOf ?? null,
    state: node === undefined ? 'scheduling' : 'pending',
    createdAt: world.clock.now(),
    attachedAt: null,
    detachedAt: null,
    deletedAt: null,
    storageNodeId: node?.id ?? null,
    boot: bootOf !== undefined,
    guestDevice: null,
  });
}

function fromSnapshot({ world, parameters }: Context): Snapshot {
  const snapshot = find(world.database.snapshots, parameters['snapshot_id']);
  if (snapshot === undefined) throw new ApiError('UnknownVolumeSnapshot');
  if (snapshot.state !== 'available') throw new ApiError('InvalidVolumeState');
  return snapshot;
}

function wishedNode({ world, account, parameters }: Context): StorageNode | undefined {
  const id = parameters['storage_pool_id'];
  if (!isGiven(id)) return undefined;
  const node = findOrFail(world.database.storageNodes, id);
  if (node.accountId !== account.id) throw new ApiError('StorageNodeNotPermitted');
  return node;
}

function bySize(context: Context): NewVolume {
  const { volumeMinMb, volumeMaxMb } = context.world.configuration;
  const sizeMb = toInteger(context.parameters['volume_size']);
  if (sizeMb < volumeMinMb || sizeMb > volumeMaxMb) throw new ApiError('InvalidVolumeSize');
  return { sizeMb, node: wishedNode(context) };
}

function wishedVolume(context: Context): NewVolume {
  if (isGiven(context.parameters['snapshot_id'])) {
    const { id, sizeMb } = fromSnapshot(context);
    return { snapshotId: id, sizeMb };
  }
  if (!isGiven(context.parameters['volume_size'])) throw new ApiError('UndefinedRequiredParameter');
  return bySize(context);
}

export const createVolume: Operation = (context) => {
  const { world } = context;
  const wished = wishedVolume(context);
  if (!hasDiskSpace(world.database, wished.sizeMb, wished.node)) throw new ApiError('OutOfDiskSpace');
  requireVolumeQuota(context, wished.sizeMb);
  const volume = insertVolume(context, wished);
  world.volumes.create(volume);
  return answer(volumeDocument(volume));
};

export const destroyVolume: Operation = (context) => {
  const volume = target(context);
  if (volume.state !== 'available') throw new ApiError('InvalidVolumeState', volume.state);
  if (volume.accountId !== context.account.id) throw new InternalError('not the owner');
  context.world.volumes.destroy(volume);
  return answer([volume.id]);
};

export const attachVolume: Operation = (context) => {
  const { world, parameters } = context;
  const volume = target(context);
  if (!isGiven(parameters['instance_id'])) throw new ApiError('UndefinedInstanceID');
  const instance = findOrFail(world.database.instances, parameters['instance_id']);
  if (instance.state !== 'running') throw new ApiError('InvalidInstanceState');
  if (volume.instanceId !== null)
    throw new ApiError('AttachVolumeFailure', 'Volume is attached to running instance.');
  volume.instanceId = instance.id;
  instance.volumeIds = [...instance.volumeIds, volume.id];
  world.volumes.attach(volume, instance);
  return answer(volumeDocument(volume));
};

export const detachVolume: Operation = (context) => {
  const { world } = context;
  const volume = target(context);
  if (volume.instanceId === null) {
    throw new ApiError('DetachVolumeFailure', 'Volume is not attached to any instance.');
  }
  if (volume.boot) throw new ApiError('DetachVolumeFailure', 'boot device can not be detached');
  const instance = findOrFail(world.database.instances, volume.instanceId);
  if (instance.state !== 'running') throw new ApiError('InvalidInstanceState');
  world.volumes.detach(volume, instance);
  return answer(volumeDocument(volume));
};

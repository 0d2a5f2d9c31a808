import type { Snapshot } from '../world/records.ts';
import { answer, findOrFail, isGiven, page, type Context, type Operation } from './context.ts';
import { snapshotDocument } from './documents.ts';
import { ApiError, InternalError } from './errors.ts';
import { RECENTLY_DELETED_MS } from './volume-operations.ts';

export const indexSnapshots: Operation = (context) => {
  const { world, account } = context;
  const isListed = ({ deletedAt }: Snapshot): boolean =>
    deletedAt === null || world.clock.now() - deletedAt <= RECENTLY_DELETED_MS;
  const rows = world.database.snapshots.newest((row) => row.accountId === account.id && isListed(row));
  return page(context, rows, (row) => snapshotDocument(row, world.configuration));
};

const target = ({ world, id }: Context): Snapshot => findOrFail(world.database.snapshots, id);

export const showSnapshot: Operation = (context) =>
  answer(snapshotDocument(target(context), context.world.configuration));

export const createSnapshot: Operation = (context) => {
  const { world, account, parameters } = context;
  const { database, configuration } = world;
  if (!isGiven(parameters['volume_id'])) throw new ApiError('UndefinedVolumeID');
  const volume = findOrFail(database.volumes, parameters['volume_id']);
  if (volume.state !== 'available' && volume.state !== 'attached') throw new ApiError('InvalidVolumeState');
  const destination = configuration.destinations.find(({ id }) => id === parameters['destination']);
  if (destination === undefined) throw new InternalError('unknown destination');
  const node = volume.storageNodeId === null ? undefined : database.storageNodes.get(volume.storageNodeId);
  const snapshot = database.snapshots.insert({
    pk: database.snapshots.nextPk(),
    id: database.newId(database.snapshots),
    accountId: account.id,
    sizeMb: volume.sizeMb,
    volumeId: volume.id,
    state: 'initialized',
    destination: destination.id,
    storageNodeId: volume.storageNodeId,
    backingStore: node?.storageType ?? 'zfs',
    createdAt: world.clock.now(),
    deletedAt: null,
  });
  world.volumes.createSnapshot(snapshot);
  return answer(snapshotDocument(snapshot, configuration));
};

export const destroySnapshot: Operation = (context) => {
  const snapshot = target(context);
  if (snapshot.state !== 'available') throw new ApiError('InvalidVolumeState', snapshot.state);
  if (snapshot.accountId !== context.account.id) throw new InternalError('not the owner');
  context.world.volumes.destroySnapshot(snapshot);
  return answer([snapshot.id]);
};

export const listDestinations: Operation = ({ world }) =>
  answer([
    {
      results: world.configuration.destinations.map(({ id, name }) => ({
        destination_id: id,
        destination_name: name,
      })),
    },
  ]);

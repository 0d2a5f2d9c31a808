import { isLive } from '../world/database.ts';
import { hasCapacity, hasDiskSpace } from '../world/placement.ts';
import type { Image, Instance, Snapshot, Spec } from '../world/records.ts';
import type { World } from '../world/world.ts';
import {
  answer,
  find,
  findOrFail,
  isGiven,
  page,
  requireOwner,
  textOrNull,
  type Context,
  type Operation,
} from './context.ts';
import { ApiError, InternalError } from './errors.ts';
import { instanceDocument } from './instance-document.ts';
import type { Parameter } from './rack-parameters.ts';
import { insertVolume, requireVolumeQuota } from './volume-operations.ts';

const HOSTNAME = /^[0-9a-z][0-9a-z-]{0,31}$/;

const isListed = ({ clock, configuration }: World, instance: Instance): boolean =>
  instance.terminatedAt === null || clock.now() - instance.terminatedAt <= configuration.recentMs;

export const indexInstances: Operation = (context) => {
  const { world, account } = context;
  const rows = world.database.instances.newest((row) => row.accountId === account.id && isListed(world, row));
  return page(context, rows, (row) => instanceDocument(world.database, row));
};

const target = ({ world, id }: Context): Instance => findOrFail(world.database.instances, id);

export const showInstance: Operation = (context) =>
  answer(instanceDocument(context.world.database, target(context)));

function requireImage({ world, parameters }: Context): Image {
  const id = parameters['image_id'];
  const image = isGiven(id) ? find(world.database.images, id) : undefined;
  if (image === undefined) throw new ApiError('InvalidImageID');
  return image;
}

function requireSpec({ world, parameters }: Context): Spec {
  const id = parameters['instance_spec_id'];
  const spec = isGiven(id) ? find(world.database.specs, id) : undefined;
  if (spec === undefined) throw new ApiError('InvalidInstanceSpec');
  return spec;
}

function wishedHost({ world, parameters }: Context): string | null {
  const id = parameters['host_id'] ?? parameters['host_pool_id'] ?? parameters['host_node_id'];
  if (!isGiven(id)) return null;
  const host = find(world.database.hostNodes, id);
  if (host === undefined) throw new ApiError('UnknownHostNode', String(id));
  if (host.status !== 'online') throw new ApiError('InvalidHostNodeID', String(id));
  return host.id;
}

/** The hostname asked for, checked for duplicates only: its syntax is looked at later, on saving. */
function wishedHostname({ world, account, parameters }: Context): string | null {
  const hostname = textOrNull(parameters['hostname'])?.toLowerCase() ?? null;
  const isTaken = (other: Instance): boolean =>
    other.accountId === account.id && isLive(other) && other.hostname === hostname;
  if (hostname !== null && world.database.instances.rows.some(isTaken))
    throw new ApiError('DuplicateHostname');
  return hostname;
}

function wishedKey({ world, parameters }: Context): string | null {
  const id = parameters['ssh_key_id'];
  if (!isGiven(id)) return null;
  const pair = find(world.database.keyPairs, id);
  if (pair === undefined) throw new ApiError('UnknownSshKeyPair', String(id));
  return pair.id;
}

/** Unknown groups are dropped without a word, a map is ignored, a wrong prefix is a 500. */
function wishedGroups({ world, parameters }: Context): string[] {
  const wished: Parameter = parameters['nf_group'] ?? parameters['security_groups'];
  const ids = typeof wished === 'string' ? [wished] : Array.isArray(wished) ? wished : [];
  return [...new Set(ids.flatMap((id) => find(world.database.securityGroups, id)?.id ?? []))];
}

function requireQuota({ world, account }: Context, spec: Spec): void {
  let weight = spec.quotaWeight;
  for (const other of world.database.instances.rows) {
    if (other.accountId === account.id && isLive(other)) weight += other.quotaWeight;
  }
  if (weight > account.quotaWeight) throw new InternalError('instance quota exceeded');
}

function requireBootSnapshot(context: Context, image: Image): Snapshot | null {
  const { database } = context.world;
  if (image.snapshotId === null) return null;
  const snapshot = find(database.snapshots, image.snapshotId);
  if (snapshot === undefined) throw new ApiError('UnknownVolumeSnapshot');
  if (snapshot.state !== 'available') throw new ApiError('InvalidVolumeState');
  if (!hasDiskSpace(database, snapshot.sizeMb)) throw new ApiError('OutOfDiskSpace');
  requireVolumeQuota(context, snapshot.sizeMb);
  return snapshot;
}

export const createInstance: Operation = (context) => {
  const { world, account, parameters } = context;
  const { database } = world;
  const image = requireImage(context);
  const spec = requireSpec(context);
  if (!hasCapacity(database, spec, world.configuration)) throw new ApiError('OutOfHostCapacity');
  const hostId = wishedHost(context);
  const wishedName = wishedHostname(context);
  const sshKeyId = wishedKey(context);
  const id = database.newId(database.instances);
  const hostname = wishedName ?? id.slice(2);
  if (!HOSTNAME.test(hostname)) throw new InternalError('bad hostname');
  requireQuota(context, spec);
  const groupIds = wishedGroups(context);
  const snapshot = requireBootSnapshot(context, image);
  const instance = database.instances.insert({
    pk: database.instances.nextPk(),
    id,
    accountId: account.id,
    hostId: null,
    specId: spec.id,
    imageId: image.id,
    cores: spec.cores,
    memoryMb: spec.memoryMb,
    quotaWeight: spec.quotaWeight,
    hostname,
    haEnabled: parameters['ha_enabled'] === 'true',
    state: 'scheduling',
    status: 'init',
    createdAt: world.clock.now(),
    terminatedAt: null,
    sshKeyId,
    groupIds,
    nics: [],
    volumeIds: [],
    networkScheduler: textOrNull(parameters['network_scheduler']) ?? 'default',
    guestAlive: false,
  });
  if (snapshot !== null) {
    const boot = insertVolume(context, {
      sizeMb: snapshot.sizeMb,
      snapshotId: snapshot.id,
      bootOf: instance.id,
    });
    instance.volumeIds = [boot.id];
  }
  world.instances.launch(instance, hostId);
  return answer(instanceDocument(database, instance));
};

function requireState(instance: Instance, state: Instance['state']): void {
  if (instance.state !== state) throw new ApiError('InvalidInstanceState', instance.state);
}

export const destroyInstance: Operation = (context) => {
  const instance = target(context);
  requireOwner(context, instance);
  if (instance.state === 'scheduling' || instance.state === 'terminated') {
    throw new ApiError('InvalidInstanceState', instance.state);
  }
  if (instance.state === 'stopped') context.world.instances.terminate(instance);
  else context.world.instances.destroy(instance);
  return answer([instance.id]);
};

export const rebootInstance: Operation = (context) => {
  requireState(target(context), 'running');
  return answer({});
};

export const stopInstance: Operation = (context) => {
  const instance = target(context);
  requireState(instance, 'running');
  context.world.instances.stop(instance);
  return answer([instance.id]);
};

export const startInstance: Operation = (context) => {
  const instance = target(context);
  requireState(instance, 'stopped');
  context.world.instances.start(instance);
  return answer([instance.id]);
};

import type { Configuration } from './configuration.ts';
import { isLive, type Database } from './database.ts';
import type { HostNode, Instance, Snapshot, Spec, StorageNode } from './records.ts';

type Room = { cores: number; memoryMb: number };

/** What instances take of each host. */
function usageByHost(database: Database): Map<string, Room> {
  const usage = new Map<string, Room>();
  for (const instance of database.instances.rows) {
    if (instance.hostId === null || !isLive(instance)) continue;
    const used = usage.get(instance.hostId) ?? { cores: 0, memoryMb: 0 };
    used.cores += instance.cores;
    used.memoryMb += instance.memoryMb;
    usage.set(instance.hostId, used);
  }
  return usage;
}

/** LeastUsage: the online host of the right kind with room for it and the most free memory. */
export function chooseHost(
  database: Database,
  instance: Instance,
  hypervisor: string,
  arch: string,
): HostNode | null {
  const usage = usageByHost(database);
  let best: { host: HostNode; freeMb: number } | null = null;
  for (const host of database.hostNodes.rows) {
    if (host.status !== 'online' || host.hypervisor !== hypervisor || host.arch !== arch) continue;
    const used = usage.get(host.id) ?? { cores: 0, memoryMb: 0 };
    const freeMb = host.memoryMb - used.memoryMb;
    if (host.cores - used.cores < instance.cores || freeMb < instance.memoryMb) continue;
    if (best === null || freeMb > best.freeMb) best = { host, freeMb };
  }
  return best?.host ?? null;
}

/**
 * The check before an instance is accepted: all online hosts of all accounts together. It says nothing about whether one of
 * them has room.
 */
export function hasCapacity(database: Database, spec: Spec, { stoppedUsageFactor }: Configuration): boolean {
  const free = { cores: 0, memoryMb: 0 };
  for (const host of database.hostNodes.rows) {
    if (host.status !== 'online') continue;
    free.cores += host.cores;
    free.memoryMb += host.memoryMb;
  }
  for (const instance of database.instances.rows) {
    if (!isLive(instance)) continue;
    const weight = instance.state === 'stopped' ? stoppedUsageFactor : 1;
    free.cores -= instance.cores * weight;
    free.memoryMb -= instance.memoryMb * weight;
  }
  return free.cores >= spec.cores && free.memoryMb >= spec.memoryMb;
}

function freeSpaceMb(database: Database, node: StorageNode): number {
  let free = node.spaceMb;
  for (const volume of database.volumes.rows) {
    if (volume.storageNodeId === node.id && volume.state !== 'deleted') free -= volume.sizeMb;
  }
  return free;
}

/** Whether the online storage nodes together, or the one given, have room for it. */
export function hasDiskSpace(database: Database, sizeMb: number, node?: StorageNode): boolean {
  if (node !== undefined) return freeSpaceMb(database, node) >= sizeMb;
  let free = 0;
  for (const each of database.storageNodes.rows)
    if (each.status === 'online') free += freeSpaceMb(database, each);
  return free >= sizeMb;
}

/** The online storage node with the most free space; a local snapshot forces its own. */
export function chooseStorage(database: Database, sizeMb: number, snapshot?: Snapshot): StorageNode | null {
  const forced = snapshot?.destination === 'local' ? snapshot.storageNodeId : null;
  let best: { node: StorageNode; free: number } | null = null;
  for (const node of database.storageNodes.rows) {
    if (node.status !== 'online' || (forced !== null && node.id !== forced)) continue;
    const free = freeSpaceMb(database, node);
    if (free >= sizeMb && (best === null || free > best.free)) best = { node, free };
  }
  return best?.node ?? null;
}

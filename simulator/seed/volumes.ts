import type { Instance, Volume } from '../world/records.ts';
import type { World } from '../world/world.ts';

const DAY_MS = 86_400_000;

type NewVolume = { readonly accountId: string; readonly instance: Instance | null; readonly sizeMb: number };

function addVolume(world: World, { accountId, instance, sizeMb }: NewVolume): Volume {
  const { database, random, clock } = world;
  const createdAt = clock.now() - random.between(1, 300) * DAY_MS;
  const volume = database.volumes.insert({
    pk: database.volumes.nextPk(),
    id: database.newId(database.volumes),
    accountId,
    sizeMb,
    snapshotId: null,
    instanceId: instance?.id ?? null,
    state: instance === null ? 'available' : 'attached',
    createdAt,
    attachedAt: instance === null ? null : createdAt + 60_000,
    detachedAt: null,
    deletedAt: null,
    storageNodeId: random.pick(database.storageNodes.rows).id,
    boot: false,
    guestDevice: instance === null ? null : '0:4:0',
  });
  if (instance !== null) instance.volumeIds = [volume.id];
  return volume;
}

/** A volume for about every fifth running instance, some unused ones beside, and snapshots of a few. */
export function seedVolumes(world: World): void {
  const { database, random } = world;
  for (const instance of database.instances.rows) {
    if (instance.state !== 'running' || !random.chance(0.2)) continue;
    const sizeMb = random.pick([100, 256, 512, 1024]);
    const attached = random.chance(0.75) ? instance : null;
    const volume = addVolume(world, { accountId: instance.accountId, instance: attached, sizeMb });
    if (random.chance(0.15)) addSnapshot(world, volume);
  }
  for (const [accountId, quota] of volumeTotals(world)) {
    const account = database.account(accountId);
    account.quotaVolumeMb = Math.max(account.quotaVolumeMb, quota * 2);
  }
}

function volumeTotals({ database }: World): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { accountId, sizeMb } of database.volumes.rows) {
    totals.set(accountId, (totals.get(accountId) ?? 0) + sizeMb);
  }
  return totals;
}

function addSnapshot({ database, clock }: World, volume: Volume): void {
  const node = volume.storageNodeId === null ? undefined : database.storageNodes.get(volume.storageNodeId);
  database.snapshots.insert({
    pk: database.snapshots.nextPk(),
    id: database.newId(database.snapshots),
    accountId: volume.accountId,
    sizeMb: volume.sizeMb,
    volumeId: volume.id,
    state: 'available',
    destination: 'local',
    storageNodeId: volume.storageNodeId,
    backingStore: node?.storageType ?? 'zfs',
    createdAt: Math.min(clock.now(), volume.createdAt + DAY_MS / 2),
    deletedAt: null,
  });
}

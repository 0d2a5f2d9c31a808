import { isLive } from './database.ts';
import type { Instance } from './records.ts';
import type { World } from './world.ts';

export type WeatherOptions = {
  /** Mean time between two happenings, in the datacenter's ms. */
  readonly everyMs?: number;
  /** Mean time between two hosts falling silent. */
  readonly hostEveryMs?: number;
};

const MINUTE_MS = 60_000;

/** A live instance in this state, looked for from a random place on. */
function someInstance({ database, random }: World, state: Instance['state']): Instance | undefined {
  const { rows } = database.instances;
  const from = random.between(0, Math.max(0, rows.length - 1));
  for (let step = 0; step < rows.length; step++) {
    const instance = rows[(from + step) % rows.length];
    if (instance?.state === state) return instance;
  }
  return undefined;
}

/** Another instance like an existing one: its account, image, spec and groups. */
function cloneOf(world: World, model: Instance): void {
  const { database, clock } = world;
  const account = database.account(model.accountId);
  let weight = model.quotaWeight;
  for (const { accountId, quotaWeight, state } of database.instances.rows) {
    if (accountId === account.id && state !== 'terminated') weight += quotaWeight;
  }
  if (weight > account.quotaWeight || database.images.get(model.imageId)?.snapshotId !== null) return;
  const id = database.newId(database.instances);
  const instance = database.instances.insert({
    ...model,
    pk: database.instances.nextPk(),
    id,
    hostId: null,
    hostname: id.slice(2),
    state: 'scheduling',
    status: 'init',
    createdAt: clock.now(),
    terminatedAt: null,
    nics: [],
    volumeIds: [],
    guestAlive: false,
  });
  world.instances.launch(instance);
}

function happen(world: World, population: number): void {
  const { database, random, instances } = world;
  const isGrowing = database.instances.rows.filter(isLive).length < population;
  const dice = random.next();
  const running = someInstance(world, 'running');
  const stopped = someInstance(world, 'stopped');
  if (dice < (isGrowing ? 0.45 : 0.15)) {
    if (running !== undefined) cloneOf(world, running);
  } else if (dice < 0.65) {
    if (running !== undefined) instances.destroy(running);
  } else if (dice < 0.8) {
    if (running !== undefined) instances.stop(running);
  } else if (dice < 0.95) {
    if (stopped !== undefined) instances.start(stopped);
  } else if (running !== undefined) instances.killGuest(running);
}

function hostTrouble(world: World): void {
  const { database, random, hosts, clock } = world;
  const healthy = database.hostNodes.rows.filter(({ alive }) => alive);
  if (healthy.length < 3) return;
  const host = random.pick(healthy);
  hosts.kill(host, { loseGuests: random.chance(0.5) });
  clock.after(random.between(5, 90) * MINUTE_MS, () => {
    hosts.revive(host);
  });
}

/** Lets things happen at random, for ever. It keeps the number of instances about where it is now. */
export function startWeather(
  world: World,
  { everyMs = 20_000, hostEveryMs = 60 * MINUTE_MS }: WeatherOptions,
): void {
  const population = world.database.instances.rows.filter(isLive).length;
  const repeat = (meanMs: number, event: () => void): void => {
    world.clock.after(meanMs * (0.5 + world.random.next()), () => {
      event();
      repeat(meanMs, event);
    });
  };
  repeat(everyMs, () => {
    happen(world, population);
  });
  repeat(hostEveryMs, () => {
    hostTrouble(world);
  });
}

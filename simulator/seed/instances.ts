import { SHARED_ACCOUNT } from '../world/database.ts';
import { leaseAddresses } from '../world/nics.ts';
import type { Image, Instance, InstanceState, Spec } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { canRun, type HostPlan } from './hosts.ts';
import { Hostnames } from './names.ts';
import { planNames, type DatacenterPlan } from './plan.ts';
import type { Belongings } from './tenants.ts';

const SPREAD_MS = 400 * 86_400_000;

type Ingredients = {
  readonly plan: DatacenterPlan;
  readonly hosts: readonly HostPlan[];
  readonly belongings: ReadonlyMap<string, Belongings>;
};

type Life = Pick<Instance, 'state' | 'status' | 'terminatedAt'>;

/** Beyond this size no seeded instance is on its way: placing each takes a look at all others. */
const LARGE = 2000;

function pickLife({ random, clock }: World, { instances }: DatacenterPlan): Life {
  const dice = random.next();
  if (dice < 0.08) return { state: 'stopped', status: 'online', terminatedAt: null };
  if (dice < 0.09) {
    const terminatedAt = clock.now() - random.between(1000, 300_000);
    return { state: 'terminated', status: 'offline', terminatedAt };
  }
  if (dice < 0.095 && instances < LARGE) return { state: 'scheduling', status: 'init', terminatedAt: null };
  return { state: 'running', status: dice < 0.11 ? 'offline' : 'online', terminatedAt: null };
}

/** Fills the datacenter with instances of all accounts, oldest first, and notes what they take of their hosts. */
export function seedInstances(world: World, { plan, hosts, belongings }: Ingredients): void {
  const usable = world.database.specs.rows
    .map((spec) => ({ spec, hosts: hosts.filter((host) => canRun(host, spec)) }))
    .filter((choice) => choice.hosts.length > 0);
  const accounts = [...belongings];
  const hostnames = new Hostnames(world.random);
  const images = imagesByArch(world);
  for (let number = 0; number < plan.instances && usable.length > 0; number++) {
    const choice = world.random.pick(usable);
    const host = world.random.pick(choice.hosts);
    const [accountId, owned] = pickAccount(world, accounts);
    const instance = newInstance(world, {
      spec: choice.spec,
      host,
      accountId,
      owned,
      plan,
      number,
      hostnames,
      images,
    });
    world.database.instances.insert(instance);
    leaveTraces(world, instance, host);
  }
}

/** The shared pool runs a few instances of its own; tenants share the rest unevenly. */
function pickAccount({ random }: World, accounts: readonly [string, Belongings][]): [string, Belongings] {
  const at = Math.floor(random.next() ** 1.5 * accounts.length);
  return accounts[at] ?? random.pick(accounts);
}

function imagesByArch({ database }: World): (arch: string) => readonly Image[] {
  const all = database.images.rows.filter(({ snapshotId, isPublic }) => snapshotId === null && isPublic);
  const byArch = new Map(['x86', 'x86_64'].map((arch) => [arch, all.filter((image) => image.arch === arch)]));
  return (arch) => byArch.get(arch) ?? all;
}

type Recipe = {
  readonly spec: Spec;
  readonly host: HostPlan;
  readonly accountId: string;
  readonly owned: Belongings;
  readonly plan: DatacenterPlan;
  readonly number: number;
  readonly hostnames: Hostnames;
  readonly images: (arch: string) => readonly Image[];
};

const hasHost = (state: InstanceState): boolean => state === 'running' || state === 'terminated';

function newInstance(world: World, recipe: Recipe): Instance {
  const { database, random, clock } = world;
  const { spec, host, owned, plan, number } = recipe;
  const life = pickLife(world, plan);
  const age = SPREAD_MS * (1 - number / plan.instances) + random.between(0, 20_000) + 400_000;
  const [inside, outside] = planNames(plan).networkIds;
  const isPublic = random.chance(0.15);
  const nic = {
    id: database.newNicId(),
    networkId: inside,
    natNetworkId: isPublic ? outside : null,
    address: null,
    natAddress: null,
  };
  return {
    pk: database.instances.nextPk(),
    id: database.newId(database.instances),
    accountId: recipe.accountId,
    hostId: hasHost(life.state) ? host.id : null,
    specId: spec.id,
    imageId: random.pick(recipe.images(spec.arch)).id,
    cores: spec.cores,
    memoryMb: spec.memoryMb,
    quotaWeight: spec.quotaWeight,
    hostname: recipe.hostnames.next(recipe.accountId),
    haEnabled: random.chance(0.2),
    ...life,
    createdAt: life.state === 'scheduling' ? clock.now() : clock.now() - age,
    sshKeyId: random.chance(0.8) ? random.pick(owned.keyIds) : null,
    groupIds: life.state === 'terminated' ? [] : owned.groupIds.slice(0, random.between(0, 2)),
    nics: life.state === 'scheduling' ? [] : [nic],
    volumeIds: [],
    networkScheduler: isPublic ? 'nat' : 'default',
    guestAlive: life.status === 'online' && life.state === 'running',
  };
}

function leaveTraces(world: World, instance: Instance, host: HostPlan): void {
  if (instance.state !== 'terminated') {
    host.cores += instance.cores;
    host.memoryMb += instance.memoryMb;
  }
  if (instance.state === 'running') leaseAddresses(world, instance);
  if (instance.state === 'scheduling') world.instances.launch(instance);
}

/** Lets every account keep what it has and launch as much again, but not without end. */
export function seedQuotas({ database }: World): void {
  const weights = new Map<string, number>();
  for (const { accountId, quotaWeight } of database.instances.rows) {
    weights.set(accountId, (weights.get(accountId) ?? 0) + quotaWeight);
  }
  for (const [accountId, weight] of weights) {
    const account = database.account(accountId);
    account.quotaWeight = Math.max(account.quotaWeight, Math.ceil(weight * 2));
    if (accountId === SHARED_ACCOUNT) account.quotaVolumeMb *= 10;
  }
}

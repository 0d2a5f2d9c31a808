import { SHARED_ACCOUNT } from '../world/database.ts';
import type { World } from '../world/world.ts';
import { seedImages, seedSpecs } from './catalogue.ts';
import { planHosts, seedHosts } from './hosts.ts';
import { seedNetworks, seedStorageNodes } from './infrastructure.ts';
import { seedInstances, seedQuotas } from './instances.ts';
import { tenantIds } from './names.ts';
import type { DatacenterPlan } from './plan.ts';
import { seedBelongings } from './tenants.ts';
import { seedVolumes } from './volumes.ts';

/** Fills an empty world by plan, and returns the accounts that own something: the shared pool first. */
export function seedDatacenter(world: World, plan: DatacenterPlan): string[] {
  const tenants = tenantIds(plan.tenants, world.random);
  const accounts = [SHARED_ACCOUNT, ...tenants];
  for (const id of tenants) world.database.account(id);
  seedNetworks(world, plan);
  seedStorageNodes(world, plan);
  seedSpecs(world);
  seedImages(world, plan, tenants);
  const hosts = planHosts(plan);
  const belongings = new Map(accounts.map((id) => [id, seedBelongings(world, id)]));
  seedInstances(world, { plan, hosts, belongings });
  seedHosts(world, hosts);
  seedQuotas(world);
  seedVolumes(world);
  return accounts;
}

import type { Arch, Spec } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { shared } from './infrastructure.ts';
import { planNames, type DatacenterPlan } from './plan.ts';

/** A host to be: what it can run, and what its instances will take of it. */
export type HostPlan = {
  readonly id: string;
  readonly name: string | null;
  readonly hypervisor: string;
  readonly arch: Arch;
  readonly status: 'online' | 'timeout' | 'offline';
  cores: number;
  memoryMb: number;
};

/** Mostly KVM on 64 bits; larger datacenters have some LXC, an old 32-bit host, one that is silent and one that is gone. */
export function planHosts(plan: DatacenterPlan): HostPlan[] {
  const { short } = planNames(plan);
  const digits = Math.max(2, String(plan.hosts).length);
  return Array.from({ length: plan.hosts }, (_, index): HostPlan => {
    const rack = Math.floor(index / 8) + 1;
    const isLxc = plan.hosts > 4 && index % 7 === 4;
    const isOld = plan.hosts > 4 && index === 5;
    const number = String(index + 1).padStart(digits, '0');
    return {
      id: `hn-${short}${number}`,
      name: index % 11 === 10 ? null : `${short}-rack${String(rack)}-${isLxc ? 'lxc' : 'kvm'}${number}`,
      hypervisor: isLxc ? 'lxc' : 'kvm',
      arch: isOld ? 'x86' : 'x86_64',
      status: plan.hosts < 8 ? 'online' : index === 6 ? 'timeout' : index === 7 ? 'offline' : 'online',
      cores: 0,
      memoryMb: 0,
    };
  });
}

export const canRun = (host: HostPlan, spec: Spec): boolean =>
  host.hypervisor === spec.hypervisor && host.arch === spec.arch;

/** Inserts the hosts, each with a good third more than its instances take. */
export function seedHosts(world: World, hosts: readonly HostPlan[]): void {
  const { hostNodes } = world.database;
  for (const { cores, memoryMb, ...host } of hosts) {
    hostNodes.insert({
      ...shared(world),
      ...host,
      pk: hostNodes.nextPk(),
      cores: Math.max(32, Math.ceil((cores * 1.35) / 16) * 16),
      memoryMb: Math.max(32_768, Math.ceil((memoryMb * 1.35) / 8192) * 8192),
      alive: host.status === 'online',
      heartbeat: 0,
      waitingJobs: [],
    });
  }
}

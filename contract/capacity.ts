import type { InstanceRow } from './inventory.ts';
import type { HostNode, InstanceSpec } from './resources.ts';

/** Cores and megabytes. */
export type Amount = { readonly cores: number; readonly memoryMb: number };

/** What a host offers and what the known instances on it take. */
export type HostUsage = {
  readonly host: HostNode;
  readonly used: Amount;
  /** Never below zero: an operator may lower an offer beneath what runs. */
  readonly free: Amount;
};

/** How many of a spec a host takes, or why none at all. */
export type HostFit = HostUsage & {
  readonly fits: number;
  readonly obstacle: 'offline' | 'arch' | 'hypervisor' | 'full' | null;
};

type Guest = Pick<InstanceRow, 'hostNodeId' | 'state' | 'cpuCores' | 'memoryMb'>;

/**
 * Usage of each host by the instances at hand. Terminated instances keep the name of their last host but take
 * nothing. Only what the chosen accounts can see is counted: other tenants' instances take room unseen.
 */
export function hostUsages(hosts: readonly HostNode[], guests: Iterable<Guest>): readonly HostUsage[] {
  const usedByHost = new Map<string, { cores: number; memoryMb: number }>();
  for (const guest of guests) {
    if (guest.hostNodeId === null || guest.state === 'terminated') continue;
    const used = usedByHost.get(guest.hostNodeId);
    if (used) {
      used.cores += guest.cpuCores;
      used.memoryMb += guest.memoryMb;
    } else usedByHost.set(guest.hostNodeId, { cores: guest.cpuCores, memoryMb: guest.memoryMb });
  }
  return hosts.map((host) => {
    const used = usedByHost.get(host.id) ?? { cores: 0, memoryMb: 0 };
    return { host, used, free: freeOf(host, used) };
  });
}

const freeOf = (host: HostNode, used: Amount): Amount => ({
  cores: Math.max(0, host.offeringCpuCores - used.cores),
  memoryMb: Math.max(0, host.offeringMemoryMb - used.memoryMb),
});

/**
 * Where instances of a spec would fit, as dcmgr's schedulers judge it: online hosts of the spec's arch and
 * hypervisor with room for it (reference §10.6). Most free memory first, as the default scheduler prefers.
 */
export function fitsOf(spec: InstanceSpec, usages: readonly HostUsage[]): readonly HostFit[] {
  return usages
    .map((usage) => fitOf(spec, usage))
    .sort((a, b) => b.fits - a.fits || b.free.memoryMb - a.free.memoryMb || (a.host.id < b.host.id ? -1 : 1));
}

function fitOf(spec: InstanceSpec, usage: HostUsage): HostFit {
  const { host, free } = usage;
  if (host.status !== 'online') return { ...usage, fits: 0, obstacle: 'offline' };
  if (host.arch !== spec.arch) return { ...usage, fits: 0, obstacle: 'arch' };
  if (host.hypervisor !== spec.hypervisor) return { ...usage, fits: 0, obstacle: 'hypervisor' };
  const fits = Math.min(portions(free.cores, spec.cpuCores), portions(free.memoryMb, spec.memoryMb));
  return { ...usage, fits, obstacle: fits === 0 ? 'full' : null };
}

/** A spec that takes none of a resource is limited by the other; a bound keeps the sum a number to show. */
const portions = (free: number, each: number): number => (each <= 0 ? 1_000_000 : Math.floor(free / each));

/**
 * What is free on all online hosts together, as dcmgr reckons before it takes a launch at all (reference §9.1, error
 * 120): every live instance counts, also a stopped one (in full, as shipped) or one without a host yet. Instances of
 * hosts that no account at hand sees are left out like their hosts. Below zero where more lives than is offered.
 */
export function freeTogether(hosts: readonly HostNode[], guests: Iterable<Guest>): Amount {
  const seen = new Set<string>(hosts.map(({ id }) => id));
  const free = { cores: 0, memoryMb: 0 };
  for (const { status, offeringCpuCores, offeringMemoryMb } of hosts) {
    if (status !== 'online') continue;
    free.cores += offeringCpuCores;
    free.memoryMb += offeringMemoryMb;
  }
  for (const { hostNodeId, state, cpuCores, memoryMb } of guests) {
    if (state === 'terminated' || (hostNodeId !== null && !seen.has(hostNodeId))) continue;
    free.cores -= cpuCores;
    free.memoryMb -= memoryMb;
  }
  return free;
}

/** How many of a spec can be launched: each host judged on its own, and no more than `together` leaves. */
export function totalFits(
  fits: readonly HostFit[],
  together?: { readonly spec: InstanceSpec; readonly free: Amount },
): number {
  const sum = fits.reduce((total, { fits: count }) => total + count, 0);
  if (together === undefined) return sum;
  const { spec, free } = together;
  const left = Math.min(portions(free.cores, spec.cpuCores), portions(free.memoryMb, spec.memoryMb));
  return Math.max(0, Math.min(sum, left));
}

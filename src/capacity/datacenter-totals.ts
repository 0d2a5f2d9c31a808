import { type Amount, type HostUsage, hostUsages } from '#contract/capacity.ts';
import type { InstanceRow } from '#contract/inventory.ts';
import type { HostNode } from '#contract/resources.ts';

/** What a set of hosts offers, and what is taken of it. */
export type Capacity = {
  readonly hosts: number;
  readonly offered: Amount;
  readonly used: Amount;
};

/** One datacenter in numbers, as far as the chosen accounts see it. */
export type DatacenterTotals = {
  readonly instances: number;
  readonly states: ReadonlyMap<string, number>;
  readonly usages: readonly HostUsage[];
  /** Of the online hosts: what the schedulers could still use. */
  readonly online: Capacity;
  /** Hosts that are not online: their offers count for nothing until they are back. */
  readonly down: Capacity;
  /** Instances, not terminated, on hosts that are not online. */
  readonly onDownHosts: number;
  /** Instances, not terminated, on hosts that no chosen account sees. */
  readonly onUnseenHosts: number;
};

/** Adds up a datacenter's hosts and instances. */
export function totalsOf(hosts: readonly HostNode[], rows: readonly InstanceRow[]): DatacenterTotals {
  const usages = hostUsages(hosts, rows);
  const isOnline = new Map<string, boolean>(hosts.map(({ id, status }) => [id, status === 'online']));
  const states = new Map<string, number>();
  let [onDownHosts, onUnseenHosts] = [0, 0];
  for (const { state, hostNodeId } of rows) {
    states.set(state, (states.get(state) ?? 0) + 1);
    if (hostNodeId === null || state === 'terminated') continue;
    const isCounted = isOnline.get(hostNodeId);
    if (isCounted === undefined) onUnseenHosts += 1;
    else if (!isCounted) onDownHosts += 1;
  }
  return {
    instances: rows.length,
    states,
    usages,
    online: capacityOf(usages.filter(({ host }) => host.status === 'online')),
    down: capacityOf(usages.filter(({ host }) => host.status !== 'online')),
    onDownHosts,
    onUnseenHosts,
  };
}

function capacityOf(usages: readonly HostUsage[]): Capacity {
  const offered = { cores: 0, memoryMb: 0 };
  const used = { cores: 0, memoryMb: 0 };
  for (const usage of usages) {
    offered.cores += usage.host.offeringCpuCores;
    offered.memoryMb += usage.host.offeringMemoryMb;
    used.cores += usage.used.cores;
    used.memoryMb += usage.used.memoryMb;
  }
  return { hosts: usages.length, offered, used };
}

/** How full something is, from 0 on; more than is offered is more than 1. Where nothing is offered, 1 if any is used. */
export const fullness = (used: number, offered: number): number =>
  offered > 0 ? used / offered : used > 0 ? 1 : 0;

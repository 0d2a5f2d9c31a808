import type { InstanceRow } from '#contract/inventory.ts';
import { naturalKey } from '../../lists/natural-order.ts';
import type { InstanceNames } from './names.ts';

/** A host's header: the key of its record, or `DATACENTER/` for what has no host. */
export type HostGroup = { readonly datacenterId: string; readonly hostId: string | null };

export function splitGroupKey(key: string): HostGroup {
  const slash = key.indexOf('/');
  const hostId = key.slice(slash + 1);
  return { datacenterId: key.slice(0, slash), hostId: hostId === '' ? null : hostId };
}

/** Gives rows their group's key. Keys are remembered: composing a text for every row would cost more than grouping. */
export function hostGrouping(): (row: InstanceRow) => string {
  const known = new Map<string, Map<string | null, string>>();
  return ({ datacenterId, hostNodeId }) => {
    const hosts = known.get(datacenterId) ?? new Map<string | null, string>();
    known.set(datacenterId, hosts);
    const key = hosts.get(hostNodeId) ?? `${datacenterId}/${hostNodeId ?? ''}`;
    hosts.set(hostNodeId, key);
    return key;
  };
}

/** Datacenters in their own order, then hosts by name, and last what is not placed. */
export function groupOrder(
  datacenterIds: readonly string[],
  names: InstanceNames,
): (a: string, b: string) => number {
  const ranks = new Map<string, string>();
  const rankOf = (key: string): string => {
    const known = ranks.get(key);
    if (known !== undefined) return known;
    const { datacenterId, hostId } = splitGroupKey(key);
    const place = datacenterIds.indexOf(datacenterId);
    const datacenter = String(place < 0 ? datacenterIds.length : place).padStart(6, '0');
    const name = hostId === null ? '' : naturalKey(names.host(datacenterId, hostId) ?? hostId);
    const rank = `${datacenter} ${hostId === null ? '1' : '0'} ${name} ${key}`;
    ranks.set(key, rank);
    return rank;
  };
  return (a, b) => {
    const [rankA, rankB] = [rankOf(a), rankOf(b)];
    return rankA < rankB ? -1 : rankA > rankB ? 1 : 0;
  };
}

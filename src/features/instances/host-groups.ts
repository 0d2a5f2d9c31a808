import type { InstanceRow } from '#contract/inventory.ts';
import { naturalKey } from '../../lists/natural-order.ts';
import type { InstanceNames } from '../../names/use-instance-names.ts';
import { groupKeys, type GroupBy, type Grouping, keyParts } from './grouping.ts';
import { stateSortKey } from './state-marks.ts';

/** A host's header: the key of its record, or `DATACENTER/` for what has no host. */
export type HostGroup = { readonly datacenterId: string; readonly hostId: string | null };

export function splitGroupKey(key: string): HostGroup {
  const slash = key.indexOf('/');
  const hostId = key.slice(slash + 1);
  return { datacenterId: key.slice(0, slash), hostId: hostId === '' ? null : hostId };
}

/** Gives rows the key of their host's group. */
export const hostGrouping = (): ((row: InstanceRow) => string) => groupKeys(['host']);

type Order = (a: string, b: string) => number;

export type GroupRanks = {
  /** Datacenters in their own order. */
  readonly datacenterIds: readonly string[];
  /** What a group's id is called, where it has a name. */
  readonly nameOf: (grouping: Grouping, datacenterId: string, id: string) => string | null;
};

/** Datacenters in their own order, states as they are told, the rest by name, and last what has none of it. */
export function orderOfGroups(groupBy: GroupBy, ranks: GroupRanks): Order {
  const known = new Map<string, string>();
  const rankOf = (key: string): string => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const parts = keyParts(key).map((part, at) => rankOfPart(groupBy[at] ?? 'host', part, ranks));
    const rank = parts.join('\n');
    known.set(key, rank);
    return rank;
  };
  return (a, b) => {
    const [rankA, rankB] = [rankOf(a), rankOf(b)];
    return rankA < rankB ? -1 : rankA > rankB ? 1 : 0;
  };
}

/** Datacenters in their own order, then hosts by name, and last what is not placed. */
export const groupOrder = (datacenterIds: readonly string[], names: Pick<InstanceNames, 'host'>): Order =>
  orderOfGroups(['host'], { datacenterIds, nameOf: (_, datacenterId, id) => names.host(datacenterId, id) });

function rankOfPart(grouping: Grouping, key: string, { datacenterIds, nameOf }: GroupRanks): string {
  if (grouping === 'state') return stateSortKey(key);
  const { datacenterId, hostId: id } =
    grouping === 'datacenter' ? { datacenterId: key, hostId: '' } : splitGroupKey(key);
  const place = datacenterIds.indexOf(datacenterId);
  const datacenter = String(place < 0 ? datacenterIds.length : place).padStart(6, '0');
  const name = id === null ? '' : naturalKey(nameOf(grouping, datacenterId, id) ?? id);
  return `${datacenter} ${id === null ? '1' : '0'} ${name} ${key}`;
}

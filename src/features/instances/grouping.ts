import type { InstanceRow } from '#contract/inventory.ts';

/** What instances can be put under headers by, in the order in which it is offered. */
export const groupings = [
  'host',
  'datacenter',
  'account',
  'state',
  'spec',
  'image',
  'network',
  'group',
] as const;
export type Grouping = (typeof groupings)[number];

/** None: one plain list. Two: the second under the first. */
export type GroupBy = readonly Grouping[];
export const deepestGrouping = 2;

/** Divides the keys of nested groups; no id holds it. */
const divider = '\n';

/** A key under another. Keys are remembered: composing a text for every row would cost more than grouping. */
function rememberedPairs(join: (a: string, b: string) => string): (a: string, b: string) => string {
  const known = new Map<string, Map<string, string>>();
  // Rows come datacenter by datacenter, so that the last one is mostly the next one.
  let lastFirst: string | null = null;
  let seconds = new Map<string, string>();
  return (a, b) => {
    if (a !== lastFirst) {
      seconds = known.get(a) ?? new Map<string, string>();
      known.set(a, seconds);
      lastFirst = a;
    }
    const before = seconds.get(b);
    if (before !== undefined) return before;
    const key = join(a, b);
    seconds.set(b, key);
    return key;
  };
}

const joinIds = (ids: readonly string[]): string =>
  ids.length < 2 ? (ids[0] ?? '') : [...ids].sort().join(' ');

/** What a row is grouped by: an id, or nothing where it has none. Several networks or groups are one set. */
function idOf(grouping: Exclude<Grouping, 'datacenter' | 'state'>, row: InstanceRow): string {
  switch (grouping) {
    case 'host':
      return row.hostNodeId ?? '';
    case 'account':
      return row.owner ?? row.accounts[0] ?? '';
    case 'spec':
      return row.instanceSpecId;
    case 'image':
      return row.imageId;
    case 'network':
      return joinIds(row.networkIds);
    case 'group':
      return joinIds(row.securityGroupIds);
  }
}

/** Ids mean something in their datacenter alone, so all but states are kept apart by it: `tokyo/hn-1`. */
function keyMaker(grouping: Grouping): (row: InstanceRow) => string {
  if (grouping === 'datacenter') return (row) => row.datacenterId;
  if (grouping === 'state') return (row) => row.state;
  const keyOf = rememberedPairs((datacenterId, id) => `${datacenterId}/${id}`);
  return (row) => keyOf(row.datacenterId, idOf(grouping, row));
}

/** Gives rows the key of their innermost group. */
export function groupKeys(groupBy: GroupBy): (row: InstanceRow) => string {
  const [outer, inner] = groupBy;
  if (outer === undefined) return () => '';
  const outerKey = keyMaker(outer);
  if (inner === undefined) return outerKey;
  const innerKey = keyMaker(inner);
  const join = rememberedPairs((a, b) => `${a}${divider}${b}`);
  return (row) => join(outerKey(row), innerKey(row));
}

/** The keys of a group from the outermost on. */
export const keyParts = (key: string): readonly string[] => key.split(divider);

/** The key of the group around a nested one. */
export const parentKey = (key: string): string => key.slice(0, Math.max(0, key.indexOf(divider)));

/** The group that a host without any instance has, or null where hosts have none in this grouping. */
export function hostGroupKey(groupBy: GroupBy, datacenterId: string, hostId: string): string | null {
  const key = `${datacenterId}/${hostId}`;
  const by = groupBy.join(' ');
  if (by === 'host') return key;
  return by === 'datacenter host' ? `${datacenterId}${divider}${key}` : null;
}

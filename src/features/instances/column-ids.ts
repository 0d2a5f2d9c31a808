import type { GroupBy } from './grouping.ts';

/** All columns, in the order in which they are offered. */
export const columnIds = [
  'datacenter',
  'hostname',
  'id',
  'state',
  'status',
  'host',
  'hostId',
  'spec',
  'specDetails',
  'image',
  'imageId',
  'arch',
  'cores',
  'memory',
  'address',
  'addresses',
  'nat',
  'fqdn',
  'networks',
  'groups',
  'groupIds',
  'volumes',
  'key',
  'ha',
  'account',
  'accounts',
  'created',
  'age',
  'changed',
  'seen',
] as const;
export type ColumnId = (typeof columnIds)[number];

/** How old a row is stands where it can be seen without scrolling, whatever else is there. */
const usual: readonly ColumnId[] = [
  'hostname',
  'id',
  'state',
  'status',
  'seen',
  'datacenter',
  'host',
  'spec',
  'image',
  'cores',
  'memory',
  'address',
  'nat',
  'account',
  'created',
];

/** What the headers above the rows say already. */
function saidByHeaders(groupBy: GroupBy): ReadonlySet<string> {
  const said = new Set<ColumnId>();
  if (groupBy.some((grouping) => grouping !== 'state')) said.add('datacenter');
  if (groupBy.includes('host')) said.add('host');
  return said;
}

/** The columns of somebody who chose none: what the headers above the rows say already is left out. */
export function usualColumns(groupBy: GroupBy): readonly ColumnId[] {
  const said = saidByHeaders(groupBy);
  return usual.filter((id) => !said.has(id));
}

/** The columns of a file, which has no headers between its rows: what these said comes before what is shown. */
export function fileColumns(shown: readonly string[], groupBy: GroupBy): readonly string[] {
  const said = saidByHeaders(groupBy);
  return [...columnIds.filter((id) => said.has(id) && !shown.includes(id)), ...shown];
}

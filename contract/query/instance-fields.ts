import type { InstanceRow } from '../inventory.ts';
import type { Field } from './compile.ts';
import { withName } from './with-name.ts';

/**
 * Names that instance rows only refer to by id, looked up in the inventory at hand. Each answers null for what is
 * not known there.
 */
export type NameLookup = {
  readonly datacenter: (row: InstanceRow) => string | null;
  readonly account: (row: InstanceRow) => string | null;
  readonly host: (row: InstanceRow) => string | null;
  readonly image: (row: InstanceRow) => string | null;
  readonly networks: (row: InstanceRow) => readonly string[];
  readonly groups: (row: InstanceRow) => readonly string[];
};

/** Its health; null unless it runs, since it keeps what it was last seen as beyond that (reference §10.2). */
const statusOf = ({ state, status }: InstanceRow): string | null => (state === 'running' ? status : null);

/** The fields of the instance query language, over the names that the page can resolve. */
export const instanceFields = (names: NameLookup): readonly Field<InstanceRow>[] => [
  {
    name: 'dc',
    aliases: ['datacenter'],
    type: 'text',
    read: (row) => withName(row.datacenterId, names.datacenter(row)),
  },
  {
    name: 'account',
    aliases: ['owner'],
    type: 'text',
    read: (row) => [...row.accounts, ...withName(row.owner, names.account(row))],
  },
  { name: 'name', aliases: ['hostname'], type: 'text', read: (row) => [row.hostname, ...row.dnsNames] },
  { name: 'id', aliases: [], type: 'text', read: (row) => row.id },
  { name: 'host', aliases: ['node'], type: 'text', read: (row) => withName(row.hostNodeId, names.host(row)) },
  { name: 'state', aliases: [], type: 'text', read: (row) => row.state },
  { name: 'status', aliases: [], type: 'text', read: statusOf },
  { name: 'spec', aliases: [], type: 'text', read: (row) => row.instanceSpecId },
  { name: 'image', aliases: [], type: 'text', read: (row) => withName(row.imageId, names.image(row)) },
  { name: 'arch', aliases: [], type: 'text', read: (row) => row.arch },
  {
    name: 'network',
    aliases: ['net'],
    type: 'text',
    read: (row) => [...row.networkIds, ...names.networks(row)],
  },
  {
    name: 'ip',
    aliases: ['address'],
    type: 'address',
    read: (row) => [...row.addresses, ...row.natAddresses],
  },
  { name: 'nat', aliases: [], type: 'address', read: (row) => row.natAddresses },
  {
    name: 'group',
    aliases: ['sg'],
    type: 'text',
    read: (row) => [...row.securityGroupIds, ...names.groups(row)],
  },
  { name: 'key', aliases: ['ssh'], type: 'text', read: (row) => row.sshKeyPairId },
  { name: 'volume', aliases: ['vol'], type: 'text', read: (row) => row.volumeIds },
  { name: 'cores', aliases: ['cpu'], type: 'number', read: (row) => row.cpuCores },
  { name: 'mem', aliases: ['memory'], type: 'megabytes', read: (row) => row.memoryMb },
  { name: 'ha', aliases: [], type: 'flag', read: (row) => row.haEnabled },
  { name: 'age', aliases: [], type: 'age', read: (row, now) => now - row.createdAt },
  { name: 'seen', aliases: [], type: 'age', read: (row, now) => now - row.fetchedAt },
];

/**
 * Everything of a row that bare words look in, not yet folded: what it has for itself, and what it has in common with
 * many others, so that whoever keeps the facts of a hundred thousand rows can keep those once.
 */
export type RowFacts = { readonly own: readonly string[]; readonly shared: readonly string[] };

export function instanceFacts(row: InstanceRow, names: NameLookup): RowFacts {
  const shared: readonly (string | null | readonly string[])[] = [
    row.state,
    statusOf(row),
    row.arch,
    row.hostNodeId,
    names.host(row),
    row.instanceSpecId,
    row.imageId,
    names.image(row),
    row.networkIds,
    names.networks(row),
    row.securityGroupIds,
    names.groups(row),
    row.sshKeyPairId,
    row.owner,
    names.account(row),
    names.datacenter(row),
  ];
  const own = [
    row.hostname,
    row.id,
    ...row.addresses,
    ...row.natAddresses,
    ...row.dnsNames,
    ...row.volumeIds,
  ];
  return { own, shared: shared.flatMap((fact) => fact ?? []) };
}

/** Those facts in one text, one a line. */
export const textOfFacts = ({ own, shared }: RowFacts): string => [...own, ...shared].join('\n');

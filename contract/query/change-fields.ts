import type { Change } from '../change.ts';
import type { DatacenterId } from '../ids.ts';
import { idPrefixes } from '../resource-kind.ts';
import type { Field } from './compile.ts';
import { withName } from './with-name.ts';

/** Names that changes only refer to by id; null for what is not known. */
export type ChangeNames = { readonly datacenter: (id: DatacenterId) => string | null };

/** A kind, and the beginning of its ids, which is how people of dcmgr call it: `host_nodes`, `hn`. */
const kindOf = ({ kind }: Change): readonly string[] => [kind, idPrefixes[kind].slice(0, -1)];

/** The fields of changes, over the names that the page can resolve. */
export const changeFields = (names: ChangeNames): readonly Field<Change>[] => [
  {
    name: 'dc',
    aliases: ['datacenter'],
    type: 'text',
    read: ({ datacenterId }) => withName(datacenterId, names.datacenter(datacenterId)),
  },
  { name: 'kind', aliases: [], type: 'text', read: kindOf },
  { name: 'id', aliases: [], type: 'text', read: ({ id }) => id },
  { name: 'name', aliases: ['hostname'], type: 'text', read: ({ label }) => label },
  { name: 'what', aliases: [], type: 'text', read: ({ what }) => what },
  { name: 'field', aliases: [], type: 'text', read: ({ fields }) => fields.map(({ field }) => field) },
  {
    name: 'before',
    aliases: ['from'],
    type: 'text',
    read: ({ fields }) => fields.flatMap(({ before }) => before ?? []),
  },
  {
    name: 'after',
    aliases: ['to'],
    type: 'text',
    read: ({ fields }) => fields.flatMap(({ after }) => after ?? []),
  },
  { name: 'age', aliases: [], type: 'age', read: ({ at }, now) => now - at },
];

/** Everything of a change that bare words look in, one fact a line, not yet folded. */
export function changeText(change: Change, names: ChangeNames): string {
  const { datacenterId, id, label, what, fields } = change;
  const values = fields.flatMap(({ field, before, after }) => [field, before ?? '', after ?? '']);
  const place = withName(datacenterId, names.datacenter(datacenterId));
  return [label, id, what, ...kindOf(change), ...place, ...values].join('\n');
}

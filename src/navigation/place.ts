import {
  type DatacenterId,
  datacenterIdSchema,
  type RecordKey,
  recordKey,
  splitRecordKey,
} from '#contract/ids.ts';
import { idPrefixes, type ResourceKind, resourceKinds } from '#contract/resource-kind.ts';

/** The page's views, in the order in which they are offered. */
export const views = ['fleet', 'instances', 'board', 'activity'] as const;
export type View = (typeof views)[number];

export type OpenRecord = { readonly kind: ResourceKind; readonly key: RecordKey };

/** Where a person is in the page: what the address says, and all that back and forward bring back. */
export type Place = {
  readonly view: View;
  /** The query as typed, whether it can be understood or not. */
  readonly query: string;
  /** The record in the detail pane. */
  readonly open: OpenRecord | null;
};

/** Where the page begins, and where an address leads that means nothing. */
export const firstPlace: Place = { view: 'instances', query: '', open: null };

/** The address's word for a kind: its ids' prefix. `#/board/i/tokyo/i-1234`. */
const segments = new Map<ResourceKind, string>(
  resourceKinds.map((kind) => [kind, idPrefixes[kind].slice(0, -1)]),
);

/** Reads a URL's fragment. An unknown view is the first one; what else can't be read is left out. */
export function parsePlace(fragment: string): Place {
  const [path = '', search = ''] = splitOnce(fragment.replace(/^#/, ''), '?');
  const [, name = '', ...rest] = path.split('/');
  const view = views.find((known) => known === name);
  if (view === undefined) return firstPlace;
  return { view, query: new URLSearchParams(search).get('q') ?? '', open: parseOpen(rest) };
}

/** Writes a place as a URL's fragment; `parsePlace` reads it back. */
export function printPlace({ view, query, open }: Place): string {
  const search = query === '' ? '' : `?${new URLSearchParams({ q: query }).toString()}`;
  return `#/${view}${open === null ? '' : printOpen(open)}${search}`;
}

function printOpen({ kind, key }: OpenRecord): string {
  const { datacenterId, id } = splitRecordKey(key);
  return `/${segments.get(kind) ?? kind}/${datacenterId}/${encodeURIComponent(id)}`;
}

function parseOpen([segment = '', datacenter = '', encodedId = '']: readonly string[]): OpenRecord | null {
  const kind = resourceKinds.find((candidate) => segments.get(candidate) === segment);
  const datacenterId = datacenterIdSchema.safeParse(datacenter);
  const id = decoded(encodedId);
  if (kind === undefined || !datacenterId.success || id === '') return null;
  return { kind, key: recordKey(datacenterId.data, id) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return ''; // a percent sign that begins nothing: typed by hand, and no id
  }
}

function splitOnce(text: string, divider: string): readonly [string, string] {
  const at = text.indexOf(divider);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** A place whose list shows one datacenter alone. */
export const queryOfDatacenter = (id: DatacenterId): string => `dc=${id}`;

import type { Instance, YamlColumn } from '#contract/resources.ts';
import type { PlainData } from './plain-data.ts';

/** Longest text of one side of a field change, in characters. */
export const maxFieldText = 160;
/** What is kept of the common beginning when long texts differ late. */
const leadIn = 20;

/** How the fields that are more than a word are told in one line; whoever wants more opens the document. */
const tellers: Readonly<Record<string, (value: never) => string>> = {
  networks: (networks: Instance['networks']) =>
    inOrder(
      networks.map(({ networkId, addresses, natAddresses }) =>
        [networkId, ...addresses, ...natAddresses.map((address) => `nat ${address}`)].join(' '),
      ),
    ),
  // Their addresses are those of `networks`; telling them twice would bury the rest.
  nics: (nics: Instance['nics']) => inOrder(nics.map((nic) => nic.id)),
  volumes: (volumes: Instance['volumes']) => inOrder(volumes.map(({ id, state }) => `${id} (${state})`)),
  source: (column: YamlColumn) => column.text ?? '',
  features: (column: YamlColumn) => column.text ?? '',
  vifs: (column: YamlColumn) => column.text ?? '',
  drives: (column: YamlColumn) => column.text ?? '',
};

/** A field's whole value as text; null where there is none. Lists are told in alphabetical order. */
export function fieldText(field: string, value: PlainData | undefined): string | null {
  if (value === null || value === undefined) return null;
  const tell = Object.hasOwn(tellers, field) ? tellers[field] : undefined;
  if (tell !== undefined && typeof value === 'object') return tell(value as never); // the field's own type
  if (typeof value === 'number') return field.endsWith('At') ? toTime(value) : String(value);
  if (typeof value !== 'object') return String(value);
  return Array.isArray(value) ? inOrder(value.map(toText)) : JSON.stringify(value);
}

/** Both sides cut to a readable length, such that what differs is still to be seen. */
export function shortened(
  before: string | null,
  after: string | null,
): { readonly before: string | null; readonly after: string | null } {
  const longest = Math.max(before?.length ?? 0, after?.length ?? 0);
  if (longest <= maxFieldText) return { before, after };
  const from = Math.max(0, commonStart(before ?? '', after ?? '') - leadIn);
  return { before: cut(before, from), after: cut(after, from) };
}

function cut(text: string | null, from: number): string | null {
  if (text === null) return null;
  const start = from === 0 ? '' : '…';
  const rest = text.slice(from);
  const room = maxFieldText - start.length;
  return rest.length <= room ? `${start}${rest}` : `${start}${rest.slice(0, room - 1)}…`;
}

function commonStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  return at;
}

const inOrder = (texts: readonly string[]): string => texts.toSorted().join(', ');
const toText = (value: PlainData): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Times are kept as text in UTC: a change is read by people, years later perhaps. */
function toTime(ms: number): string {
  const isDate = Math.abs(ms) <= 8.64e15; // beyond it `Date` has no date and throws
  return isDate ? new Date(ms).toISOString().replace('.000Z', 'Z') : String(ms);
}

import { textTest } from '#contract/query/compile.ts';
import type { Query } from '#contract/query/syntax.ts';

/** A datacenter by what terms may call it. */
export type Called = { readonly id: string; readonly name: string };

type Comparison = Extract<Query, { kind: 'compare' }>;

const isOfDatacenter = (query: Query): query is Comparison =>
  query.kind === 'compare' && query.field === 'dc';

/**
 * The datacenter that a term chooses: `dc=tokyo`, and `dc:tokyo` where that is one's whole id or name and the
 * beginning of nothing else. Null for any other term: to press a chip for it would say too much or too little.
 */
function choiceOf(query: Query, datacenters: readonly Called[]): string | null {
  if (!isOfDatacenter(query)) return null;
  const begins = textTest(query.operator, query.value);
  const found = datacenters.filter(({ id, name }) => begins(id) || begins(name));
  const isCalled = textTest('=', query.value);
  const [only] = found;
  if (found.length === 1 && only !== undefined && (isCalled(only.id) || isCalled(only.name))) return only.id;
  return query.operator === '=' ? query.value : null;
}

/** `dc=tokyo`, or `(dc=tokyo | dc:osaka)`: the ids of a choice of datacenters, or null for another query. */
function choiceIn(query: Query, datacenters: readonly Called[]): readonly string[] | null {
  const ids = (query.kind === 'or' ? query.items : [query]).map((item) => choiceOf(item, datacenters));
  const known = ids.filter((id) => id !== null);
  return known.length === ids.length ? known : null;
}

const termsOf = (query: Query): readonly Query[] => {
  if (query.kind === 'all') return [];
  return query.kind === 'and' ? query.items : [query];
};

/** The datacenters that a query chooses, by their ids; none when it chooses nothing of the sort. */
export function chosenDatacenters(query: Query, datacenters: readonly Called[]): ReadonlySet<string> {
  for (const term of termsOf(query)) {
    const choice = choiceIn(term, datacenters);
    if (choice !== null) return new Set(choice);
  }
  return new Set();
}

/** The query with this choice of datacenters, by id, in place of its own; all of them for an empty one. */
export function withDatacenters(query: Query, ids: readonly string[], datacenters: readonly Called[]): Query {
  const rest = termsOf(query).filter((term) => choiceIn(term, datacenters) === null);
  const terms = ids.map((value): Query => ({ kind: 'compare', field: 'dc', operator: '=', value }));
  const choice = combined('or', terms);
  return combined('and', choice === null ? rest : [choice, ...rest]) ?? { kind: 'all' };
}

function combined(kind: 'and' | 'or', items: readonly Query[]): Query | null {
  const [only] = items;
  if (only === undefined) return null;
  return items.length === 1 ? only : { kind, items };
}

import type { Query } from '#contract/query/syntax.ts';

type DatacenterTerm = Extract<Query, { kind: 'compare' }>;

const isDatacenter = (query: Query): query is DatacenterTerm =>
  query.kind === 'compare' && query.field === 'dc' && query.operator === '=';

/** `dc=tokyo`, or `(dc=tokyo | dc=osaka)`: the terms of a choice of datacenters, or null for another query. */
function choiceIn(query: Query): readonly DatacenterTerm[] | null {
  if (isDatacenter(query)) return [query];
  return query.kind === 'or' && query.items.every(isDatacenter) ? query.items.filter(isDatacenter) : null;
}

const termsOf = (query: Query): readonly Query[] => {
  if (query.kind === 'all') return [];
  return query.kind === 'and' ? query.items : [query];
};

/** The datacenters that a query chooses by id; none when it chooses nothing of the sort. */
export function chosenDatacenters(query: Query): ReadonlySet<string> {
  for (const term of termsOf(query)) {
    const choice = choiceIn(term);
    if (choice !== null) return new Set(choice.map(({ value }) => value));
  }
  return new Set();
}

/** The query with this choice of datacenters in place of its own; all of them for an empty one. */
export function withDatacenters(query: Query, ids: readonly string[]): Query {
  const rest = termsOf(query).filter((term) => choiceIn(term) === null);
  const terms = ids.map((value): Query => ({ kind: 'compare', field: 'dc', operator: '=', value }));
  const choice = combined('or', terms);
  return combined('and', choice === null ? rest : [choice, ...rest]) ?? { kind: 'all' };
}

function combined(kind: 'and' | 'or', items: readonly Query[]): Query | null {
  const [only] = items;
  if (only === undefined) return null;
  return items.length === 1 ? only : { kind, items };
}

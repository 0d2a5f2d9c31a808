import { foldText } from '#contract/query/compile.ts';
import type { Query } from '#contract/query/syntax.ts';

/** A word that the page shows in place of what rows hold: `稼働中` for `state=running`. */
export type LocalWord = { readonly word: string; readonly means: Query };

/**
 * The query with its bare words also finding what the page calls by another name. Keeping those names in every
 * row's text would cost far more, in Japanese twice as much again.
 */
export function withLocalWords(query: Query, words: readonly LocalWord[]): Query {
  if (query.kind === 'text') {
    const wanted = foldText(query.text);
    const meanings = words.filter(({ word }) => foldText(word).includes(wanted)).map(({ means }) => means);
    return meanings.length === 0 ? query : { kind: 'or', items: [query, ...meanings] };
  }
  if (query.kind === 'not') return { kind: 'not', item: withLocalWords(query.item, words) };
  if (query.kind !== 'and' && query.kind !== 'or') return query;
  return { kind: query.kind, items: query.items.map((item) => withLocalWords(item, words)) };
}

/** Whether what a query finds moves with the time alone. */
export function asksForTime(query: Query): boolean {
  if (query.kind === 'compare') return query.field === 'age' || query.field === 'seen';
  if (query.kind === 'not') return asksForTime(query.item);
  return (query.kind === 'and' || query.kind === 'or') && query.items.some(asksForTime);
}

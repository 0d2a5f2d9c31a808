import { foldText, textTest } from '#contract/query/compile.ts';
import type { Query } from '#contract/query/syntax.ts';

type Comparison = Extract<Query, { kind: 'compare' }>;

/** A word that the page shows in place of what rows hold: `稼働中` for `state=running`. */
export type LocalWord = { readonly word: string; readonly means: Comparison };

/** The local word for a value of a field. */
export const localWord = (word: string, field: string, value: string): LocalWord => ({
  word,
  means: { kind: 'compare', field, operator: '=', value },
});

/**
 * The query with its bare words, and the values of its fields, also finding what the page calls by another name.
 * Keeping those names in every row's text would cost far more, in Japanese twice as much again.
 */
export function withLocalWords(query: Query, words: readonly LocalWord[]): Query {
  switch (query.kind) {
    case 'text': {
      const wanted = foldText(query.text);
      return orMeanings(
        query,
        words.filter(({ word }) => foldText(word).includes(wanted)),
      );
    }
    case 'compare': {
      const matches = textTest(query.operator, query.value);
      return orMeanings(
        query,
        words.filter(({ word, means }) => means.field === query.field && matches(word)),
      );
    }
    case 'not':
      return { kind: 'not', item: withLocalWords(query.item, words) };
    case 'and':
    case 'or':
      return { kind: query.kind, items: query.items.map((item) => withLocalWords(item, words)) };
    case 'all':
    case 'present':
    case 'regex':
    case 'field-regex':
      return query;
  }
}

const orMeanings = (query: Query, words: readonly LocalWord[]): Query =>
  words.length === 0 ? query : { kind: 'or', items: [query, ...words.map(({ means }) => means)] };

/** Whether what a query finds moves with the time alone. */
export function asksForTime(query: Query): boolean {
  if (query.kind === 'compare') return query.field === 'age' || query.field === 'seen';
  if (query.kind === 'not') return asksForTime(query.item);
  return (query.kind === 'and' || query.kind === 'or') && query.items.some(asksForTime);
}

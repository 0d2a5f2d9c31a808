import { computed, type ComputedRef } from 'vue';
import { compileQuery, type Field, foldText } from '#contract/query/compile.ts';
import type { Query } from '#contract/query/syntax.ts';
import { type LocalWord, withLocalWords } from './local-words.ts';
import { useQueryTime } from './use-query-time.ts';

export type SearchedOptions<Row extends object> = {
  readonly rows: () => readonly Row[];
  readonly query: () => Query;
  readonly fields: () => readonly Field<Row>[];
  /** A row's whole text, not yet folded. Made once a row: rows are replaced, never changed. */
  readonly text: () => (row: Row) => string;
  readonly words: () => readonly LocalWord[];
};

/** Those of some thousand rows that a query finds, in their order. The instances have a way of their own, for more. */
export function useSearched<Row extends object>(options: SearchedOptions<Row>): ComputedRef<readonly Row[]> {
  const now = useQueryTime(options.query);
  const textOf = computed(() => remembering(options.text()));
  const matches = computed(() =>
    compileQuery(withLocalWords(options.query(), options.words()), {
      fields: options.fields(),
      text: textOf.value,
      now: now.value,
    }),
  );
  return computed(() => {
    const rows = options.rows();
    return options.query().kind === 'all' ? rows : rows.filter((row, at) => matches.value(row, at));
  });
}

function remembering<Row extends object>(make: (row: Row) => string): (row: Row) => string {
  const known = new WeakMap<Row, string>();
  return (row) => {
    const text = known.get(row) ?? foldText(make(row));
    known.set(row, text);
    return text;
  };
}

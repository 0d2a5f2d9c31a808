import { computed, type ComputedRef } from 'vue';
import { parseQuery } from '#contract/query/parse.ts';
import type { FieldName, Query, QueryError } from '#contract/query/syntax.ts';

/** A query that could be understood: what lists go by. */
export type AppliedQuery = { readonly text: string; readonly query: Query };

/** What there is to search. Each has fields and words of its own; the language is one. */
export type QuerySubject = 'instances' | 'operations' | 'changes';

/** A query as a bar shows and changes it. */
export type EditedQuery = {
  readonly subject: QuerySubject;
  /** As typed. */
  readonly text: string;
  /** Why what is typed can't be understood, and where; null when it can. */
  readonly error: QueryError | null;
  readonly applied: AppliedQuery;
  readonly fieldNames: readonly FieldName[];
  /** The values that a field has in what is searched, commonest first. */
  readonly values: (field: string) => readonly string[];
  readonly setText: (text: string) => void;
};

/**
 * A text, understood. While what is typed can't be, the last query that could stays applied: a slip of the keyboard
 * never looks like an empty list.
 */
export function useUnderstood(
  text: () => string,
  fieldNames: readonly FieldName[],
): { readonly error: ComputedRef<QueryError | null>; readonly applied: ComputedRef<AppliedQuery> } {
  const parsed = computed(() => parseQuery(text(), fieldNames));
  return {
    error: computed(() => (parsed.value.ok ? null : parsed.value.error)),
    applied: computed((old?: AppliedQuery): AppliedQuery => {
      if (parsed.value.ok) return { text: text(), query: parsed.value.value };
      return old ?? { text: '', query: { kind: 'all' } };
    }),
  };
}

import { computed, shallowRef } from 'vue';
import type { Field } from '#contract/query/compile.ts';
import { valuesOf } from './field-values.ts';
import { type QuerySubject, useUnderstood } from './understood-query.ts';

export type TextQueryOptions<Row> = {
  readonly subject: QuerySubject;
  readonly fields: () => readonly Field<Row>[];
  /** What values are offered from. */
  readonly rows: () => readonly Row[];
  /** Values that are offered whether a row has them or not, by field. */
  readonly known: Readonly<Record<string, readonly string[]>>;
};

/** A query that is kept while the page is open, for what has no address of its own. */
export function useTextQuery<Row>({ subject, fields, rows, known }: TextQueryOptions<Row>) {
  const text = shallowRef('');
  const fieldNames = fields();
  return {
    subject,
    text: computed(() => text.value),
    ...useUnderstood(() => text.value, fieldNames),
    fieldNames,
    values: (name: string) => [
      ...new Set([
        ...valuesOf(fields(), name, rows()),
        ...(Object.hasOwn(known, name) ? (known[name] ?? []) : []),
      ]),
    ],
    setText: (next: string) => {
      text.value = next;
    },
  };
}

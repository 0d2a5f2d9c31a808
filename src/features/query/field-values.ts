import type { Field } from '#contract/query/compile.ts';

/** The values that a field has in these rows, commonest first; none for numbers and times, which nobody picks from a list. */
export function valuesOf<Row>(
  fields: readonly Field<Row>[],
  name: string,
  rows: readonly (Row | undefined)[],
): readonly string[] {
  const field = fields.find((candidate) => candidate.name === name);
  if (field === undefined) return [];
  if (field.type === 'flag') return ['yes', 'no'];
  if (field.type !== 'text' && field.type !== 'address') return [];
  const counts = new Map<string, number>();
  const count = (value: string) => counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const row of rows) {
    const value = row === undefined ? null : field.read(row, 0);
    if (typeof value === 'string') count(value);
    else for (const each of value ?? []) count(each);
  }
  counts.delete('');
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value);
}

import { isInRange, parseIpv4Range } from '../ipv4.ts';
import { assertNever } from '../result.ts';
import { compileFactRegex, compileRegex } from './regex.ts';
import type { FieldName, FieldType, Operator, Query } from './syntax.ts';
import { parseAge, parseFlag, parseMegabytes, parseNumber } from './values.ts';

/** What a field of a row holds, by the field's type. Texts and addresses may be several. */
export type FieldValue = {
  readonly text: string | readonly string[] | null;
  readonly address: readonly string[] | string | null;
  readonly number: number | null;
  readonly megabytes: number | null;
  /** Milliseconds since. */
  readonly age: number | null;
  readonly flag: boolean | null;
};

type FieldOf<Row, T extends FieldType> = FieldName & {
  readonly type: T;
  readonly read: (row: Row, now: number) => FieldValue[T];
};

/** A field that rows of this kind have. `now` is for ages. */
export type Field<Row> = { [T in FieldType]: FieldOf<Row, T> }[FieldType];

/** Whether a row fits. Its place is what the asker's `text` and `containing` find its text by, and nothing else. */
export type RowTest<Row> = (row: Row, place: number) => boolean;

export type QueryContext<Row> = {
  readonly fields: readonly Field<Row>[];
  /**
   * The row's whole text, one fact a line, folded with `foldText`: what bare words and bare regexes look in. Make it
   * once a row and keep it.
   */
  readonly text: (row: Row, place: number) => string;
  /** A test whether that text contains a folded one, where there is a quicker way than to look at each. */
  readonly containing?: (wanted: string) => RowTest<Row>;
  /** Milliseconds since the epoch. */
  readonly now: number;
};

/** Folds case and the full-width forms that Japanese input methods leave, so that people find what they mean. */
export const foldText = (text: string): string => {
  // Most texts are ASCII, and normalising those would cost more than all the rest of a filter.
  const folded = /^[\0-\x7f]*$/.test(text) ? text : text.normalize('NFKC');
  return folded.toLowerCase();
};

/** Turns a query into a test whose cost is linear in the row's text. Unknown fields match nothing. */
export function compileQuery<Row>(query: Query, context: QueryContext<Row>): RowTest<Row> {
  switch (query.kind) {
    case 'all':
      return () => true;
    case 'and': {
      const tests = query.items.map((item) => compileQuery(item, context));
      return (row, place) => tests.every((test) => test(row, place));
    }
    case 'or': {
      const tests = query.items.map((item) => compileQuery(item, context));
      return (row, place) => tests.some((test) => test(row, place));
    }
    case 'not': {
      const test = compileQuery(query.item, context);
      return (row, place) => !test(row, place);
    }
    case 'text': {
      const wanted = foldText(query.text);
      return context.containing?.(wanted) ?? ((row, place) => context.text(row, place).includes(wanted));
    }
    case 'regex': {
      const matches = compileFactRegex(query.pattern);
      return matches.ok ? (row, place) => matches.value(context.text(row, place)) : () => false;
    }
    case 'present':
    case 'field-regex':
    case 'compare': {
      const field = context.fields.find((candidate) => candidate.name === query.field);
      return field ? compileField(query, field, context.now) : () => false;
    }
    default:
      return assertNever(query);
  }
}

type FieldQuery = Extract<Query, { field: string }>;

function compileField<Row>(query: FieldQuery, field: Field<Row>, now: number): (row: Row) => boolean {
  if (query.kind === 'present') return (row) => isPresent(field.read(row, now));
  if (query.kind === 'field-regex') {
    const matches = compileRegex(query.pattern);
    if (!matches.ok) return () => false;
    return (row) => texts(field.read(row, now)).some((text) => matches.value(text));
  }
  switch (field.type) {
    case 'text': {
      const matches = textTest(query.operator, query.value);
      return (row) => someText(field.read(row, now), matches);
    }
    case 'address': {
      const matches = addressTest(query.operator, query.value);
      return (row) => someText(field.read(row, now), matches);
    }
    case 'flag': {
      const wanted = parseFlag(query.value);
      return (row) => field.read(row, now) === wanted;
    }
    case 'number':
      return compared(field, query.operator, parseNumber(query.value), now);
    case 'megabytes':
      return compared(field, query.operator, parseMegabytes(query.value), now);
    case 'age':
      return compared(field, query.operator, parseAge(query.value), now);
  }
}

type Values = FieldValue[FieldType];

const isPresent = (value: Values): boolean =>
  value !== null && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0);

const texts = (value: Values): readonly string[] => {
  if (value === null) return [];
  return typeof value === 'object' ? value : [String(value)];
};

const someText = (value: string | readonly string[] | null, matches: (text: string) => boolean): boolean => {
  if (value === null) return false;
  return typeof value === 'string' ? matches(value) : value.some(matches);
};

/**
 * Whether a text field's value is what was asked for: with `=` exactly, otherwise by how it or a later word of it
 * begins, since names are often told apart by their last word.
 */
export function textTest(operator: Operator, value: string): (text: string) => boolean {
  const wanted = foldText(value);
  if (operator === '=') return (text) => foldText(text) === wanted;
  return (text) => {
    const folded = foldText(text);
    return folded.startsWith(wanted) || folded.includes(` ${wanted}`);
  };
}

function addressTest(operator: Operator, value: string): (text: string) => boolean {
  const range = value.includes('/') ? parseIpv4Range(value) : null;
  if (range) return (text) => isInRange(text, range);
  return operator === '=' ? (text) => text === value : (text) => text.startsWith(value);
}

function compared<Row>(
  field: { readonly read: (row: Row, now: number) => number | null },
  operator: Operator,
  wanted: number | null,
  now: number,
): (row: Row) => boolean {
  if (wanted === null) return () => false;
  const holds = comparison(operator, wanted);
  return (row) => {
    const value = field.read(row, now);
    return value !== null && holds(value);
  };
}

function comparison(operator: Operator, wanted: number): (value: number) => boolean {
  switch (operator) {
    case ':':
    case '=':
      return (value) => value === wanted;
    case '>':
      return (value) => value > wanted;
    case '>=':
      return (value) => value >= wanted;
    case '<':
      return (value) => value < wanted;
    case '<=':
      return (value) => value <= wanted;
  }
}

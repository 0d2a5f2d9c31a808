import { foldText } from './compile.ts';
import { findField } from './parse.ts';
import { printWord } from './print.ts';
import type { FieldName } from './syntax.ts';

/** A way to go on: replace `from`–`to` of the text by `insert`. */
export type Completion = {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly kind: 'field' | 'value';
  /** What to show: the field's name or the value itself. */
  readonly label: string;
};

export type CompletionSource = {
  readonly fields: readonly FieldName[];
  /** Values in the inventory of a field, commonest first. */
  readonly values: (field: string) => readonly string[];
};

/**
 * What may stand at the cursor: field names for a bare word, values of the inventory behind `field:`. At most
 * `limit` of each, those beginning with what is typed before those that merely hold it.
 */
export function completeQuery(
  text: string,
  cursor: number,
  source: CompletionSource,
  limit = 12,
): readonly Completion[] {
  const from = wordStart(text, cursor);
  const typed = text.slice(from, cursor);
  const fieldPart = /^(!*)([A-Za-z][\w-]*)(:|=)("?)(.*)$/s.exec(typed);
  const field = fieldPart?.[2] === undefined ? undefined : findField(source.fields, fieldPart[2]);
  if (fieldPart && field) {
    const [, negation = '', name = '', operator = '', quote = '', begun = ''] = fieldPart;
    const valueFrom = from + negation.length + name.length + operator.length;
    return ranked(source.values(field.name), begun, limit).map((value) => ({
      from: valueFrom,
      to: closingQuote(text, cursor, quote),
      insert: `${printWord(value, false)} `,
      kind: 'value',
      label: value,
    }));
  }
  const negation = /^!*/.exec(typed)?.[0] ?? '';
  const begun = typed.slice(negation.length);
  if (begun === '' && cursor > 0 && negation === '') return [];
  return ranked(
    source.fields.map((candidate) => candidate.name),
    begun,
    limit,
  ).map((name) => ({
    from: from + negation.length,
    to: cursor,
    insert: `${name}${operatorAfter(source, name)}`,
    kind: 'field',
    label: name,
  }));
}

const operatorAfter = (source: CompletionSource, name: string): string => {
  const type = findField(source.fields, name)?.type;
  if (type === 'age') return '<';
  return type === 'megabytes' || type === 'number' ? '>=' : ':';
};

const closingQuote = (text: string, cursor: number, quote: string): number =>
  quote !== '' && text.charAt(cursor) === '"' ? cursor + 1 : cursor;

/** Where the word under the cursor begins; an open quote holds blanks together. */
function wordStart(text: string, cursor: number): number {
  let start = 0;
  let quoted = false;
  for (let i = 0; i < cursor; i += 1) {
    const char = text.charAt(i);
    if (char === '"') quoted = !quoted;
    else if (!quoted && /[\s()|]/.test(char)) start = i + 1;
  }
  return start;
}

function ranked(candidates: readonly string[], begun: string, limit: number): readonly string[] {
  const wanted = foldText(begun);
  const starting = candidates.filter((candidate) => foldText(candidate).startsWith(wanted));
  const holding =
    wanted === '' ? [] : candidates.filter((candidate) => foldText(candidate).indexOf(wanted) > 0);
  return [...starting, ...holding].slice(0, limit);
}

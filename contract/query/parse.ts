import { parseIpv4Range } from '../ipv4.ts';
import { err, ok, type Result } from '../result.ts';
import { compileRegex } from './regex.ts';
import {
  type FieldName,
  maxQueryLength,
  type Operator,
  type Query,
  type QueryError,
  type QueryErrorCode,
} from './syntax.ts';
import { type Token, tokenize } from './tokens.ts';
import { parseAge, parseFlag, parseMegabytes, parseNumber } from './values.ts';

/**
 * Reads a query. Any text either parses or answers where and why it does not; nothing throws. The blank text is
 * `{kind: 'all'}`. Fields are checked against those given, and their values against the field's type.
 */
export function parseQuery(text: string, fields: readonly FieldName[]): Result<Query, QueryError> {
  if (text.length > maxQueryLength)
    return err(failure('query/too-long', maxQueryLength, text.length - maxQueryLength));
  const scanned = tokenize(text);
  if ('error' in scanned) return err(scanned.error);
  if (scanned.tokens.length === 0) return ok({ kind: 'all' });
  return new Parser(text, scanned.tokens, fields).parse();
}

const failure = (code: QueryErrorCode, at: number, length: number, detail = ''): QueryError => ({
  code,
  at,
  length,
  detail,
});

/** Parentheses nested deeper than this are refused, long before they could exhaust the stack. */
const maxDepth = 100;

class Parser {
  private next = 0;
  private depth = 0;
  private readonly text: string;
  private readonly tokens: readonly Token[];
  private readonly fields: readonly FieldName[];

  constructor(text: string, tokens: readonly Token[], fields: readonly FieldName[]) {
    this.text = text;
    this.tokens = tokens;
    this.fields = fields;
  }

  parse(): Result<Query, QueryError> {
    const query = this.alternatives();
    const rest = this.tokens[this.next];
    if (!query.ok || !rest) return query;
    return err(failure('query/unexpected', rest.at, rest.end - rest.at, this.text.slice(rest.at, rest.end)));
  }

  private alternatives(): Result<Query, QueryError> {
    const items: Query[] = [];
    do {
      const item = this.conjunction();
      if (!item.ok) return item;
      items.push(item.value);
    } while (this.take('|'));
    return ok(oneOrMany('or', items));
  }

  private conjunction(): Result<Query, QueryError> {
    const items: Query[] = [];
    for (let token = this.tokens[this.next]; token && token.kind !== ')' && token.kind !== '|';) {
      const item = this.negation();
      if (!item.ok) return item;
      items.push(item.value);
      token = this.tokens[this.next];
    }
    return items.length === 0 ? err(this.missingTerm()) : ok(oneOrMany('and', items));
  }

  private negation(): Result<Query, QueryError> {
    let negations = 0;
    while (this.take('!')) negations += 1;
    const item = this.primary();
    if (!item.ok || negations % 2 === 0) return item;
    return ok(item.value.kind === 'not' ? item.value.item : { kind: 'not', item: item.value });
  }

  private primary(): Result<Query, QueryError> {
    const token = this.tokens[this.next];
    if (!token) return err(this.missingTerm());
    if (token.kind === '(') return this.group(token);
    if (token.kind !== 'regex' && token.kind !== 'word') {
      return err(
        failure('query/missing-term', token.at, token.end - token.at, this.text.slice(token.at, token.end)),
      );
    }
    this.next += 1;
    if (token.kind === 'word') return this.wordOrField(token);
    return this.checkedRegex(token, { kind: 'regex', pattern: token.pattern });
  }

  private group(open: Token): Result<Query, QueryError> {
    this.depth += 1;
    if (this.depth > maxDepth) return err(failure('query/too-long', open.at, 1, '('));
    this.next += 1;
    const inner = this.alternatives();
    if (!inner.ok) return inner;
    if (!this.take(')')) return err(failure('query/unclosed-parenthesis', open.at, 1, '('));
    this.depth -= 1;
    return inner;
  }

  private wordOrField(word: Token & { kind: 'word' }): Result<Query, QueryError> {
    const follower = this.tokens[this.next];
    const isField = !word.quoted && follower?.at === word.end;
    if (!isField || (follower.kind !== 'operator' && follower.kind !== 'presence')) {
      return this.bareWord(word);
    }
    const field = findField(this.fields, word.text);
    if (!field) return err(failure('query/unknown-field', word.at, word.end - word.at, word.text));
    this.next += 1;
    if (follower.kind === 'presence') return ok({ kind: 'present', field: field.name });
    return this.comparison(field, follower.operator, follower);
  }

  /** A word that looks like a comparison we don't have would silently find nothing: say so instead. */
  private bareWord(word: Token & { kind: 'word' }): Result<Query, QueryError> {
    const foreign = word.quoted ? null : /^([A-Za-z][\w-]*)(!=|<>|!:)/.exec(word.text);
    if (foreign?.[1] !== undefined && findField(this.fields, foreign[1])) {
      return err(failure('query/bad-operator', word.at + foreign[1].length, 2, foreign[1]));
    }
    return ok({ kind: 'text', text: word.text });
  }

  private comparison(field: FieldName, operator: Operator, at: Token): Result<Query, QueryError> {
    const value = this.tokens[this.next];
    if (value?.at !== at.end || (value.kind !== 'word' && value.kind !== 'regex')) {
      return err(failure('query/missing-value', at.at, at.end - at.at, field.name));
    }
    this.next += 1;
    if (value.kind === 'regex') {
      if (operator !== ':') return err(failure('query/bad-operator', at.at, at.end - at.at, field.name));
      return this.checkedRegex(value, { kind: 'field-regex', field: field.name, pattern: value.pattern });
    }
    const problem = checkValue(field, operator, value.text);
    if (problem === 'query/bad-operator') return err(failure(problem, at.at, at.end - at.at, field.name));
    if (problem) return err(failure(problem, value.at, value.end - value.at, value.text));
    return ok({ kind: 'compare', field: field.name, operator, value: value.text });
  }

  private checkedRegex(token: Token, query: Query & { pattern: string }): Result<Query, QueryError> {
    const compiled = compileRegex(query.pattern);
    return compiled.ok
      ? ok(query)
      : err(failure('query/bad-regex', token.at, token.end - token.at, compiled.error));
  }

  private take(kind: Token['kind']): boolean {
    if (this.tokens[this.next]?.kind !== kind) return false;
    this.next += 1;
    return true;
  }

  private missingTerm(): QueryError {
    const token = this.tokens[this.next];
    return failure('query/missing-term', token?.at ?? this.text.length, token ? token.end - token.at : 0);
  }
}

const oneOrMany = (kind: 'and' | 'or', items: readonly Query[]): Query => {
  const flat = items.flatMap((item) => (item.kind === kind ? item.items : [item]));
  return flat.length === 1 && flat[0] ? flat[0] : { kind, items: flat };
};

/** A field by its name or one of its aliases, whatever the case. */
export function findField(fields: readonly FieldName[], word: string): FieldName | undefined {
  const wanted = word.toLowerCase();
  return fields.find((field) => field.name === wanted || field.aliases.includes(wanted));
}

function checkValue(field: FieldName, operator: Operator, value: string): QueryErrorCode | null {
  const isOrder = operator !== ':' && operator !== '=';
  switch (field.type) {
    case 'text':
      return isOrder ? 'query/bad-operator' : null;
    case 'number':
      return parseNumber(value) === null ? 'query/bad-number' : null;
    case 'megabytes':
      return parseMegabytes(value) === null ? 'query/bad-number' : null;
    case 'age':
      if (parseAge(value) === null) return 'query/bad-age';
      return isOrder ? null : 'query/bad-operator';
    case 'flag':
      if (isOrder) return 'query/bad-operator';
      return parseFlag(value) === null ? 'query/bad-flag' : null;
    case 'address':
      if (isOrder) return 'query/bad-operator';
      return value.includes('/') && parseIpv4Range(value) === null ? 'query/bad-address' : null;
  }
}

/**
 * The query language's tree. Terms beside each other are AND, `|` is OR, `!` negates, parentheses group.
 * `parseQuery` makes it, `printQuery` writes it back, `compileQuery` turns it into a test of rows.
 */
export type Query =
  | { readonly kind: 'all' }
  | { readonly kind: 'and'; readonly items: readonly Query[] }
  | { readonly kind: 'or'; readonly items: readonly Query[] }
  | { readonly kind: 'not'; readonly item: Query }
  /** A bare or quoted word: somewhere in the row's text. */
  | { readonly kind: 'text'; readonly text: string }
  /** `/regex/` over each fact of the row's text. */
  | { readonly kind: 'regex'; readonly pattern: string }
  /** `field?`: the field has a value. */
  | { readonly kind: 'present'; readonly field: string }
  /** `field:/regex/`. */
  | { readonly kind: 'field-regex'; readonly field: string; readonly pattern: string }
  | { readonly kind: 'compare'; readonly field: string; readonly operator: Operator; readonly value: string };

/** `:` is a prefix match on a text or any word of it, membership for addresses, equality for the rest; `=` is always exact. */
export type Operator = ':' | '=' | '>' | '>=' | '<' | '<=';

/** What a field holds, and so which operators and values it takes. */
export type FieldType =
  /** Words: prefix of the whole or of one of them, or exact match, without regard to case. */
  | 'text'
  | 'number'
  /** Megabytes; `4g` is 4096. */
  | 'megabytes'
  /** Time since; `2h`, `30m`, `7d`. */
  | 'age'
  /** IPv4: a prefix of the text, an address or `10.0.0.0/8`. */
  | 'address'
  | 'flag';

export type FieldName = {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly type: FieldType;
};

/** Why a query can't be understood, and where: `at` and `length` in UTF-16 units of the text. */
export type QueryError = {
  readonly code: QueryErrorCode;
  readonly at: number;
  readonly length: number;
  /** The offending word, or what was expected. */
  readonly detail: string;
};

export const queryErrorCodes = [
  'query/unknown-field',
  'query/missing-value',
  'query/missing-term',
  'query/unclosed-quote',
  'query/unclosed-parenthesis',
  'query/unclosed-regex',
  'query/unexpected',
  'query/bad-regex',
  'query/bad-number',
  'query/bad-age',
  'query/bad-address',
  'query/bad-flag',
  'query/bad-operator',
  'query/too-long',
] as const;
export type QueryErrorCode = (typeof queryErrorCodes)[number];

/** Longer texts are refused: nobody types them, and a pasted file should not be parsed as one. */
export const maxQueryLength = 4_000;

/** Whether a character ends a bare word. */
export const endsWord = (char: string): boolean => /[\s()|"]/.test(char);

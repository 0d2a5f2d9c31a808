import { endsWord, type Operator, type QueryError } from './syntax.ts';

/** A token and where it stands in the text. A `word` may be followed at once by an operator: then it is a field. */
export type Token =
  | { readonly kind: '(' | ')' | '|' | '!'; readonly at: number; readonly end: number }
  | {
      readonly kind: 'word';
      readonly text: string;
      readonly quoted: boolean;
      readonly at: number;
      readonly end: number;
    }
  | { readonly kind: 'regex'; readonly pattern: string; readonly at: number; readonly end: number }
  | { readonly kind: 'operator'; readonly operator: Operator; readonly at: number; readonly end: number }
  | { readonly kind: 'presence'; readonly at: number; readonly end: number };

type Scan = { readonly token: Token } | { readonly error: QueryError };

const fieldHead = /[A-Za-z][A-Za-z0-9_-]*(?=[:=<>?])/y;
const operatorHead = /:|=|>=|<=|>|</y;

/** Cuts a text into tokens. Fails where a quote or a regex is not closed. */
export function tokenize(
  text: string,
): { readonly tokens: readonly Token[] } | { readonly error: QueryError } {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const scan = scanToken(text, at, tokens.at(-1));
    if ('error' in scan) return scan;
    tokens.push(scan.token);
    at = scan.token.end;
  }
  return { tokens };
}

function scanToken(text: string, at: number, previous: Token | undefined): Scan {
  const char = text.charAt(at);
  const touches = previous?.end === at;
  const afterOperator = touches && previous.kind === 'operator';
  if (char === '"') return scanQuoted(text, at);
  if (char === '/' && !(touches && previous.kind === 'word')) return scanRegex(text, at);
  if (char === '(' || char === ')' || char === '|') return { token: { kind: char, at, end: at + 1 } };
  if (afterOperator) return scanWord(text, at);
  if (char === '!') return { token: { kind: '!', at, end: at + 1 } };
  if (touches && previous.kind === 'word' && !previous.quoted) return scanOperator(text, at);
  return scanField(text, at) ?? scanWord(text, at);
}

function scanQuoted(text: string, at: number): Scan {
  let value = '';
  for (let i = at + 1; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '"') return { token: { kind: 'word', text: value, quoted: true, at, end: i + 1 } };
    if (char === '\\' && i + 1 < text.length) {
      i += 1;
      value += text.charAt(i);
    } else value += char;
  }
  return { error: { code: 'query/unclosed-quote', at, length: text.length - at, detail: '"' } };
}

function scanRegex(text: string, at: number): Scan {
  let pattern = '';
  for (let i = at + 1; i < text.length; i += 1) {
    const char = text.charAt(i);
    if (char === '/') return { token: { kind: 'regex', pattern, at, end: i + 1 } };
    if (char === '\\' && text.charAt(i + 1) === '/') {
      i += 1;
      pattern += '/';
    } else if (char === '\\' && i + 1 < text.length) {
      i += 1;
      pattern += char + text.charAt(i);
    } else pattern += char;
  }
  return { error: { code: 'query/unclosed-regex', at, length: text.length - at, detail: '/' } };
}

function scanField(text: string, at: number): Scan | null {
  fieldHead.lastIndex = at;
  const match = fieldHead.exec(text);
  if (!match) return null;
  const end = at + match[0].length;
  // `why?` is a question mark at the end of a word only when nothing follows it: `a?b` is an ordinary word.
  const next = text.charAt(end + 1);
  if (text.charAt(end) === '?' && next !== '' && !endsWord(next)) return null;
  return { token: { kind: 'word', text: match[0], quoted: false, at, end } };
}

function scanOperator(text: string, at: number): Scan {
  if (text.charAt(at) === '?') return { token: { kind: 'presence', at, end: at + 1 } };
  operatorHead.lastIndex = at;
  const operator = operatorHead.exec(text)?.[0];
  if (operator !== undefined) {
    const known = operator as Operator; // the expression above matches nothing else
    return { token: { kind: 'operator', operator: known, at, end: at + operator.length } };
  }
  return scanWord(text, at);
}

function scanWord(text: string, at: number): Scan {
  let end = at;
  while (end < text.length && !endsWord(text.charAt(end))) end += 1;
  return { token: { kind: 'word', text: text.slice(at, end), quoted: false, at, end } };
}

import { isList, RubyFloat, type DocumentValue } from './document.ts';
import type { KeyOrder } from './key-order.ts';

const SHORT_ESCAPES = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

// eslint-disable-next-line no-control-regex -- control characters are exactly what JSON must escape
const ESCAPED = /["\\\u0000-\u001f\u007f]/g;

function escaped(character: string): string {
  return SHORT_ESCAPES.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function quote(text: string): string {
  return `"${text.replace(ESCAPED, escaped)}"`;
}

/** JSON as Ruby's json 1.5 `pretty_generate` writes it: two spaces, an empty array on three lines, an empty object on two. */
export function toRubyJson(value: DocumentValue, order: KeyOrder, indent = ''): string {
  if (typeof value === 'string') return quote(value);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return `"${value.toISOString().slice(0, 19)}Z"`;
  if (value instanceof RubyFloat) return value.toString();
  const inner = `${indent}  `;
  if (isList(value)) {
    return `[\n${value.map((item) => inner + toRubyJson(item, order, inner)).join(',\n')}\n${indent}]`;
  }
  const keys = order.of(Object.keys(value));
  if (keys.length === 0) return `{\n${indent}}`;
  const members = keys.map((key) => `${inner}${quote(key)}: ${toRubyJson(value[key] ?? null, order, inner)}`);
  return `{\n${members.join(',\n')}\n${indent}}`;
}

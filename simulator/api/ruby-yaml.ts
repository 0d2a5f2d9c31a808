import { isList, RubyFloat, type DocumentValue } from './document.ts';
import type { KeyOrder } from './key-order.ts';

const PLAIN = /^[A-Za-z_./][A-Za-z0-9_./ @+-]*$/;
const LOOKS_TYPED = /^(true|false|yes|no|on|off|null|y|n|~)$/i;

function text(value: string, indent: string): string {
  if (value === '') return '""';
  if (value.includes('\n'))
    return `|${value.endsWith('\n') ? '' : '-'}\n${value.replace(/\n$/, '').replace(/^/gm, indent)}\n`;
  const addressLike = /^\d+\.\d+\.\d+/.test(value);
  const plain = (PLAIN.test(value) || addressLike) && !LOOKS_TYPED.test(value) && !value.endsWith(' ');
  return plain ? value : JSON.stringify(value);
}

function scalar(value: DocumentValue, indent: string): string | undefined {
  if (value === null) return '';
  if (typeof value === 'string') return text(value, indent);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof RubyFloat) return value.toString();
  if (value instanceof Date) return `${value.toISOString().slice(0, 19).replace('T', ' ')} Z`;
  if (isList(value)) return value.length === 0 ? '[]\n' : undefined;
  return Object.keys(value).length === 0 ? '{}\n' : undefined;
}

/** Lines under a key or dash; sequences sit at the depth of their key, mappings two deeper, as Syck writes them. */
function block(value: DocumentValue, order: KeyOrder, indent: string): string {
  if (isList(value)) {
    return value.map((item) => `${indent}- ${compact(item, order, `${indent}  `)}`).join('');
  }
  if (value === null || typeof value !== 'object' || value instanceof Date || value instanceof RubyFloat)
    return '';
  return order
    .of(Object.keys(value))
    .map((key) => `${indent}:${key}: ${child(value[key] ?? null, order, indent)}`)
    .join('');
}

function child(value: DocumentValue, order: KeyOrder, indent: string): string {
  const simple = scalar(value, `${indent}  `);
  if (simple !== undefined) return `${simple}\n`;
  return `\n${block(value, order, isList(value) ? indent : `${indent}  `)}`;
}

/** An item behind its dash: a mapping's first line follows on the same line. */
function compact(value: DocumentValue, order: KeyOrder, indent: string): string {
  const simple = scalar(value, indent);
  return simple !== undefined ? `${simple}\n` : block(value, order, indent).slice(indent.length);
}

/** YAML as Ruby 1.8 writes it, with symbols for keys. */
export function toRubyYaml(value: DocumentValue, order: KeyOrder): string {
  const simple = scalar(value, '');
  return simple !== undefined ? `--- ${simple}\n` : `--- \n${block(value, order, '')}`;
}

import { parse, type ScalarTag } from 'yaml';
import type { PlainYaml, YamlColumn } from '#contract/resources.ts';

const maxTextLength = 65_536;
const maxAliases = 50;
const maxDepth = 32;
const maxNodes = 10_000;

/**
 * `:local` and `!ruby/sym local` are the string `local`. Only plain scalars match: a string that merely begins
 * with a colon is quoted by Ruby and keeps it.
 */
const rubySymbol: ScalarTag = {
  tag: '!ruby/symbol',
  default: true,
  test: /^:[^\s:]/,
  resolve: (text) => text.replace(/^:/, ''),
};
const rubySym: ScalarTag = { ...rubySymbol, tag: '!ruby/sym', default: false };

/**
 * Reads a YAML text column of dcmgr as plain data: no tag is executed, symbols become strings, aliases and sizes
 * are bounded. What is not a mapping, or not YAML, keeps its text with `value: null`. Answers are cached, since
 * few specs and images differ in these columns.
 */
export function readYamlColumn(text: string | null): YamlColumn {
  if (text === null) return absent;
  const cached = cache.get(text);
  if (cached !== undefined) return cached;
  const column = { text, value: toMapping(text) };
  if (cache.size >= 1_000) cache.clear();
  if (text.length <= 4_096) cache.set(text, column);
  return column;
}

/** The column as later dialects send it: a JSON value instead of YAML text. */
export const toYamlColumn = (value: unknown): YamlColumn => ({ text: null, value: asMapping(value) });

const absent: YamlColumn = { text: null, value: null };
const cache = new Map<string, YamlColumn>();

function toMapping(text: string): YamlColumn['value'] {
  if (text.length > maxTextLength) return null;
  try {
    const customTags = [rubySymbol, rubySym];
    const bounds = { maxAliasCount: maxAliases, uniqueKeys: false };
    return asMapping(parse(text, { schema: 'core', customTags, logLevel: 'error', ...bounds }));
  } catch {
    return null; // whatever is wrong with the text (syntax, alias bomb, depth), it is not a mapping we can show
  }
}

function asMapping(value: unknown): YamlColumn['value'] {
  const budget = { nodes: maxNodes };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const plain = toPlain(value, budget, 0);
  return plain === undefined ? null : (plain as NonNullable<YamlColumn['value']>); // an object in is an object out
}

/** Undefined once the value proves too deep or too large, as one that refers to itself does. */
function toPlain(value: unknown, budget: { nodes: number }, depth: number): PlainYaml | undefined {
  budget.nodes -= 1;
  if (depth > maxDepth || budget.nodes < 0) return undefined;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return plainList(value, budget, depth);
  return typeof value === 'object' ? plainMapping(value, budget, depth) : String(value);
}

function plainList(items: readonly unknown[], budget: { nodes: number }, depth: number) {
  const plain: PlainYaml[] = [];
  for (const item of items) {
    const one = toPlain(item, budget, depth + 1);
    if (one === undefined) return undefined;
    plain.push(one);
  }
  return plain;
}

function plainMapping(mapping: object, budget: { nodes: number }, depth: number) {
  const plain: [string, PlainYaml][] = [];
  for (const [name, item] of Object.entries(mapping)) {
    const one = toPlain(item, budget, depth + 1);
    if (one === undefined) return undefined;
    plain.push([name, one]);
  }
  return Object.fromEntries(plain);
}

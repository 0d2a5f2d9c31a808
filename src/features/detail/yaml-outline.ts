import type { PlainYaml } from '#contract/resources.ts';

/**
 * A YAML column's mapping as people read it: an entry a line, a mapping of plain values on its entry's line
 * (`eth0: index 0, bandwidth 100000`), anything deeper indented below it.
 */
export function yamlOutline(mapping: Readonly<Record<string, PlainYaml>>, indent = ''): string {
  return Object.entries(mapping)
    .map(([name, value]) => `${indent}${name}:${outlined(value, indent)}`)
    .join('\n');
}

function outlined(value: PlainYaml, indent: string): string {
  if (isPlain(value)) return ` ${String(value)}`;
  const mapping: Readonly<Record<string, PlainYaml>> = Object.fromEntries(Object.entries(value)); // of a list, by position
  const entries = Object.entries(mapping);
  if (entries.length === 0) return ` ${Array.isArray(value) ? '[]' : '{}'}`;
  if (entries.every(([, each]) => isPlain(each))) return ` ${inOneLine(value, entries)}`;
  return `\n${yamlOutline(mapping, `${indent}  `)}`;
}

function inOneLine(value: PlainYaml, entries: readonly (readonly [string, PlainYaml])[]): string {
  const words = entries.map(([name, each]) =>
    Array.isArray(value) ? String(each) : `${name} ${String(each)}`,
  );
  return words.join(', ');
}

const isPlain = (value: PlainYaml): value is string | number | boolean | null =>
  value === null || typeof value !== 'object';

/** What `JSON.parse` makes of an object. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Names of fields that hold secrets. 11.12 has one, the `private_key` it hands to anybody; the others are later
 * dialects' and cautious guesses. A wrong guess costs a line in a detail pane, a missed one a leaked key.
 */
const secretName = /private_?key|passw|passphrase|secret|(access|auth|api)_?(token|key)/i;
const privateKeyText = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Whether a field of an endpoint's document must not be kept: by its name, or because a private key is in it. */
export const isSecret = (name: string, value: unknown): boolean =>
  secretName.test(name) || (typeof value === 'string' && privateKeyText.test(value));

/** The document as JSON text, in the order it came, without its secrets. */
export const withoutSecrets = (document: JsonObject): string =>
  JSON.stringify(document, (name, value: unknown) => (isSecret(name, value) ? undefined : value));

/** Nesting that no document of dcmgr comes near, and that no recursion of ours fears. */
const maxDepth = 64;

/**
 * JSON text with sorted keys and without secrets, so that equal contents give equal text. Maps are written as
 * objects. Null where the value is nested deeper than anything dcmgr has reason to send.
 */
export function canonicalJson(value: unknown, depth = 0): string | null {
  if (depth > maxDepth) return null;
  if (Array.isArray(value)) return listJson(value, depth);
  if (value instanceof Map) return objectJson(value.entries(), depth);
  if (isJsonObject(value)) return objectJson(Object.entries(value), depth);
  return JSON.stringify(value) ?? 'null';
}

function listJson(items: readonly unknown[], depth: number): string | null {
  const parts: string[] = [];
  for (const item of items) {
    const part = canonicalJson(isSecret('', item) ? null : item, depth + 1);
    if (part === null) return null;
    parts.push(part);
  }
  return `[${parts.join(',')}]`;
}

function objectJson(entries: Iterable<[unknown, unknown]>, depth: number): string | null {
  const parts: string[] = [];
  const sorted = [...entries].map(([name, value]) => [String(name), value] as const);
  sorted.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  for (const [name, value] of sorted) {
    if (isSecret(name, value)) continue;
    const part = canonicalJson(value, depth + 1);
    if (part === null) return null;
    parts.push(`${JSON.stringify(name)}:${part}`);
  }
  return `{${parts.join(',')}}`;
}

const openers = new Set(['{', '[']);
const closers = new Set(['}', ']']);
/** Strings whole, so that a brace or comma in one is none; then the signs, then numbers and words. */
const tokens = /"(?:[^"\\]|\\.)*"?|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * JSON with a line for every value, two blanks a level. Works on the text alone: numbers stay as they were written
 * and keys in their order, which parsing would not promise. What is not JSON comes out in some way, never throws.
 */
export function indentJson(text: string): string {
  const found = text.match(tokens) ?? [];
  let depth = 0;
  let out = '';
  for (const [at, token] of found.entries()) {
    const isEmpty = openers.has(found[at - 1] ?? '') && closers.has(token);
    if (closers.has(token)) depth = Math.max(0, depth - 1);
    if (closers.has(token) && !isEmpty) out += lineBreak(depth);
    else if (!closers.has(token) && (openers.has(found[at - 1] ?? '') || found[at - 1] === ','))
      out += lineBreak(depth);
    if (openers.has(token)) depth += 1;
    out += token === ':' ? ': ' : token;
  }
  return out;
}

const lineBreak = (depth: number): string => `\n${'  '.repeat(depth)}`;

/** A stretch of text; `match` is its number among the matches, null between them. */
export type Stretch = { readonly text: string; readonly match: number | null };

/** More are not told apart: nobody steps through them, and each is an element of the page. */
export const mostMatches = 500;

/** Cuts a text at the places where `wanted` occurs, whatever its case. Nothing wanted: one stretch. */
export function stretchesOf(text: string, wanted: string): readonly Stretch[] {
  if (wanted === '') return [{ text, match: null }];
  const pattern = new RegExp(wanted.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), 'gi');
  const stretches: Stretch[] = [];
  let from = 0;
  let matches = 0;
  for (const { index, 0: found } of text.matchAll(pattern)) {
    if (matches === mostMatches) break;
    if (index > from) stretches.push({ text: text.slice(from, index), match: null });
    stretches.push({ text: found, match: matches });
    matches += 1;
    from = index + found.length;
  }
  if (from < text.length) stretches.push({ text: text.slice(from), match: null });
  return stretches;
}

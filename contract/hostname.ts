/** Longest guest name dcmgr takes. */
export const maxHostnameLength = 32;

const rule = /^[0-9a-z][0-9a-z-]{0,31}$/;

/** dcmgr lower-cases names before it checks and stores them (reference §9.1). */
export const normaliseHostname = (name: string): string => name.trim().toLowerCase();

/** Whether dcmgr would take the name; it answers a bare 500 to any other. */
export const isHostname = (name: string): boolean => rule.test(normaliseHostname(name));

/** Why a pattern can't be expanded. */
export type HostnamePatternError = 'no-number' | 'two-numbers' | 'bad-width';

/**
 * Expands `web-{n}` to `web-1`, `web-2`, …; `{n:3}` pads to three digits, and `{n}` may stand once. A pattern
 * without it is a single name, so it serves a count of one only.
 *
 * Answers names as they would be sent, unchecked: pass each to `isHostname`.
 */
export function expandHostnames(
  pattern: string,
  count: number,
  first = 1,
): { readonly names: readonly string[] } | { readonly error: HostnamePatternError } {
  const places = [...pattern.matchAll(/\{n(?::([^}]*))?\}/g)];
  const [place] = places;
  if (places.length > 1) return { error: 'two-numbers' };
  if (!place) return count === 1 ? { names: [normaliseHostname(pattern)] } : { error: 'no-number' };
  const width = place[1] === undefined ? 0 : Number(place[1]);
  if (!Number.isInteger(width) || width < 0 || width > 9) return { error: 'bad-width' };
  const before = pattern.slice(0, place.index);
  const after = pattern.slice(place.index + place[0].length);
  const name = (_: unknown, i: number) =>
    normaliseHostname(`${before}${String(first + i).padStart(width, '0')}${after}`);
  return { names: Array.from({ length: count }, name) };
}

const most = 50_000;
const known = new Map<string, string>();

/**
 * The same text as one string object. A hundred thousand instances name a few dozen hosts, images and states:
 * sharing them saves memory and makes comparing two observations a comparison of pointers. Forgets everything
 * when full, so an endpoint that never repeats itself costs no more than the table.
 */
export function intern(text: string): string {
  const shared = known.get(text);
  if (shared !== undefined) return shared;
  if (text.length > 64) return text;
  if (known.size >= most) known.clear();
  known.set(text, text);
  return text;
}

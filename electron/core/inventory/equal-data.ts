/**
 * Whether two values of plain data (what JSON can hold) say the same. Keys may stand in any order, list items may
 * not. Written out by hand because every record of every sweep passes here: it allocates nothing but key lists.
 */
export function equalData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && equalLists(a, b);
  return !Array.isArray(b) && equalObjects(a as PlainObject, b as PlainObject); // neither null nor a list
}

type PlainObject = Readonly<Record<string, unknown>>;

function equalLists(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) {
    if (!equalData(a[at], b[at])) return false;
  }
  return true;
}

function equalObjects(a: PlainObject, b: PlainObject): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  for (const name of names) {
    const value = b[name];
    // Most fields are the same primitive: not calling is half the time.
    if (value === a[name] ? value === undefined && !Object.hasOwn(b, name) : !equalData(a[name], value))
      return false;
  }
  return true;
}

import { compareKeys, orderOf, places, type SortKey } from './order.ts';

export type { SortKey };

/** One key of an order, and whether it counts downwards. */
export type SortRule<R> = {
  readonly keyOf: (row: R) => SortKey;
  readonly descending: boolean;
  /** The key changes while the row does not: when it was last seen. */
  readonly isMoving?: boolean;
};

/** Keys by which rows are ordered, the first deciding first. The last must tell any two rows apart. */
export type Ordering<R> = readonly SortRule<R>[];

export function compareRows<R>(a: R, b: R, ordering: Ordering<R>): number {
  for (const { keyOf, descending } of ordering) {
    const order = compareKeys(keyOf(a), keyOf(b));
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

/** Sorts a copy, in the time of `orderRows`. */
export const sortRows = <R>(rows: readonly R[], ordering: Ordering<R>): R[] =>
  atPlaces(rows, orderRows(rows, ordering));

/** What stands at these places of a list, one after the other. */
export function atPlaces<T>(items: readonly T[], order: Uint32Array): T[] {
  const found: T[] = [];
  for (const place of order) found.push(items[place] as T); // places are within the items
  return found;
}

/**
 * The places of the rows in their order. Each key is computed once a row, and later keys only for the runs that
 * earlier ones left equal: computing them while comparing would take a hundred times as many.
 */
export function orderRows<R>(rows: readonly R[], ordering: Ordering<R>): Uint32Array {
  const order = places(rows.length);
  orderRange(order, rows, ordering, 0);
  return order;
}

function orderRange<R>(order: Uint32Array, rows: readonly R[], ordering: Ordering<R>, depth: number): void {
  const { keyOf, descending } = ordering[depth] ?? {};
  if (keyOf === undefined || order.length < 2) return;
  const before = order.slice();
  const keys = atPlaces(rows, before).map(keyOf);
  const found = orderOf(keys);
  if (descending === true) found.reverse();
  let runStart = 0;
  for (let at = 0; at < found.length; at += 1) {
    const place = found[at] as number; // places are within the keys
    order[at] = before[place] as number;
    if (at > 0 && keys[found[at - 1] as number] !== keys[place]) {
      orderRange(order.subarray(runStart, at), rows, ordering, depth + 1);
      runStart = at;
    }
  }
  orderRange(order.subarray(runStart), rows, ordering, depth + 1);
}

/** The first place at which `row` could stand in sorted `rows` without breaking their order. */
export function placeOf<R>(rows: readonly R[], row: R, ordering: Ordering<R>): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = rows[middle];
    if (other !== undefined && compareRows(other, row, ordering) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Takes rows out of a sorted list and puts others in, without sorting it again or looking at each of its rows: what
 * a delta of a hundred does to a hundred thousand. Rows to take out are found by identity.
 */
export function mergeRows<R>(
  rows: readonly R[],
  { removed, added }: { readonly removed: ReadonlySet<R>; readonly added: readonly R[] },
  ordering: Ordering<R>,
): readonly R[] {
  const kept = withoutRows(rows, removed, ordering);
  const news = sortRows(added, ordering);
  return spliced(
    kept,
    news.map((row) => ({ at: placeOf(kept, row, ordering), skip: 0, insert: [row] })),
  );
}

function withoutRows<R>(rows: readonly R[], removed: ReadonlySet<R>, ordering: Ordering<R>): readonly R[] {
  const places = [...removed].map((row) => placeOf(rows, row, ordering));
  // A key may have moved since the list was sorted (a time seen), and the row stand elsewhere or nowhere.
  if ([...removed].some((row, at) => rows[places[at] as number] !== row))
    return rows.filter((row) => !removed.has(row));
  places.sort((a, b) => a - b);
  return spliced(
    rows,
    places.map((at) => ({ at, skip: 1, insert: [] })),
  );
}

type Splice<R> = { readonly at: number; readonly skip: number; readonly insert: readonly R[] };

/** A copy with splices made at ascending places, in the time of copying. */
function spliced<R>(rows: readonly R[], splices: readonly Splice<R>[]): readonly R[] {
  if (splices.length === 0) return rows;
  const parts: (readonly R[])[] = [];
  let copied = 0;
  for (const { at, skip, insert } of splices) {
    parts.push(rows.slice(copied, at), insert);
    copied = at + skip;
  }
  parts.push(rows.slice(copied));
  return (parts[0] ?? []).concat(...parts.slice(1));
}

import { mergeRows, type Ordering, sortRows } from './sort-rows.ts';

/** Below this many rows, sorting anew is as fast. */
const worthRemembering = 5_000;
/** Orders kept: people go back and forth between a few headings, and take back a query. */
const mostOrders = 3;
/** Beyond this share of rows that an order does not know, it is made anew. */
const largeShare = 0.1;
const none: ReadonlySet<never> = new Set();

type Remembered<R> = { readonly ordering: Ordering<R>; readonly rows: WeakRef<readonly R[]> };

/**
 * Remembers the last orders of one list, so that going back to one costs looking its rows up and not sorting them.
 * Weakly: rows that have been replaced since must not be kept alive by an order that nobody looks at.
 */
export class SortMemory<R> {
  #orders: readonly Remembered<R>[] = [];

  /** The rows in order. Their keys must be theirs for good, but for rules that say that they are moving. */
  sorted(rows: readonly R[], ordering: Ordering<R>): readonly R[] {
    if (rows.length < worthRemembering || ordering.some(({ isMoving }) => isMoving === true))
      return sortRows(rows, ordering);
    const known = this.#orders.find((each) => isSame(each.ordering, ordering))?.rows.deref() ?? [];
    const sorted = inKnownOrder(rows, known, ordering);
    // What a query leaves of a list knows less than the whole.
    const isPart = sorted.length < known.length * (1 - largeShare);
    this.#remember(ordering, isPart ? known : sorted);
    return sorted;
  }

  #remember(ordering: Ordering<R>, rows: readonly R[]): void {
    const others = this.#orders.filter((each) => !isSame(each.ordering, ordering));
    this.#orders = [{ ordering, rows: new WeakRef(rows) }, ...others].slice(0, mostOrders);
  }
}

function inKnownOrder<R>(rows: readonly R[], known: readonly R[], ordering: Ordering<R>): readonly R[] {
  if (known.length === 0) return sortRows(rows, ordering);
  const unknown = new Set(rows);
  const found = known.filter((row) => unknown.delete(row));
  if (unknown.size > rows.length * largeShare) return sortRows(rows, ordering);
  return mergeRows(found, { removed: none, added: [...unknown] }, ordering);
}

const isSame = <R>(a: Ordering<R>, b: Ordering<R>): boolean =>
  a.length === b.length &&
  a.every(({ keyOf, descending }, at) => keyOf === b[at]?.keyOf && descending === b[at].descending);

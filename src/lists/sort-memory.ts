import type { RowTable, TableRow } from './row-table.ts';
import { atPlaces, mergeRows, type Ordering, orderRows, sortRows } from './sort-rows.ts';

/** Rows, and the slots that they have in their table, ascending. */
export type SlottedRows<R> = { readonly rows: R[]; readonly slots: number[] };

/** Below this many rows, sorting anew is as fast. */
const worthRemembering = 2_000;
/** Orders kept: people go back and forth between a few headings, and take back a query. */
const mostOrders = 3;
/** Beyond this share of rows that an order does not know, it is made anew. */
const largeShare = 0.1;
const none: ReadonlySet<never> = new Set();

/** What tells of a table which of its slots have changed. */
type Changing = Pick<RowTable<TableRow>, 'changes' | 'changedAt'>;

/** Slots in the order of the rows that they held when their table had changed so often. */
type KnownOrder<R> = {
  readonly ordering: Ordering<R>;
  readonly slots: Uint32Array;
  readonly changes: number;
};
type Sorted<R> = { readonly rows: readonly R[]; readonly slots: Uint32Array };

/**
 * Remembers the last orders of one list, so that going back to one costs looking its rows up and not sorting them.
 * By their slots: rows that have been replaced since must not be kept alive by an order that nobody looks at.
 */
export class SortMemory<R> {
  readonly #table: Changing;
  #orders: readonly KnownOrder<R>[] = [];

  constructor(table: Changing) {
    this.#table = table;
  }

  /**
   * Puts rows that the table holds now in order, whenever it is asked to. Their keys must be theirs for good, but for
   * rules that say that they are moving.
   */
  sorter(members: SlottedRows<R>, ordering: Ordering<R>): () => readonly R[] {
    const { changes } = this.#table;
    return () => {
      const isMoving = ordering.some((rule) => rule.isMoving === true);
      if (members.rows.length < worthRemembering || isMoving) return sortRows(members.rows, ordering);
      return this.#sorted(members, ordering, changes);
    };
  }

  #sorted(members: SlottedRows<R>, ordering: Ordering<R>, changes: number): readonly R[] {
    const known = this.#orders.find((each) => isSame(each.ordering, ordering));
    // An order of newer rows knows nothing of these, and is worth more than theirs.
    if (known !== undefined && known.changes > changes) return sortRows(members.rows, ordering);
    const { rows, slots } = (known && this.#byKnown(members, known)) ?? sortedAnew(members, ordering);
    // What a query leaves of a list knows less than the whole.
    const isPart = known !== undefined && slots.length < known.slots.length * (1 - largeShare);
    this.#remember(isPart ? known : { ordering, slots, changes });
    return rows;
  }

  /** Rows in an order that is known, or null where too many of them are not. */
  #byKnown({ rows, slots }: SlottedRows<R>, known: KnownOrder<R>): Sorted<R> | null {
    const left = new Array<R | undefined>((slots.at(-1) ?? -1) + 1);
    for (let at = 0; at < rows.length; at += 1) left[slots[at] as number] = rows[at]; // a slot a row
    const kept: SlottedRows<R> = { rows: [], slots: [] };
    for (const slot of known.slots) {
      const row = left[slot];
      if (row === undefined || this.#table.changedAt(slot) > known.changes) continue;
      kept.rows.push(row);
      kept.slots.push(slot);
      left[slot] = undefined;
    }
    if (rows.length - kept.rows.length > rows.length * largeShare) return null;
    const added = kept.rows.length === rows.length ? [] : slots.filter((slot) => left[slot] !== undefined);
    // Of the slots that were filtered, none is empty.
    return merged(kept, new Map(added.map((slot) => [left[slot] as R, slot])), known.ordering);
  }

  #remember(order: KnownOrder<R>): void {
    const others = this.#orders.filter((each) => !isSame(each.ordering, order.ordering));
    this.#orders = [order, ...others].slice(0, mostOrders);
  }
}

function sortedAnew<R>({ rows, slots }: SlottedRows<R>, ordering: Ordering<R>): Sorted<R> {
  const order = orderRows(rows, ordering);
  return {
    rows: atPlaces(rows, order),
    slots: order.map((at) => slots[at] as number), // places are within the rows
  };
}

/** Sorted rows with others put in, which are given with their slots. */
function merged<R>(kept: SlottedRows<R>, added: ReadonlyMap<R, number>, ordering: Ordering<R>): Sorted<R> {
  if (added.size === 0) return { rows: kept.rows, slots: Uint32Array.from(kept.slots) };
  const rows = mergeRows(kept.rows, { removed: none, added: [...added.keys()] }, ordering);
  const slots = new Uint32Array(rows.length);
  let next = 0;
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] as R; // at < rows.length; what was not added comes in the order in which it was kept
    if (row === kept.rows[next]) slots[at] = kept.slots[next++] as number;
    else slots[at] = added.get(row) as number;
  }
  return { rows, slots };
}

const isSame = <R>(a: Ordering<R>, b: Ordering<R>): boolean =>
  a.length === b.length &&
  a.every(({ keyOf, descending }, at) => keyOf === b[at]?.keyOf && descending === b[at].descending);

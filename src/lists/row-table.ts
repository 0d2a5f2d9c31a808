import type { RecordKey } from '#contract/ids.ts';

/** What a table needs of a row. */
export type TableRow = { readonly key: RecordKey; readonly fetchedAt: number };

/** A row's place and contents before and after a batch; `before` absent: new, `after` absent: gone. */
export type RowChange<R> = {
  readonly slot: number;
  readonly before: R | undefined;
  readonly after: R | undefined;
};

/**
 * All rows of a kind. A row keeps its slot while it lives, so that what is derived from rows (search texts) can
 * live in plain arrays beside it. When each was last seen is kept apart: it moves all the time and must not make
 * a row look changed.
 */
export class RowTable<R extends TableRow> {
  readonly #slots = new Map<RecordKey, number>();
  readonly #rows: (R | undefined)[] = [];
  readonly #seenAt: number[] = [];
  readonly #changedAt: number[] = [];
  readonly #free: number[] = [];
  #changes = 0;

  get size(): number {
    return this.#slots.size;
  }

  /** Rows by slot, with holes where rows have gone. Not to be kept over a batch. */
  get slots(): readonly (R | undefined)[] {
    return this.#rows;
  }

  /** How often a row came, changed or went. */
  get changes(): number {
    return this.#changes;
  }

  /** What `changes` was once a slot got what it holds: whoever remembers something of it can tell whether it still holds. */
  changedAt(slot: number): number {
    return this.#changedAt[slot] ?? 0;
  }

  get(key: RecordKey): R | undefined {
    const slot = this.#slots.get(key);
    return slot === undefined ? undefined : this.#rows[slot];
  }

  slotOf(key: RecordKey): number | undefined {
    return this.#slots.get(key);
  }

  /** When the record was last read, whether it had changed or not; 0 for an unknown key. */
  seenAt(key: RecordKey): number {
    const slot = this.#slots.get(key);
    return slot === undefined ? 0 : (this.#seenAt[slot] ?? 0);
  }

  keys(): Iterable<RecordKey> {
    return this.#slots.keys();
  }

  /** Adds or replaces; answers the slot and the row that was there. */
  put(row: R): { readonly slot: number; readonly before: R | undefined } {
    const known = this.#slots.get(row.key);
    const slot = known ?? this.#free.pop() ?? this.#rows.length;
    const before = known === undefined ? undefined : this.#rows[known];
    this.#slots.set(row.key, slot);
    this.#hold(slot, row);
    const seenBefore = before === undefined ? 0 : (this.#seenAt[slot] ?? 0);
    this.#seenAt[slot] = Math.max(seenBefore, row.fetchedAt);
    return { slot, before };
  }

  /** Removes, or answers undefined where the key is unknown. */
  remove(key: RecordKey): { readonly slot: number; readonly before: R | undefined } | undefined {
    const slot = this.#slots.get(key);
    if (slot === undefined) return undefined;
    const before = this.#rows[slot];
    this.#slots.delete(key);
    this.#hold(slot, undefined);
    this.#free.push(slot);
    return { slot, before };
  }

  /** Notes that these records were read again at `at`. Unknown keys are ignored; time never goes back. */
  see(keys: readonly RecordKey[], at: number): void {
    for (const key of keys) {
      const slot = this.#slots.get(key);
      if (slot !== undefined && at > (this.#seenAt[slot] ?? 0)) this.#seenAt[slot] = at;
    }
  }

  #hold(slot: number, row: R | undefined): void {
    this.#changes += 1;
    this.#changedAt[slot] = this.#changes;
    this.#rows[slot] = row;
  }
}

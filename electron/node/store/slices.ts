import type { StoreBatch } from '#core/ports/store.ts';

type Draft = { -readonly [Part in keyof StoreBatch]: StoreBatch[Part][number][] };

/**
 * Divides a batch into batches of at most `limit` rows, in the order in which they are to be written. Changes come
 * first: cut off in the middle, the timeline may tell a change twice but never lose one. Lists come last: a list
 * is dated only once everything it held is on disk.
 */
export function slicesOf(batch: StoreBatch, limit: number): readonly StoreBatch[] {
  const slices = new Slices(limit);
  slices.add(batch.changes, (slice, rows) => slice.changes.push(...rows));
  slices.add(batch.upserts, (slice, rows) => slice.upserts.push(...rows));
  for (const seen of batch.seen) slices.add(seen.ids, (slice, ids) => slice.seen.push({ ...seen, ids }));
  slices.add(batch.removals, (slice, rows) => slice.removals.push(...rows));
  slices.add(batch.lists, (slice, rows) => slice.lists.push(...rows));
  return slices.made;
}

class Slices {
  readonly made: Draft[] = [];
  readonly #limit: number;
  #room = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add<Row>(rows: readonly Row[], put: (slice: Draft, piece: readonly Row[]) => void): void {
    for (let from = 0; from < rows.length;) {
      const slice = this.#open();
      const piece = rows.slice(from, from + this.#room);
      put(slice, piece);
      this.#room -= piece.length;
      from += piece.length;
    }
  }

  /** The last slice while it has room, or a new one. */
  #open(): Draft {
    const last = this.made.at(-1);
    if (last !== undefined && this.#room > 0) return last;
    const slice: Draft = { changes: [], upserts: [], seen: [], removals: [], lists: [] };
    this.made.push(slice);
    this.#room = this.#limit;
    return slice;
  }
}

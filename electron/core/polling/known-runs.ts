import type { ResourceId } from '#contract/ids.ts';
import type { ListOrder, UnreadableRun } from './list-order.ts';

/** The next run of records known to be unreadable: where it should begin, and whether it may be leapt over. */
export type RunAhead = { readonly start: number; readonly run: UnreadableRun; readonly isSure: boolean };

/** Leaps over one run that may miss in a sweep: the list may have moved meanwhile, but not again and again. */
const missesAllowed = 2;

/**
 * The unreadable runs that the last sweep found, as this one finds them borne out. A run that isn't where it should
 * be is doubted, and only that one: all others stay known.
 */
export class KnownRuns {
  readonly #order: ListOrder | null;
  readonly #misses = new Map<number, number>();

  constructor(order: ListOrder | null) {
    this.#order = order;
  }

  /** The offset of the newest; nothing that has come since makes it smaller. */
  get first(): number {
    return this.#order?.firstUnreadable ?? Infinity;
  }

  /** The next run at or after the offset `next`, counted from a record whose offset is known. */
  ahead(from: { readonly id: ResourceId; readonly offset: number }, next: number): RunAhead | null {
    let doubted = 0;
    for (const run of this.#order?.runsAfter(from.id, next - from.offset) ?? []) {
      if (!this.#isDoubted(run)) {
        // Those in doubt may have gone: then this one has moved up by as much.
        return { start: from.offset + run.distance - doubted, run, isSure: doubted === 0 };
      }
      doubted += run.length;
    }
    return null;
  }

  /** Whether places that the last sweep gave up are still ahead, but not among the next `length`. */
  hasUnreadBeyond(
    from: { readonly id: ResourceId; readonly offset: number },
    next: number,
    length: number,
  ): boolean {
    return this.#order?.hasUnreadBeyond(from.id, next - from.offset, length) ?? false;
  }

  /** Records known to be readable from the one after a run up to the next run. */
  clearAfter({ next }: UnreadableRun): number {
    if (next === null) return Infinity;
    return this.ahead({ id: next, offset: 0 }, 0)?.start ?? Infinity;
  }

  /** A leap over it has missed before. */
  hasMissed({ index }: UnreadableRun): boolean {
    return this.#misses.has(index);
  }

  /** A leap over it missed. False once it is doubted: then it is to be looked for like any other. */
  missed({ index }: UnreadableRun): boolean {
    const misses = (this.#misses.get(index) ?? 0) + 1;
    this.#misses.set(index, misses);
    return misses < missesAllowed;
  }

  doubt({ index }: UnreadableRun): void {
    this.#misses.set(index, missesAllowed);
  }

  #isDoubted({ index }: UnreadableRun): boolean {
    return (this.#misses.get(index) ?? 0) >= missesAllowed;
  }
}

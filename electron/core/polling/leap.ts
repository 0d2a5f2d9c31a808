import type { KnownRuns } from './known-runs.ts';
import type { UnreadableRun } from './list-order.ts';
import type { Entries } from './page-entries.ts';
import type { SweepRequest } from './sweep-end.ts';

/** Leaps over runs that are known to be unreadable, one at a time, and finds out what is wrong where one misses. */
export class Leap {
  readonly #known: KnownRuns;
  /** The run last leapt over, until it is known whether the leap landed. */
  #run: UnreadableRun | null = null;
  #isChecking = false;

  constructor(known: KnownRuns) {
    this.#known = known;
  }

  /** It missed: whether the list has moved is looked up at the anchor first. */
  get isChecking(): boolean {
    return this.#isChecking;
  }

  /** Over a run at `next`, to read no farther than the run after it; after a miss only to look where it lands. */
  over(run: UnreadableRun, next: number, limit: number): SweepRequest {
    this.#run = run;
    const clear = this.#known.hasMissed(run) ? 1 : this.#known.clearAfter(run);
    return { start: next + run.length, limit: Math.min(limit, clear) };
  }

  /** How many places were leapt over, if what comes after them is what memory says; null if it missed. */
  landed(entries: Entries): number | null {
    const run = this.#run;
    if (run === null) return null;
    const expected = run.next === null ? entries.length === 0 : entries[0] === run.next;
    if (!expected) return null;
    this.#run = null;
    return run.length;
  }

  /** The list has moved, or the run is not what it was. Only a first miss is checked, and only if it can be. */
  missed(canCheck: boolean): void {
    const isFirst = this.#run !== null && this.#known.missed(this.#run);
    this.#isChecking = isFirst && canCheck;
    if (!this.#isChecking) this.#run = null;
  }

  /** The check failed, so nothing is known of the run any more. */
  checkFailed(): void {
    if (this.#run !== null) this.#known.doubt(this.#run);
    this.end();
  }

  /** No more to check. */
  end(): void {
    this.#run = null;
    this.#isChecking = false;
  }
}

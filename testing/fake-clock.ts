import { setImmediate as macrotask } from 'node:timers';
import type { Clock } from '#core/ports/clock.ts';

type Timer = { readonly at: number; readonly order: number; readonly callback: () => void };

/** Timers that one `advance` may run before it is taken for code that re-arms itself without end. */
const runawayTimers = 1_000_000;

/**
 * A clock that moves only when told. Both times start at a date of dcmgr's days; `advance` moves both,
 * `setWallClock` moves only the wall clock, as a person or NTP would.
 */
export class FakeClock implements Clock {
  #elapsed = 0;
  #offset: number;
  #orders = 0;
  /** Sorted: the next to run is last. */
  #timers: Timer[] = [];

  constructor(now = Date.UTC(2012, 0, 1)) {
    this.#offset = now;
  }

  now(): number {
    return this.#offset + this.#elapsed;
  }

  elapsed(): number {
    return this.#elapsed;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#elapsed + Math.max(0, ms), order: this.#orders++, callback };
    this.#timers.splice(this.#place(timer), 0, timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Timers not yet due: zero once everything under test has been stopped. */
  get pendingTimers(): number {
    return this.#timers.length;
  }

  setWallClock(now: number): void {
    this.#offset = now - this.#elapsed;
  }

  /**
   * Moves time by `ms`, running every timer that falls due, in order, each at its own time. Promises settle
   * before the first, between and after them, so code that awaits and re-arms behaves as it would in real time.
   */
  async advance(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    await this.settle();
    for (let ran = 0; this.#nextAt() <= end; ran++) {
      if (ran === runawayTimers) throw new Error('timers re-arm themselves without end');
      const timer = this.#timers.pop();
      if (timer === undefined) break;
      this.#elapsed = Math.max(this.#elapsed, timer.at);
      timer.callback();
      await this.settle();
    }
    this.#elapsed = end;
  }

  /** Lets every promise that can settle without time passing do so. */
  settle(): Promise<void> {
    return new Promise((resolve) => macrotask(resolve));
  }

  #nextAt(): number {
    return this.#timers.at(-1)?.at ?? Infinity;
  }

  #place(timer: Timer): number {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#timers[middle];
      if (other !== undefined && runsBefore(timer, other)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const runsBefore = (a: Timer, b: Timer): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

import { pause, type Timers } from './timers.ts';

/** A worker that is busy longer than this is killed with its request. */
export const KILLED_AFTER_MS = 30_000;

/** The handful of processes that serve all requests: who finds none free waits in line. */
export class Workers {
  readonly #timers: Timers;
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(count: number, timers: Timers) {
    this.#free = count;
    this.#timers = timers;
  }

  /** How many requests wait for a worker. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Has a worker run `job` and then stay busy for as long as `costMs` says; `killed` when that is more than it is given. */
  async run<Result>(job: () => Result, costMs: (result: Result) => number): Promise<Result | 'killed'> {
    await this.#take();
    try {
      const result = job();
      const cost = costMs(result);
      await pause(this.#timers, Math.min(cost, KILLED_AFTER_MS));
      return cost > KILLED_AFTER_MS ? 'killed' : result;
    } finally {
      this.#giveBack();
    }
  }

  async #take(): Promise<void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #giveBack(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free++;
    else next();
  }
}

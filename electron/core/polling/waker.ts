import type { Clock } from '../ports/clock.ts';

/** Sleep that can be cut short: by `wake` because something became due, or by the signal for good. */
export class Waker {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  #end: (() => void) | null = null;

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
    signal.addEventListener('abort', () => {
      this.wake();
    });
  }

  /** Ends after `ms`, or earlier. One sleeper at a time. */
  sleep(ms: number): Promise<void> {
    if (this.#signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#clock.after(ms, () => {
        this.#end?.();
      });
      this.#end = () => {
        this.#end = null;
        cancel();
        resolve();
      };
    });
  }

  wake(): void {
    this.#end?.();
  }
}

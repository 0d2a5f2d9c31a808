import type { Clock } from '../ports/clock.ts';

/** Calls something soon and at most once in a while, however often it is asked for. */
export type Pace = {
  /** Asks for a call: at once-ish (never within this call) when there was none lately, else when the time is up. */
  readonly ask: () => void;
  /** Makes a call that is due, now. */
  readonly flush: () => void;
  readonly stop: () => void;
};

/** Paces `act` to once in `intervalMs`. Nothing asked for is lost: a call always follows the last ask. */
export function createPace(clock: Clock, intervalMs: number, act: () => void): Pace {
  let cancel: (() => void) | null = null;
  let lastAt = -Infinity;
  const run = () => {
    cancel = null;
    lastAt = clock.elapsed();
    act();
  };
  const stop = () => {
    cancel?.();
    cancel = null;
  };
  return {
    ask: () => {
      cancel ??= clock.after(Math.max(0, lastAt + intervalMs - clock.elapsed()), run);
    },
    flush: () => {
      if (cancel === null) return;
      stop();
      run();
    },
    stop,
  };
}

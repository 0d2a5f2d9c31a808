import type { Clock } from '#core/ports/clock.ts';

/** The longest that `setTimeout` can wait; beyond it fires at once. */
const longestTimerMs = 2 ** 31 - 1;

/** The machine's time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after: startTimer,
};

function startTimer(ms: number, callback: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (leftMs: number): void => {
    const next = () => {
      if (leftMs > longestTimerMs) wait(leftMs - longestTimerMs);
      else callback();
    };
    timer = setTimeout(next, Math.min(leftMs, longestTimerMs));
  };
  wait(ms);
  return () => {
    clearTimeout(timer);
  };
}

/** Time as the page's stores see it: a port, so that tests move it by hand. */
export interface Timers {
  now(): number;
  /** Runs `callback` once after `ms`; the function answered cancels it. */
  after(ms: number, callback: () => void): () => void;
}

export const realTimers: Timers = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

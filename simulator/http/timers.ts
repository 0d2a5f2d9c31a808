/** Real or faked waiting, for what the simulator does slowly. Delays are real milliseconds, not the datacenter's. */
export interface Timers {
  /** Calls back once after `ms`; the function returned cancels. */
  after(ms: number, callback: () => void): () => void;
}

export const realTimers: Timers = {
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

export function pause(timers: Timers, ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => timers.after(ms, resolve));
}

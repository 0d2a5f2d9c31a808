// Every host has timers, but the standard library of this layer names none of them: see lint/web-standards.d.ts.
declare const setTimeout: (callback: () => void, ms: number) => unknown;
declare const clearTimeout: (timer: unknown) => void;

/** Runs `callback` once after `ms` milliseconds; the function answered cancels it. */
export type After = (ms: number, callback: () => void) => () => void;

/** The host's own timer. */
export const afterRealTime: After = (ms, callback) => {
  const timer = setTimeout(callback, ms);
  return () => {
    clearTimeout(timer);
  };
};

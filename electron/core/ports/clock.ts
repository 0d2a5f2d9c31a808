/** Time, as a port: tests advance it, nothing in `core` reads the machine's clock. */
export interface Clock {
  /** Wall clock, milliseconds since the epoch. May jump either way when somebody sets the machine's time. */
  now(): number;
  /** Milliseconds since some start; never jumps. For measuring and for intervals. */
  elapsed(): number;
  /** Runs `callback` once after `ms` (0 means soon). The function answered cancels it; the caller owns that. */
  after(ms: number, callback: () => void): () => void;
}

/** A uniform number in [0, 1). A port, so that jitter can be repeated in a test. */
export type Random = () => number;

/** How long the operations engine waits for what; milliseconds. */
export type OperationTimings = {
  /**
   * An instance that stays as it was for so long after dcmgr said yes: the request was dropped. Long, since agents
   * work through a queue: of 200 terminations the last begin minutes later.
   */
  readonly dropMs: number;
  /** The same, once it has moved through other states and settled: agents refuse what they met on the way. */
  readonly settledMs: number;
  /** An outcome that has not shown by then is called unknown. */
  readonly watchMs: number;
  /** The same, where dcmgr fails to render the instance again and again: nobody is likely to see it any more. */
  readonly unshownMs: number;
  /** How much later than its answer was lost a request may still take effect. dcmgr kills a worker at 30 s. */
  readonly lateMs: number;
  /** Between two looks at the clock while anything is watched. */
  readonly lookMs: number;
  /** Before each repetition of a request of which nothing can have arrived. PUT and DELETE only. */
  readonly repeatMs: readonly number[];
};

export const defaultTimings: OperationTimings = {
  dropMs: 180_000,
  settledMs: 20_000,
  watchMs: 1_800_000,
  unshownMs: 180_000,
  lateMs: 60_000,
  lookMs: 2_000,
  repeatMs: [1_000, 4_000],
};

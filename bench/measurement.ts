/** One figure of a benchmark. Ratios compare with `baseline`, measured in the same run on the same machine. */
export type Measurement = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: number;
  readonly better: 'lower' | 'higher';
  /** What stands below the line of a ratio, in its own unit; null where the figure is absolute. */
  readonly baseline: number | null;
  readonly note: string;
};

export const meetsGoal = ({ value, goal, better }: Measurement): boolean =>
  better === 'lower' ? value <= goal : value >= goal;

/** The middle value: what a noisy machine disturbs least. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new Error('no values to take the middle of');
  return (lower + upper) / 2;
}

/** The value that a share of all values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error('no values to take a percentile of');
  return value;
}

/** Frames that a person sees as a stutter, by their milliseconds. */
export const slowFrames = (frames: readonly number[]): number => frames.filter((frame) => frame > 50).length;

import type { Freshness } from '#contract/endpoint.ts';

/** What a list's freshness is judged by; milliseconds. */
export type SweepAge = {
  /** Since the last complete sweep began; null when there was none, ever. */
  readonly ageMs: number | null;
  /** The wait between sweeps now in force: the interval, stretched by the duty cycle and hidden windows. */
  readonly waitMs: number;
  /** How long the last sweep lasted from its first to its last page. */
  readonly sweepMs: number;
};

/** Grace for waiting for one's turn behind other lists of the datacenter. */
const turnMs = 5_000;

/**
 * `live` while nothing could have been asked sooner by the rules: a sweep's beginning is one whole sweep, one
 * wait and the next sweep old before that one can replace it. A negative age (the machine's clock was set back
 * since) is no evidence of anything fresh.
 */
export function freshnessOf({ ageMs, waitMs, sweepMs }: SweepAge): Freshness {
  if (ageMs === null) return 'never';
  if (ageMs < 0) return 'stale';
  return ageMs <= waitMs + 2 * sweepMs + turnMs ? 'live' : 'stale';
}

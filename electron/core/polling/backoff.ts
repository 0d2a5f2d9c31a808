import type { Random } from '../ports/clock.ts';

/** The shape of an exponential back-off, in milliseconds. */
export type Backoff = { readonly baseMs: number; readonly capMs: number };

/** Of a whole datacenter that does not answer. */
export const endpointBackoff: Backoff = { baseMs: 2_000, capMs: 120_000 };
/** Of one list that fails while others answer. */
export const listBackoff: Backoff = { baseMs: 5_000, capMs: 300_000 };

/** Jitter may not bring a wait down to nothing: the next try would meet the very same trouble. */
const floorMs = 500;

/**
 * The wait after so many failures in a row (at least 1): exponential with full jitter, so that many windows that
 * lost the same server don't come back at the same moment.
 */
export function backoffMs(failures: number, random: Random, { baseMs, capMs }: Backoff): number {
  const ceiling = Math.min(capMs, baseMs * 2 ** Math.min(failures - 1, 30));
  return floorMs + random() * Math.max(0, ceiling - floorMs);
}

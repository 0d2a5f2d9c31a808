import type { AccountId, ResourceId } from '#contract/ids.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';

/** A record under the spotlight. */
export type Spot = {
  readonly kind: ResourceKind;
  readonly id: ResourceId;
  readonly account: AccountId;
  /** In transition, under an operation or open in a pane, rather than merely on screen. */
  readonly isUrgent: boolean;
};

/** A record is not read again sooner, in milliseconds. */
export const spotIntervalMs = 3_000;
/** Most shows a second, however fast the server: a screen of 100 rows is then seen through in 8 s. */
const shortestGapMs = 80;
/** The spotlight may keep one worker busy for this share of the time. */
const spotlightShare = 0.12;
const urgency = 2;
/** One that is new to the spotlight counts as this old: soon, but a scrolled screen may not starve the urgent. */
const unreadAgeMs = 60_000;

/** From the start of one show to the start of the next, when one costs the server `costMs`. */
export const spotlightGapMs = (costMs: number): number => Math.max(shortestGapMs, costMs / spotlightShare);

/** Chooses what to re-read: the oldest first, urgent ones counting double. Sends nothing itself. */
export class SpotlightRotation {
  readonly #readAt = new Map<string, number>();

  /** The spot to read now, or how long none is due. */
  next(spots: readonly Spot[], now: number): { readonly spot: Spot } | { readonly waitMs: number } {
    let best: { spot: Spot; score: number } | null = null;
    let waitMs = Infinity;
    for (const spot of spots) {
      const age = now - this.#lastRead(spot, now);
      if (age < spotIntervalMs) waitMs = Math.min(waitMs, spotIntervalMs - age);
      const score = age < spotIntervalMs ? -1 : age * (spot.isUrgent ? urgency : 1);
      if (score > (best?.score ?? 0)) best = { spot, score };
    }
    return best === null ? { waitMs } : { spot: best.spot };
  }

  #lastRead(spot: Spot, now: number): number {
    const key = spotKey(spot);
    const at = this.#readAt.get(key) ?? now - unreadAgeMs;
    this.#readAt.set(key, at);
    return at;
  }

  /** It was read at `at`, by whatever request; a time ahead keeps it from being read until then and an interval. */
  noteRead(spot: Pick<Spot, 'kind' | 'id'>, at: number): void {
    this.#readAt.set(spotKey(spot), at);
  }

  /** Another request brought these; only what the rotation knows is noted. */
  noteSeen(kind: ResourceKind, ids: readonly ResourceId[], at: number): void {
    for (const id of ids) {
      const key = spotKey({ kind, id });
      const before = this.#readAt.get(key);
      if (before !== undefined) this.#readAt.set(key, Math.max(before, at));
    }
  }

  /** Forgets what is no longer wanted. */
  keep(spots: readonly Spot[]): void {
    if (this.#readAt.size <= 2 * spots.length + 100) return;
    const wanted = new Set(spots.map(spotKey));
    for (const key of this.#readAt.keys()) if (!wanted.has(key)) this.#readAt.delete(key);
  }
}

const spotKey = ({ kind, id }: Pick<Spot, 'kind' | 'id'>): string => `${kind} ${id}`;

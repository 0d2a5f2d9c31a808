import type { AccountId, ResourceId } from '#contract/ids.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';

/** A record that a sweep of its list did not meet, and that a show must be asked about. */
export type Missing = {
  readonly kind: ResourceKind;
  readonly account: AccountId;
  readonly id: ResourceId;
  /** The sweep left no place out, or sweeps have missed it for long: a show that says `terminated` is then proof. */
  readonly exact: boolean;
  /**
   * Only sweeps that read every place of the list have missed it, and for long: it must have ended, although a show
   * that dcmgr fails to render (its image was deleted) can't say so.
   */
  readonly unlisted: boolean;
};

/** How much a sweep that misses a record proves. */
export type Thoroughness = {
  readonly exact: boolean;
  /** Not even places that can't be read are left. */
  readonly whole: boolean;
  /** No place was given up: what is missing can be read nowhere in the list. */
  readonly isRead: boolean;
};

type Waiting = Pick<Missing, 'kind' | 'account' | 'id' | 'exact'> & {
  readonly since: number;
  /** Since when no sweep left a place out; null where the last one did. */
  readonly wholeSince: number | null;
  notBefore: number;
  delayMs: number;
  wasAsked: boolean;
};

const firstDelayMs = 60_000;
const longestDelayMs = 1_800_000;
/** Missed for longer than dcmgr lists what has ended (900 s as shipped) by sweeps that gave no place up. */
const surelyMissedMs = 1_800_000;

/**
 * Records waiting to be confirmed as gone. One that a show finds alive is asked about more and more rarely while
 * sweeps go on missing it, so that even a list that came back empty by mistake causes no storm.
 */
export class Departures {
  readonly #waiting = new Map<string, Waiting>();

  get size(): number {
    return this.#waiting.size;
  }

  /** A completed sweep of one list: these are missing now, all others of it are not. */
  swept(
    kind: ResourceKind,
    account: AccountId,
    missing: ReadonlySet<ResourceId>,
    { exact, whole, isRead }: Thoroughness,
    now: number,
  ): void {
    for (const [key, { kind: k, account: a, id }] of this.#waiting) {
      if (k === kind && a === account && !missing.has(id)) this.#waiting.delete(key);
    }
    for (const id of missing) {
      const key = keyOf({ kind, account, id });
      const before = this.#waiting.get(key);
      const { since, ...asking } = before ?? neverAsked(now);
      const missedSince = isRead ? since : now;
      const wholeSince = exact && whole ? (before?.wholeSince ?? now) : null;
      this.#waiting.set(key, { ...asking, kind, account, id, exact, since: missedSince, wholeSince });
    }
  }

  /** The one to ask about now: of those never asked about the first, else the one due longest. Null without one. */
  next(now: number): Missing | null {
    let next: Waiting | null = null;
    for (const waiting of this.#waiting.values())
      if (waiting.notBefore <= now && (next === null || isBefore(waiting, next))) next = waiting;
    if (next === null) return null;
    const isLong = (from: number | null) => from !== null && now - from >= surelyMissedMs;
    const { kind, account, id, exact, since, wholeSince } = next;
    return { kind, account, id, exact: exact || isLong(since), unlisted: isLong(wholeSince) };
  }

  /** When the next is due; Infinity without any. */
  nextAt(): number {
    let at = Infinity;
    for (const { notBefore } of this.#waiting.values()) at = Math.min(at, notBefore);
    return at;
  }

  /** It still exists, or nothing could be learnt: ask again later, and rarely. */
  postpone(missing: Missing, now: number): void {
    const waiting = this.#waiting.get(keyOf(missing));
    if (waiting === undefined) return;
    waiting.wasAsked = true;
    waiting.notBefore = now + waiting.delayMs;
    waiting.delayMs = Math.min(longestDelayMs, waiting.delayMs * 2);
  }

  /** It has left, or was met again. */
  settle(missing: Pick<Missing, 'kind' | 'account' | 'id'>): void {
    this.#waiting.delete(keyOf(missing));
  }
}

const neverAsked = (now: number) => ({
  since: now,
  notBefore: now,
  delayMs: firstDelayMs,
  wasAsked: false,
});

/** Those asked about once already, and come due again, must not keep hundreds of others from their first time. */
const isBefore = (a: Waiting, b: Waiting): boolean =>
  a.wasAsked === b.wasAsked ? a.notBefore < b.notBefore : b.wasAsked;

const keyOf = ({ kind, account, id }: Pick<Missing, 'kind' | 'account' | 'id'>): string =>
  `${kind} ${account} ${id}`;

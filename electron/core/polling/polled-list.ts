import type { ListStatus } from '#contract/endpoint.ts';
import type { AppError } from '#contract/errors.ts';
import type { AccountId, ResourceId } from '#contract/ids.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { FaultyRecord } from '../dcmgr/client.ts';
import type { Clock, Random } from '../ports/clock.ts';
import { backoffMs, listBackoff } from './backoff.ts';
import { freshnessOf } from './freshness.ts';
import { isId, type ListOrder } from './list-order.ts';
import { dutyRestMs, type SweepCost, waitAfter } from './schedule.ts';
import { Sweep } from './sweep.ts';
import type { SweepEnd } from './sweep-end.ts';
import { blindLeapsAfter, usualBlindLeaps } from './unreadable-search.ts';

/** A sweep under way. */
export type Sweeping = {
  readonly sweep: Sweep;
  /** Wall clock: what the list will be dated by. */
  readonly startedAt: number;
  readonly startedElapsed: number;
  /** What the list held when the sweep began: of these, the missing will have to be explained. */
  readonly known: ReadonlySet<ResourceId>;
  /** Records that something is wrong with, left out or not. */
  readonly faulty: FaultyRecord[];
  readonly blindLeaps: number;
  lastPageElapsed: number;
  busyMs: number;
  read: number;
  /** Since its last page that came. */
  interruptions: number;
};

/** What the last look at the head of the list told. */
type Head = { readonly newest: ResourceId | null; readonly ownerTotal: number };

export type PolledListOptions = {
  readonly kind: ResourceKind;
  readonly account: AccountId;
  readonly intervalMs: () => number;
  readonly clock: Clock;
  readonly random: Random;
  readonly swept: { readonly at: number; readonly ownerTotal: number } | null;
  readonly firstDelayMs: number;
};

/** A sweep interrupted for longer is begun anew: its first pages are too old to be dated by its last. */
const resumableMs = 120_000;
/** Failures in a row of one sweep by time-outs and the like before it is begun anew. */
const resumes = 4;
/** Unreadable places are looked at again after this: an operator may have put the image back. */
const memoryMs = 900_000;
/** So many at once: each costs some seven failing requests, of which a sweep spends no more than 64. */
const runsPerLook = 6;

/** One kind as one account lists it: when it is read, how that went, and how old it is. */
export class PolledList {
  readonly kind: ResourceKind;
  readonly account: AccountId;
  head: Head | null = null;
  headDueAt = 0;
  readonly #options: PolledListOptions;
  #sweeping: Sweeping | null = null;
  #dueAt: number | null;
  #endedAt = 0;
  #busyMs = 0;
  #sweepMs = 0;
  #sweptAt: number | null;
  #sweptElapsed: number | null = null;
  #ownerTotal: number | null;
  #order: ListOrder | null = null;
  #orderSince = 0;
  #runsLookedAt = 0;
  /** How far the last sweep that found anything had to look for it. */
  #blindLeaps = usualBlindLeaps;
  #failures = 0;
  #error: AppError | null = null;

  constructor(options: PolledListOptions) {
    this.#options = options;
    this.kind = options.kind;
    this.account = options.account;
    this.#dueAt = options.clock.elapsed() + options.firstDelayMs;
    this.#sweptAt = options.swept?.at ?? null;
    this.#ownerTotal = options.swept?.ownerTotal ?? null;
  }

  get sweeping(): Sweeping | null {
    return this.#sweeping;
  }

  /** Server time the sweep under way has had. */
  get busyMs(): number {
    return this.#sweeping?.busyMs ?? 0;
  }

  get error(): AppError | null {
    return this.#error;
  }

  get sweptAt(): number | null {
    return this.#sweptAt;
  }

  /** Whether a sweep of this run has completed. */
  get wasSwept(): boolean {
    return this.#sweptElapsed !== null;
  }

  get cost(): SweepCost {
    return { busyMs: this.#busyMs, intervalMs: this.#options.intervalMs() };
  }

  /** When the next page may be asked for, by the clock's `elapsed`. */
  dueAt(crowd: number): number {
    return this.#dueAt ?? (this.#sweeping !== null ? 0 : this.#endedAt + waitAfter(this.cost, crowd));
  }

  /** Begins a sweep, or goes on with the one under way. */
  sweepOn(known: () => ReadonlySet<ResourceId>): Sweeping {
    const { clock } = this.#options;
    const elapsed = clock.elapsed();
    this.#dueAt = null;
    if (this.#sweeping !== null && elapsed - this.#sweeping.lastPageElapsed <= resumableMs)
      return this.#sweeping;
    if (elapsed - this.#orderSince > memoryMs) this.#lookAgain(elapsed);
    const blindLeaps = Math.max(this.#blindLeaps, blindLeapsAfter(this.#failures));
    this.#sweeping = {
      sweep: new Sweep(this.#order, blindLeaps),
      blindLeaps,
      startedAt: clock.now(),
      startedElapsed: elapsed,
      known: known(),
      faulty: [],
      lastPageElapsed: elapsed,
      busyMs: 0,
      read: 0,
      interruptions: 0,
    };
    return this.#sweeping;
  }

  pageRead(ms: number, count: number, ownerTotal: number | null): void {
    if (this.#sweeping === null) return;
    this.#sweeping.lastPageElapsed = this.#options.clock.elapsed();
    this.#sweeping.busyMs += ms;
    this.#sweeping.read += count;
    if (ownerTotal === null) return;
    this.#ownerTotal = ownerTotal;
    if (this.#sweeping.interruptions > 0) this.#error = null;
    this.#sweeping.interruptions = 0;
  }

  /** A sweep came to its end. It dates the list only if it read every place that can be read. */
  completed({ ownerTotal, order, memory }: Extract<SweepEnd, { kind: 'complete' }>): void {
    const sweeping = this.#sweeping;
    if (sweeping === null) return;
    if (order.unread === 0) {
      this.#sweptAt = sweeping.startedAt;
      this.#sweptElapsed = sweeping.startedElapsed;
    }
    this.#ownerTotal = ownerTotal;
    if (this.#order === null) this.#orderSince = sweeping.startedElapsed;
    // Never a place that is unsure: every sweep that remembers it would pass it over.
    this.#order = memory;
    const newest = order.places[0];
    this.head = {
      newest: isId(newest) ? newest : null,
      ownerTotal,
    };
    this.#blindLeaps = newest === 'unreadable' ? sweeping.blindLeaps : usualBlindLeaps;
    this.#error = null;
    this.#failures = 0;
    this.#end();
  }

  /** This list failed while others may not: it is left alone for longer and longer. */
  failed(error: AppError, waitMs?: number): void {
    this.#failures++;
    this.#error = error;
    this.#end();
    const wait = waitMs ?? backoffMs(this.#failures, this.#options.random, listBackoff);
    this.#dueAt = this.#endedAt + wait;
  }

  /** The endpoint failed in the middle: the sweep goes on where it was, unless that keeps happening. */
  interrupted(error: AppError): void {
    const sweeping = this.#sweeping;
    if (sweeping === null || sweeping.interruptions + 1 >= resumes) {
      this.failed(error);
      return;
    }
    sweeping.interruptions++;
    this.#error = error;
    this.#dueAt =
      this.#options.clock.elapsed() + backoffMs(sweeping.interruptions, this.#options.random, listBackoff);
  }

  /** Somebody asks for it: due now, with nothing remembered of what could not be read. */
  refresh(): void {
    this.#dueAt = this.#options.clock.elapsed();
    this.#forgetOrder();
  }

  /** Something changed in it: due as soon as the duty cycle allows. */
  hurry(): void {
    if (this.#sweeping !== null || this.#dueAt !== null) return;
    this.#dueAt = Math.max(this.#options.clock.elapsed(), this.#endedAt + dutyRestMs(this.#busyMs));
  }

  status(crowd: number, notBefore: number | null): ListStatus {
    const { clock } = this.#options;
    const elapsed = clock.elapsed();
    const dueIn = notBefore === null ? null : Math.max(0, this.dueAt(crowd) - elapsed, notBefore);
    const ageMs =
      this.#sweptElapsed !== null
        ? elapsed - this.#sweptElapsed
        : this.#sweptAt === null
          ? null
          : clock.now() - this.#sweptAt;
    const waitMs = waitAfter(this.cost, crowd);
    return {
      kind: this.kind,
      account: this.account,
      freshness: freshnessOf({ ageMs, waitMs, sweepMs: this.#sweepMs }),
      fetchedAt: this.#sweptAt,
      ownerTotal: this.#ownerTotal,
      sweepRead: this.#sweeping?.read ?? null,
      error: this.#error,
      nextAt: this.#sweeping !== null || dueIn === null ? null : clock.now() + dueIn,
    };
  }

  #end(): void {
    const elapsed = this.#options.clock.elapsed();
    if (this.#sweeping !== null) {
      this.#busyMs = this.#sweeping.busyMs;
      this.#sweepMs = elapsed - this.#sweeping.startedElapsed;
    }
    this.#sweeping = null;
    this.#dueAt = null;
    this.#endedAt = elapsed;
  }

  /** A few known unreadable runs at a time, so that looking at them again leaves no place unread. */
  #lookAgain(elapsed: number): void {
    if (this.#order === null) return;
    const { runs } = this.#order;
    this.#order = this.#order.withoutRuns(this.#runsLookedAt, runsPerLook);
    this.#runsLookedAt += runsPerLook;
    if (this.#runsLookedAt < runs) return;
    this.#runsLookedAt = 0;
    this.#orderSince = elapsed;
  }

  #forgetOrder(): void {
    this.#order = null;
    this.#runsLookedAt = 0;
  }
}

import { appError } from '#contract/errors.ts';
import { confirmDeparture } from './confirming.ts';
import { Departures } from './departures.ts';
import { checkHead } from './head-check.ts';
import type { PollContext } from './poll-context.ts';
import type { PolledList } from './polled-list.ts';
import { isLocal } from './reachability.ts';
import { crowdOf, dutyRestMs, hiddenSlowdown, nextTurn } from './schedule.ts';
import { sweepPage } from './sweeping.ts';
import type { Waker } from './waker.ts';

/** How soon it is noticed that this machine's network came back. */
const networkCheckMs = 3_000;
/** Between head checks of one list, and of any two lists of a datacenter. */
const shortestHeadMs = 5_000;
const headGapMs = 2_000;
/** Between two shows that confirm departures: hundreds missing at once are asked about over minutes. */
const confirmGapMs = 250;
const longestSleepMs = 60_000;

/**
 * Everything that reads lists: pages of sweeps, head checks, confirmations of departures, and the probe while the
 * endpoint does not answer. One request at a time.
 */
export class SweepLane {
  readonly #context: PollContext;
  readonly #waker: Waker;
  readonly #departures = new Departures();
  #isOffline = false;
  #nextHeadAt = 0;
  #nextConfirmAt = 0;

  constructor(context: PollContext, waker: Waker) {
    this.#context = context;
    this.#waker = waker;
  }

  /** One request, or one sleep until something is due. */
  async turn(): Promise<void> {
    const { dependencies, reachability, changed } = this.#context;
    if (!dependencies.hasNetwork()) {
      this.#isOffline = true;
      changed();
      return this.#waker.sleep(networkCheckMs);
    }
    // What was learnt of the endpoint while this machine was losing its network says nothing any more.
    if (this.#isOffline) reachability.tryNow();
    this.#isOffline = false;
    const probeInMs = reachability.probeInMs;
    // Short sleeps, so that a lost network is noticed, and an answer to another lane used.
    if (probeInMs !== null && probeInMs > 0) return this.#waker.sleep(Math.min(probeInMs, networkCheckMs));
    if (probeInMs !== null) await this.#probe();
    else await this.#read();
    changed();
  }

  async #read(): Promise<void> {
    const now = this.#now();
    const head = this.#dueHead(now);
    if (head !== undefined) return this.#checkHead(head);
    const missing = now >= this.#nextConfirmAt ? this.#departures.next(now) : null;
    if (missing !== null) {
      const costMs = await confirmDeparture(this.#context, this.#departures, missing);
      this.#nextConfirmAt = this.#now() + Math.max(confirmGapMs, dutyRestMs(costMs));
      return;
    }
    const { attention } = this.#context.dependencies;
    const crowd = crowdOf(
      this.#context.lists.map(({ cost }) => cost),
      attention().hidden,
    );
    const list = nextTurn(this.#context.lists.filter((candidate) => candidate.dueAt(crowd) <= now));
    if (list !== undefined) return this.#sweep(list);
    await this.#waker.sleep(this.#untilNext(crowd, now));
  }

  async #sweep(list: PolledList): Promise<void> {
    try {
      await sweepPage(this.#context, list, this.#departures);
    } catch (cause) {
      this.#context.signal.throwIfAborted();
      const id = this.#context.dependencies.logger.bug('polling.sweep', cause, {
        kind: list.kind,
        account: list.account,
      });
      list.failed(appError('internal/bug', 'a sweep met a bug', { id }));
    }
  }

  async #checkHead(list: PolledList): Promise<void> {
    const now = this.#now();
    this.#nextHeadAt = now + headGapMs;
    list.headDueAt = now + this.#headIntervalMs();
    await checkHead(this.#context, list);
  }

  /** The list whose head was looked at longest ago, if one is due at all. */
  #dueHead(now: number): PolledList | undefined {
    if (now < this.#nextHeadAt) return undefined;
    const due = this.#context.lists.filter((list) => canCheckHead(list) && list.headDueAt <= now);
    return due.sort((a, b) => a.headDueAt - b.headDueAt)[0];
  }

  #headIntervalMs(): number {
    const { attention, profile } = this.#context.dependencies;
    const interval = Math.max(shortestHeadMs, profile.polling.fastIntervalMs / 3);
    return attention().hidden ? interval * hiddenSlowdown : interval;
  }

  /** The cheapest question there is; the list asked varies, should one of them be what fails. */
  async #probe(): Promise<void> {
    const { lists, reachability, asking } = this.#context;
    const list = lists[reachability.failures % lists.length];
    if (list === undefined) return this.#waker.sleep(longestSleepMs);
    const { kind, account } = list;
    reachability.probing();
    const { result } = await asking.page({ kind, account, start: 0, limit: 1 });
    // What a list may get away with is no sign of life from a probe.
    if (!result.ok && isLocal(result.error.error)) reachability.failed(result.error.error);
  }

  #untilNext(crowd: number, now: number): number {
    const heads = this.#context.lists.filter(canCheckHead).map((list) => list.headDueAt);
    const head = Math.max(this.#nextHeadAt, Math.min(Infinity, ...heads));
    const departure = Math.max(this.#nextConfirmAt, this.#departures.nextAt());
    const lists = this.#context.lists.map((list) => list.dueAt(crowd));
    // At least a millisecond: rounding must never turn waiting into spinning.
    return Math.max(1, Math.min(longestSleepMs, Math.min(head, departure, ...lists) - now));
  }

  #now(): number {
    return this.#context.dependencies.clock.elapsed();
  }
}

const canCheckHead = (list: PolledList): boolean =>
  list.kind === 'instances' && list.head !== null && list.error === null;

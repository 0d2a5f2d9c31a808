import type { EndpointHealth } from '#contract/endpoint.ts';
import type { ErrorCode } from '#contract/errors.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { Exchange } from '../dcmgr/client.ts';
import type { Clock } from '../ports/clock.ts';

const keptLatencies = 60;
/** Counts older than this say little of how an endpoint is now. */
const countedMs = 7 * 86_400_000;
/** What dcmgr spends on a request before it looks at any record. */
const requestOverheadMs = 5;
const keptSkews = 9;
/** `Date` counts whole seconds: half of one is the best guess for the rest. */
const dateRoundingMs = 500;

/** Measures every exchange of one datacenter. */
export class EndpointMeter {
  readonly #clock: Clock;
  readonly #since: number;
  readonly #errors: Record<string, number>;
  readonly #latencies: { at: number; ms: number | null }[];
  #skews: number[] = [];
  #requests: number;
  #records: number;
  #bytes: number;
  #busyMs: number;
  #singleMs: number | null = null;
  #perRecordMs: number | null = null;

  /** Goes on from what was measured `before`; counts of more than a week are begun anew. */
  constructor(clock: Clock, before: EndpointHealth | null = null) {
    const now = clock.now();
    const counted = before !== null && Math.abs(now - before.since) <= countedMs ? before : null;
    this.#clock = clock;
    this.#since = counted?.since ?? now;
    this.#errors = { ...counted?.errors };
    this.#latencies = [...(before?.latencies ?? [])];
    this.#requests = counted?.requests ?? 0;
    this.#records = counted?.records ?? 0;
    this.#bytes = counted?.bytes ?? 0;
    this.#busyMs = (counted?.serverSeconds ?? 0) * 1000;
  }

  answered(exchange: Exchange, records: number): void {
    this.#records += records;
    this.#measure(exchange, exchange.ms);
    this.#learnCosts(exchange.ms, records);
  }

  failed(exchange: Exchange, code: ErrorCode): void {
    this.#errors[code] = (this.#errors[code] ?? 0) + 1;
    this.#measure(exchange, null);
  }

  /** The endpoint's clock less ours, in ms: the median of the last answers; null before the first. */
  get clockSkewMs(): number | null {
    const sorted = [...this.#skews].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? null;
  }

  /**
   * What showing one record costs the server, in milliseconds: what a page takes for each of its records, since
   * the time a lone show takes is mostly the way there and back. The show's own time while no page has told.
   */
  get showCostMs(): number {
    const single = this.#singleMs ?? 0;
    return this.#perRecordMs === null ? single : Math.min(single, this.#perRecordMs + requestOverheadMs);
  }

  health(pageSizes: ReadonlyMap<ResourceKind, number>): EndpointHealth {
    return {
      since: this.#since,
      requests: this.#requests,
      records: this.#records,
      bytes: this.#bytes,
      serverSeconds: this.#busyMs / 1000,
      errors: { ...this.#errors },
      latencies: [...this.#latencies],
      pageSizes: Object.fromEntries(pageSizes),
      clockSkewMs: this.clockSkewMs,
    };
  }

  #measure({ bytes, ms, serverTime }: Exchange, answerMs: number | null): void {
    this.#requests++;
    this.#bytes += bytes;
    this.#busyMs += ms;
    this.#latencies.push({ at: this.#clock.now(), ms: answerMs });
    if (this.#latencies.length > keptLatencies) this.#latencies.shift();
    if (serverTime === null) return;
    const skew = serverTime + dateRoundingMs - (this.#clock.now() - ms / 2);
    this.#skews = [...this.#skews, Math.round(skew)].slice(-keptSkews);
  }

  #learnCosts(ms: number, records: number): void {
    if (records === 1) this.#singleMs = smoothed(this.#singleMs, ms);
    else if (records >= 10) {
      const perRecord = Math.max(0, ms - (this.#singleMs ?? 0)) / (records - 1);
      this.#perRecordMs = smoothed(this.#perRecordMs, perRecord);
    }
  }
}

const smoothed = (before: number | null, sample: number): number =>
  before === null ? sample : before * 0.8 + sample * 0.2;

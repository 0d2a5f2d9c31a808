import { type AppError, appError } from '#contract/errors.ts';
import type { AccountId, ResourceId } from '#contract/ids.ts';
import type { Resource } from '#contract/resources.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import { err, ok, type Result } from '#contract/result.ts';
import type { DcmgrClient, DecodedRecord, Exchange, Failure, Page, Shown } from '#core/dcmgr/client.ts';
import type { FakeClock } from './fake-clock.ts';

/** A record as the fake server keeps it: polling looks at ids and states, at nothing else. */
export type FakeRecord = { readonly id: ResourceId; readonly state: string };

type PageRequest = Parameters<DcmgrClient['page']>[0];
type ShowRequest = Parameters<DcmgrClient['show']>[0];
export type FakeRequest =
  | ({ readonly what: 'page'; readonly at: number } & PageRequest)
  | ({ readonly what: 'show'; readonly at: number } & ShowRequest);

/** What goes wrong with a request: an error after the usual time, or after `afterMs`. */
export type Fault = { readonly error: AppError; readonly afterMs?: number };

export type FakeDcmgrOptions = {
  /** What a request costs at all, and for each record, in milliseconds. */
  readonly requestMs?: number;
  readonly recordMs?: number;
  /** The way there and back, on top; costs the server nothing. */
  readonly networkMs?: number;
  /** Requests worked on at the same time; the others wait. Without it, any number. */
  readonly workers?: number;
};

const hung: Fault = { error: appError('endpoint/timeout', 'no answer in time'), afterMs: 35_000 };
const internalServerError = appError('endpoint/server-error', 'Internal Server Error', { status: 500 });

/**
 * A dcmgr in memory, as a client sees it: lists newest first, paged, priced by the record, changing whenever a
 * test likes. An answer is as of its request's arrival and comes after what it costs.
 */
export class FakeDcmgr implements DcmgrClient {
  readonly requests: FakeRequest[] = [];
  /** Records that make every page and show holding them a 500, as those of a deleted image. */
  readonly unreadable = new Set<ResourceId>();
  /** Called as each request arrives, before it is answered: to change lists under whoever reads them. */
  arriving: (request: FakeRequest) => void = () => undefined;
  /** Asked before each request. */
  fault: (request: FakeRequest) => Fault | null = () => null;
  /** Replaces what a list answers, for servers that misbehave. */
  misbehave: ((request: PageRequest, list: readonly FakeRecord[]) => Omit<Page, 'exchange'> | null) | null =
    null;
  /** Added to the `Date` of answers. */
  clockSkewMs = 0;
  /** Time requests have cost the server so far. */
  busyMs = 0;
  /** Pages answered 500 because of an unreadable record. */
  failedPages = 0;
  mostInFlight = 0;
  isClosed = false;
  readonly #clock: FakeClock;
  readonly #lists = new Map<string, FakeRecord[]>();
  /** Records that left their list but can still be shown, by kind and id. */
  readonly #unlisted = new Map<string, FakeRecord>();
  readonly #prices: Required<Omit<FakeDcmgrOptions, 'workers'>>;
  /** When each worker is free; empty without a limit. */
  readonly #freeAt: number[];
  #inFlight = 0;

  constructor(
    clock: FakeClock,
    { requestMs = 2, recordMs = 8, networkMs = 0, workers = 0 }: FakeDcmgrOptions = {},
  ) {
    this.#clock = clock;
    this.#freeAt = Array.from({ length: workers }, () => 0);
    this.#prices = { requestMs, recordMs, networkMs };
  }

  /** A list, newest first, to be changed at will. */
  list(kind: ResourceKind, account: AccountId): FakeRecord[] {
    const name = `${kind} ${account}`;
    const list = this.#lists.get(name) ?? [];
    this.#lists.set(name, list);
    return list;
  }

  /** Takes a record off its list; with a state it can still be shown, without one it is gone. */
  remove(kind: ResourceKind, account: AccountId, id: ResourceId, state: string | null = null): void {
    const list = this.list(kind, account);
    const index = list.findIndex((record) => record.id === id);
    if (index >= 0) list.splice(index, 1);
    if (state !== null) this.#unlisted.set(`${kind} ${id}`, { id, state });
  }

  setState(kind: ResourceKind, account: AccountId, id: ResourceId, state: string): void {
    const list = this.list(kind, account);
    const index = list.findIndex((record) => record.id === id);
    if (index >= 0) list[index] = { id, state };
  }

  /** From now on no request is answered. */
  hang(): void {
    this.fault = () => hung;
  }

  page(request: PageRequest, signal: AbortSignal): Promise<Result<Page, Failure>> {
    const { kind, account, start, limit } = request;
    this.arriving({ what: 'page', at: this.#clock.elapsed(), ...request });
    const list = this.list(kind, account);
    const records = list.slice(start, start + limit);
    const answer = this.misbehave?.(request, list) ?? {
      start,
      ownerTotal: list.length,
      count: records.length,
      records: records.map((record) => decoded(kind, record)),
      rejected: [],
      mended: [],
    };
    return this.#answer(
      { what: 'page', at: this.#clock.elapsed(), ...request },
      answer,
      answer.records,
      signal,
    );
  }

  show(request: ShowRequest, signal: AbortSignal): Promise<Result<Shown, Failure>> {
    const { kind, id } = request;
    this.arriving({ what: 'show', at: this.#clock.elapsed(), ...request });
    const found = this.#find(kind, id);
    const record = decoded(kind, found ?? { id, state: '' });
    const asked: FakeRequest = { what: 'show', at: this.#clock.elapsed(), ...request };
    if (found !== undefined) return this.#answer(asked, { record }, [record], signal);
    const error = appError('dcmgr/unknown-uuid-resource', id, { status: 404 });
    return this.#answer(asked, { record }, [], signal, { error });
  }

  close(): void {
    this.isClosed = true;
  }

  #find(kind: ResourceKind, id: ResourceId): FakeRecord | undefined {
    for (const [name, list] of this.#lists) {
      const found = name.startsWith(`${kind} `) ? list.find((record) => record.id === id) : undefined;
      if (found !== undefined) return found;
    }
    return this.#unlisted.get(`${kind} ${id}`);
  }

  async #answer<T>(
    request: FakeRequest,
    answer: T,
    records: readonly DecodedRecord[],
    signal: AbortSignal,
    own: Fault | null = null,
  ): Promise<Result<T & { readonly exchange: Exchange }, Failure>> {
    this.requests.push(request);
    const isUnreadable = records.some(({ id }) => this.unreadable.has(id));
    if (isUnreadable && request.what === 'page') this.failedPages++;
    const fault = this.fault(request) ?? own ?? (isUnreadable ? { error: internalServerError } : null);
    const { requestMs, recordMs, networkMs } = this.#prices;
    const costMs = fault?.afterMs ?? requestMs + recordMs * records.length;
    this.busyMs += costMs;
    const answeredInMs = this.#queueMs(costMs) + costMs + networkMs;
    await this.#take(answeredInMs, signal);
    const exchange = {
      bytes: 100 + 700 * records.length,
      ms: answeredInMs,
      serverTime: Math.floor((this.#clock.now() + this.clockSkewMs) / 1000) * 1000,
      requestId: null,
    };
    return fault === null ? ok({ ...answer, exchange }) : err({ error: fault.error, exchange });
  }

  /** The wait for the worker that is free first, which then has `costMs` to do: even if nobody waits for it. */
  #queueMs(costMs: number): number {
    if (this.#freeAt.length === 0) return 0;
    const now = this.#clock.elapsed();
    const worker = this.#freeAt.indexOf(Math.min(...this.#freeAt));
    const startsAt = Math.max(now, this.#freeAt[worker] ?? 0);
    this.#freeAt[worker] = startsAt + costMs;
    return startsAt - now;
  }

  async #take(ms: number, signal: AbortSignal): Promise<void> {
    this.#inFlight++;
    this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight);
    try {
      await sleep(this.#clock, ms, signal);
    } finally {
      this.#inFlight--;
    }
  }
}

/** Rejects with the signal's reason, as the client promises. */
function sleep(clock: FakeClock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      cancel();
      reject(signal.reason as Error); // whatever it was aborted with
    };
    const cancel = clock.after(ms, () => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
    signal.addEventListener('abort', abort, { once: true });
  });
}

const decoded = (kind: ResourceKind, record: FakeRecord): DecodedRecord => ({
  kind,
  id: record.id,
  owner: null,
  value: { ...record } as unknown as Resource, // polling looks at no more than this
  extra: null,
  raw: () => JSON.stringify(record),
});

import type { AccountProbe, ConnectionTest, ListProbe } from '#contract/connection-test.ts';
import { appError, type AppError, type ErrorCode } from '#contract/errors.ts';
import type { AccountId } from '#contract/ids.ts';
import { type ResourceKind, resourceKinds } from '#contract/resource-kind.ts';
import type { Clock } from '../ports/clock.ts';
import type { DcmgrClient, Exchange } from './client.ts';

/** What a connection test needs. The client stays the caller's, who closes it. */
export type ConnectionTestOptions = {
  readonly client: DcmgrClient;
  readonly accounts: readonly AccountId[];
  readonly clock: Clock;
  /** Called after each answer with everything known so far, and once more with `done`. */
  readonly report: (test: ConnectionTest) => void;
  readonly signal: AbortSignal;
};

/** Kinds whose lists hold nothing but the account's own (reference §4). */
const ownKinds: readonly ResourceKind[] = resourceKinds.filter(
  (kind) => kind !== 'images' && kind !== 'instance_specs',
);
/** Kinds whose lists also hold what others share: a record proves the account only where the account owns it. */
const sharedKinds: readonly ResourceKind[] = ['images', 'instance_specs'];

/** Shared records looked through for an own one, when nothing else speaks for the account. */
const sharedPageSize = 100;

/** Failures that the next list would only repeat, as long as no list has answered. */
const endsTest: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'endpoint/bad-url',
  'endpoint/dns',
  'endpoint/refused',
  'endpoint/no-route',
  'endpoint/tls',
  'endpoint/proxy',
  'endpoint/timeout',
  'endpoint/reset',
  'endpoint/empty-reply',
  'endpoint/unauthorised',
  'endpoint/not-found',
  'endpoint/redirect',
  'endpoint/not-dcmgr',
  'endpoint/body-too-large',
  'endpoint/bad-encoding',
  'endpoint/bad-json',
  'endpoint/wrong-shape',
  'endpoint/offline',
  'profile/invalid',
]);

/** Refusals of the account itself: every list of it would answer the same. */
const endsAccount: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'dcmgr/invalid-request-credentials',
  'dcmgr/disabled-account',
]);

/**
 * Asks each account's ten lists for their totals, one request at a time and one record each. Stops with `error`
 * where the endpoint can't be reached or is no dcmgr. Cancelling rejects with the signal's reason.
 */
export async function testConnection(options: ConnectionTestOptions): Promise<ConnectionTest> {
  const test = new RunningTest(options);
  for (const account of options.accounts) {
    if (!(await test.probe(account))) break;
  }
  return test.finish();
}

class RunningTest {
  private readonly options: ConnectionTestOptions;
  private readonly accounts: AccountProbe[] = [];
  private error: AppError | null = null;
  private clockSkewMs: number | null = null;
  /** Some list answered as a dcmgr does. */
  private reached = false;

  constructor(options: ConnectionTestOptions) {
    this.options = options;
  }

  /** False once there is no point in asking further. */
  async probe(account: AccountId): Promise<boolean> {
    const lists: ListProbe[] = [];
    const at = this.accounts.push({ account, lists: [], suspicion: null }) - 1;
    let owns = false;
    for (const kind of resourceKinds) {
      const found = await this.ask(account, kind, 1);
      lists.push(found.probe);
      owns ||= found.ownsSome;
      this.accounts[at] = { account, lists: [...lists], suspicion: null };
      const ended = this.ends(found.probe.error);
      if (!ended) this.report(false);
      if (ended) return false;
      if (found.probe.error !== null && endsAccount.has(found.probe.error.code)) return true;
    }
    const suspicion = owns ? null : await this.suspect(account, lists);
    this.accounts[at] = { account, lists, suspicion };
    this.report(false);
    return true;
  }

  finish(): ConnectionTest {
    const errors = this.accounts.flatMap(({ lists }) => lists.map((list) => list.error));
    // Every list failed, each in its own way: the first says best what is wrong.
    if (!this.reached) this.error ??= errors.find((error) => error !== null) ?? null;
    return this.report(true);
  }

  private async ask(account: AccountId, kind: ResourceKind, limit: number) {
    const { client, signal } = this.options;
    const page = await client.page({ kind, account, start: 0, limit }, signal);
    if (!page.ok) {
      const { error, exchange } = page.error;
      this.readClock(exchange);
      this.reached ||= error.code.startsWith('dcmgr/');
      return { probe: { kind, ownerTotal: null, ms: null, error }, ownsSome: false };
    }
    const { ownerTotal, records, exchange } = page.value;
    this.readClock(exchange);
    this.reached = true;
    const isOwn = sharedKinds.includes(kind)
      ? records.some(({ owner }) => owner === account)
      : ownerTotal > 0;
    return { probe: { kind, ownerTotal, ms: exchange.ms, error: null }, ownsSome: isOwn };
  }

  /** Called when nothing so far belongs to the account. A list that failed may hide what does: no judgement. */
  private async suspect(account: AccountId, lists: readonly ListProbe[]): Promise<AppError | null> {
    const own = lists.filter(({ kind }) => ownKinds.includes(kind));
    if (own.some(({ error }) => error !== null)) return null;
    for (const { kind, ownerTotal } of lists) {
      if (!sharedKinds.includes(kind) || (ownerTotal ?? 0) < 2) continue;
      const { ownsSome } = await this.ask(account, kind, sharedPageSize);
      if (ownsSome) return null;
    }
    const message = `every list of ${account} is empty; dcmgr creates unknown accounts silently`;
    return appError('account/all-empty', message, { account });
  }

  private ends(error: AppError | null): boolean {
    if (error === null || this.reached || !endsTest.has(error.code)) return false;
    this.error = error;
    return true;
  }

  private readClock({ serverTime }: Exchange): void {
    if (serverTime !== null) this.clockSkewMs = serverTime - this.options.clock.now();
  }

  private report(done: boolean): ConnectionTest {
    const { error, clockSkewMs } = this;
    const test: ConnectionTest = { done, error, accounts: [...this.accounts], clockSkewMs };
    this.options.report(test);
    return test;
  }
}

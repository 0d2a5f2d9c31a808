import { type AppError, appError } from '#contract/errors.ts';
import type { AccountId, ResourceId } from '#contract/ids.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { Result } from '#contract/result.ts';
import type { DcmgrClient, Exchange, Failure, Page, Shown } from '../dcmgr/client.ts';
import type { EndpointMeter } from './endpoint-meter.ts';
import type { Problems } from './problems.ts';
import { type Reachability, scopeOf } from './reachability.ts';
import type { Clock } from '../ports/clock.ts';

export type AskingDependencies = {
  readonly client: DcmgrClient;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly meter: EndpointMeter;
  readonly reachability: Reachability;
  readonly problems: Problems;
};

/** An answer with when it was asked for: its contents are at least as new as that. */
export type Asked<T> = { readonly result: Result<T, Failure>; readonly askedAt: number };

const skewToleratedMs = 60_000;

/**
 * Every read of the poller goes through here: measured, and judged for whether the endpoint answers at all.
 * Throws once polling was stopped, so that nothing is done with what still arrives.
 */
export class Asking {
  readonly #dependencies: AskingDependencies;

  constructor(dependencies: AskingDependencies) {
    this.#dependencies = dependencies;
  }

  async page(request: Parameters<DcmgrClient['page']>[0]): Promise<Asked<Page>> {
    const { client, signal } = this.#dependencies;
    return this.#judge(
      () => client.page(request, signal),
      (page) => page.count,
    );
  }

  async show(kind: ResourceKind, account: AccountId, id: ResourceId): Promise<Asked<Shown>> {
    const { client, signal } = this.#dependencies;
    return this.#judge(
      () => client.show({ kind, account, id }, signal),
      () => 1,
    );
  }

  async #judge<T extends { readonly exchange: Exchange }>(
    send: () => Promise<Result<T, Failure>>,
    recordsOf: (value: T) => number,
  ): Promise<Asked<T>> {
    const { clock, signal, meter, reachability } = this.#dependencies;
    signal.throwIfAborted();
    const askedAt = clock.now();
    const result = await send();
    signal.throwIfAborted();
    if (result.ok) {
      meter.answered(result.value.exchange, recordsOf(result.value));
      reachability.answered();
    } else {
      meter.failed(result.error.exchange, result.error.error.code);
      this.#judgeFailure(result.error.error);
    }
    this.#judgeClock();
    return { result, askedAt };
  }

  #judgeFailure(error: AppError): void {
    const { reachability } = this.#dependencies;
    if (scopeOf(error) === 'endpoint') reachability.failed(error);
    // An error of dcmgr's own proves that it works; a bare 500 or some odd answer proves nothing either way.
    else if (error.code.startsWith('dcmgr/')) reachability.answered();
  }

  #judgeClock(): void {
    const { meter, problems, clock } = this.#dependencies;
    const skewMs = meter.clockSkewMs;
    if (skewMs === null || Math.abs(skewMs) <= skewToleratedMs) {
      problems.replace('clock', []);
      return;
    }
    const error = appError('clock/skewed', 'the clocks differ', { seconds: Math.round(skewMs / 1000) });
    problems.replace('clock', [{ error, kind: null, account: null, at: clock.now() }]);
  }
}

import type { AppError, ErrorCode } from '#contract/errors.ts';
import type { Clock, Random } from '../ports/clock.ts';
import { backoffMs, endpointBackoff } from './backoff.ts';

/** Nothing gets through at all with these, whatever is asked for. */
const hardCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'endpoint/bad-url',
  'endpoint/dns',
  'endpoint/refused',
  'endpoint/no-route',
  'endpoint/tls',
  'endpoint/proxy',
  'endpoint/unauthorised',
  'endpoint/redirect',
  'endpoint/not-dcmgr',
  'endpoint/offline',
]);
/** These may be the fault of one list, or of the moment: a probe tells. */
const softCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'endpoint/timeout',
  'endpoint/reset',
  'endpoint/empty-reply',
]);
const accountCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'dcmgr/invalid-request-credentials',
  'dcmgr/disabled-account',
]);

/** Whose fault a failure is: it decides what is left alone for a while. */
export type FailureScope = 'endpoint' | 'account' | 'list';

export function scopeOf(error: AppError): FailureScope {
  const { code } = error;
  if (hardCodes.has(code) || softCodes.has(code)) return 'endpoint';
  if (code === 'endpoint/server-error' && !isBare500(error)) return 'endpoint';
  return accountCodes.has(code) ? 'account' : 'list';
}

/**
 * A 500 without an error object, which dcmgr answers for records that it can't render. A 502, 503 or 504 comes
 * from a proxy in front of it, and says nothing of any record.
 */
export const isBare500 = ({ code, details }: AppError): boolean =>
  code === 'endpoint/server-error' && details?.['status'] === 500;

/** A failure that neither condemns the endpoint nor proves it alive: a bare 500, a malformed answer. */
export const isLocal = (error: AppError): boolean =>
  scopeOf(error) === 'list' && !error.code.startsWith('dcmgr/');

/**
 * Whether an endpoint answers. After a failure everything waits; then one cheap probe is sent, and only when it
 * gets through the lists go on. So a server that hangs holds one request of ours at a time.
 */
export class Reachability {
  readonly #clock: Clock;
  readonly #random: Random;
  #failures = 0;
  #error: AppError | null = null;
  #retryAt: number | null = null;
  #suspect = false;
  #hasAnswered = false;
  #isWanted = false;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Failures in a row. */
  get failures(): number {
    return this.#failures;
  }

  get error(): AppError | null {
    return this.#error;
  }

  get hasAnswered(): boolean {
    return this.#hasAnswered;
  }

  /** False while only a probe may be sent. */
  get isOpen(): boolean {
    return this.#failures === 0 && !this.#suspect;
  }

  /** One soft failure alone is not an outage: the probe after it decides. */
  get isUnreachable(): boolean {
    return (
      this.#failures > 1 || (this.#failures === 1 && this.#error !== null && hardCodes.has(this.#error.code))
    );
  }

  /** Milliseconds until the next probe; 0 when one is due, null while the endpoint answers. */
  get probeInMs(): number | null {
    if (this.isOpen) return null;
    return Math.max(0, (this.#retryAt ?? 0) - this.#clock.elapsed());
  }

  answered(): void {
    this.#failures = 0;
    this.#error = null;
    this.#retryAt = null;
    this.#suspect = false;
    this.#hasAnswered = true;
    this.#isWanted = false;
  }

  failed(error: AppError): void {
    this.#failures++;
    this.#error = error;
    this.#suspect = false;
    const waitMs = this.#isWanted ? 0 : backoffMs(this.#failures, this.#random, endpointBackoff);
    this.#isWanted = false;
    this.#retryAt = this.#clock.elapsed() + waitMs;
  }

  /** A probe is sent: it is what anybody wanted who asked before. */
  probing(): void {
    this.#isWanted = false;
  }

  /** A list could not be read at all for no reason of its own: a probe elsewhere shall tell. */
  suspected(): void {
    this.#suspect = true;
  }

  /**
   * Tries again at once; failures stay counted until something answers. Where a request hangs already its end is
   * waited for, and the next one follows at once.
   */
  tryNow(): void {
    this.#isWanted = true;
    if (this.#retryAt !== null) this.#retryAt = this.#clock.elapsed();
  }
}

import type { AppError } from '#contract/errors.ts';
import type { AccountId, ResourceId } from '#contract/ids.ts';
import type { Resource } from '#contract/resources.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { Result } from '#contract/result.ts';

/** A document that decoded: its domain record and everything needed to compare, keep and show it. */
export type DecodedRecord = {
  readonly kind: ResourceKind;
  readonly id: ResourceId;
  /** `account_id` of the document; null for the kinds that have none. */
  readonly owner: AccountId | null;
  readonly value: Resource;
  /** Canonical JSON of what the document holds beyond the domain type, secrets excepted; null when nothing. */
  readonly extra: string | null;
  /** The document as JSON text less its secrets; made when asked for, since most records did not change. */
  readonly raw: () => string;
};

/** A record of a list that something is wrong with. The others of its page are unaffected. */
export type FaultyRecord = {
  /** Its place in the whole list, as an offset. */
  readonly offset: number;
  readonly id: ResourceId | null;
  readonly error: AppError;
};

/** What was measured of one exchange, successful or not. */
export type Exchange = {
  readonly bytes: number;
  readonly ms: number;
  /** The answer's `Date` header, to the second; null without one. */
  readonly serverTime: number | null;
  /** `X-VDC-Request-ID`, for bug reports. */
  readonly requestId: string | null;
};

/** One page of an index, newest first. */
export type Page = {
  readonly start: number;
  /** `owner_total` (or `total` of later dialects): what the query would return without paging. */
  readonly ownerTotal: number;
  /** Entries in `results`, whether they decoded or not. */
  readonly count: number;
  readonly records: readonly DecodedRecord[];
  /** Those that could not be understood, and are not among `records`. */
  readonly rejected: readonly FaultyRecord[];
  /** Those among `records` that hold a U+FFFD where the answer had bytes that are not UTF-8. */
  readonly mended: readonly FaultyRecord[];
  readonly exchange: Exchange;
};

export type Shown = { readonly record: DecodedRecord; readonly exchange: Exchange };

/** A failed exchange, with what was measured of it. */
export type Failure = { readonly error: AppError; readonly exchange: Exchange };

/**
 * Reads of one datacenter. Each call is one HTTP request with the account's header; nothing is retried here.
 * Cancelling rejects with the signal's reason; every other failure is a `Failure`.
 */
export interface DcmgrClient {
  /** `limit` ≥ 1: an unlimited list is never asked for (reference §4). */
  page(
    request: {
      readonly kind: ResourceKind;
      readonly account: AccountId;
      readonly start: number;
      readonly limit: number;
    },
    signal: AbortSignal,
  ): Promise<Result<Page, Failure>>;
  /** `record/wrong-prefix` without a request where the id can't be of the kind. */
  show(
    request: { readonly kind: ResourceKind; readonly account: AccountId; readonly id: ResourceId },
    signal: AbortSignal,
  ): Promise<Result<Shown, Failure>>;
  close(): void;
}

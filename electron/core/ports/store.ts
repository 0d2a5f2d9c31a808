import type { Change } from '#contract/change.ts';
import type { EndpointHealth } from '#contract/endpoint.ts';
import type { AppError } from '#contract/errors.ts';
import type { AccountId, DatacenterId, RecordKey, ResourceId } from '#contract/ids.ts';
import type { Resource } from '#contract/resources.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { Result } from '#contract/result.ts';

/** A record as the engine holds it: everything but the raw document. */
export type StoredRecord = {
  readonly kind: ResourceKind;
  readonly datacenterId: DatacenterId;
  readonly id: ResourceId;
  readonly owner: AccountId | null;
  readonly accounts: readonly AccountId[];
  readonly fetchedAt: number;
  readonly changedAt: number;
  readonly value: Resource;
  /** Canonical JSON of what the document held beyond the domain type; null when nothing. */
  readonly extra: string | null;
};

/** One complete sweep, remembered so that a restart can date its lists. */
export type StoredList = {
  readonly datacenterId: DatacenterId;
  readonly kind: ResourceKind;
  readonly account: AccountId;
  /** When the sweep began; 0 unsays an earlier one, of an account that the profile has dropped. */
  readonly fetchedAt: number;
  readonly ownerTotal: number;
};

/**
 * Everything one observation changes. Written in the order changes, upserts, seen, removals, lists: cut off in the
 * middle, the timeline may tell a change twice but never lose one, and a list is dated only once all it held is kept.
 */
export type StoreBatch = {
  readonly upserts: readonly { readonly record: StoredRecord; readonly raw: string }[];
  /** Unchanged records whose `fetchedAt` moves. */
  readonly seen: readonly {
    readonly datacenterId: DatacenterId;
    readonly kind: ResourceKind;
    readonly at: number;
    readonly ids: readonly ResourceId[];
  }[];
  readonly removals: readonly {
    readonly datacenterId: DatacenterId;
    readonly kind: ResourceKind;
    readonly id: ResourceId;
  }[];
  readonly lists: readonly StoredList[];
  readonly changes: readonly Change[];
};

/** Which changes to read, newest first. */
export type ChangeQuery = {
  readonly datacenterId?: DatacenterId | undefined;
  readonly kind?: ResourceKind | undefined;
  readonly key?: RecordKey | undefined;
  readonly beforeSeq?: number | undefined;
  readonly limit: number;
};

/**
 * The cached inventory on disk. Calls are synchronous and short; a batch that was acknowledged survives
 * `kill -9`. `store/unavailable` answers (disk full, file locked) leave the engine running on memory alone.
 */
export interface InventoryStore {
  /** Streams every stored record, in no order. */
  records(): Iterable<StoredRecord>;
  lists(): readonly StoredList[];
  /**
   * Unknown ids in `seen` and `removals` are ignored, and so is a change whose `seq` is kept already. Splits into
   * transactions of at most 1,000 rows; a prefix of them may be kept when a later one fails.
   */
  apply(batch: StoreBatch): Result<null>;
  /** The raw document of a record as JSON text, or null where none is stored. */
  raw(kind: ResourceKind, key: RecordKey): Result<string | null>;
  /** Drops everything of a datacenter but its timeline's place in the sequence. */
  forget(datacenterId: DatacenterId): Result<null>;
  changes(query: ChangeQuery): Result<readonly Change[]>;
  /** The highest `seq` ever used, 0 at first: sequence numbers are never used twice. */
  lastSeq(): number;
  /** Changes after each datacenter's mark, for every datacenter that has a mark or a change. */
  unseen(): Result<
    readonly { readonly datacenterId: DatacenterId; readonly count: number; readonly sinceSeq: number }[]
  >;
  /** The mark never moves back. */
  markSeen(datacenterId: DatacenterId, seq: number): Result<null>;
  /** What was last kept of an endpoint's health; null where nothing was, or nothing that can be read. */
  health(datacenterId: DatacenterId): Result<EndpointHealth | null>;
  keepHealth(datacenterId: DatacenterId, health: EndpointHealth): Result<null>;
  /** What opening met and survived: `store/corrupt` set aside, and the like. */
  readonly notices: readonly AppError[];
  close(): void;
}

import type { AccountId, ResourceId } from '#contract/ids.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { DecodedRecord } from '../dcmgr/client.ts';

/** Records just read, from one answer. */
export type Observation = {
  readonly kind: ResourceKind;
  /** The account whose list they came from, or null when they were shown by id, which proves no membership. */
  readonly listedBy: AccountId | null;
  readonly at: number;
  readonly records: readonly DecodedRecord[];
  /** True while an account's first sweep fills an empty list: a baseline, not news for the timeline. */
  readonly baseline: boolean;
};

/** A list read from end to end. */
export type SweptList = {
  readonly kind: ResourceKind;
  readonly account: AccountId;
  readonly startedAt: number;
  readonly ownerTotal: number;
};

/**
 * The inventory of one datacenter, as polling feeds it. All calls are synchronous; each makes at most one delta
 * a kind and one store batch.
 */
export interface InventoryFeed {
  observe(observation: Observation): void;
  /** Dates the list. Removes nothing: what a sweep missed leaves only through `left`. */
  swept(list: SweptList): void;
  /**
   * These records are no longer in this account's list, as a completed sweep *and* a show of each have proved. A
   * record that no account lists any more is removed.
   */
  left(kind: ResourceKind, account: AccountId, ids: readonly ResourceId[], at: number): void;
  /** Ids that the account's list held when last looked at. */
  idsListedBy(kind: ResourceKind, account: AccountId): ReadonlySet<ResourceId>;
  /** When the list was last swept (its beginning), restored from disk at the start; null when never. */
  sweptAt(
    kind: ResourceKind,
    account: AccountId,
  ): { readonly at: number; readonly ownerTotal: number } | null;
  /** Instances in a state they leave by themselves, with an account that may show them. */
  inTransition(): readonly { readonly id: ResourceId; readonly account: AccountId }[];
  /** An account that lists or owns the record, to show it with; null for an unknown record. */
  accountFor(kind: ResourceKind, id: ResourceId): AccountId | null;
}

import type { Change } from '#contract/change.ts';
import type { DatacenterId } from '#contract/ids.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { StoredList } from '../ports/store.ts';
import type { HeldRecord } from './held-record.ts';

/** The raw document of an upserted record: made when written, or null where the stored one still holds. */
export type RawSource = (() => string) | null;

/** What one call to an inventory changed in one kind: the same for the store, the pages and the timeline. */
export type InventoryBatch = {
  readonly datacenterId: DatacenterId;
  readonly kind: ResourceKind;
  readonly upserts: readonly { readonly record: HeldRecord; readonly raw: RawSource }[];
  /** Unchanged, read again: `fetchedAt` has moved. */
  readonly seen: readonly HeldRecord[];
  readonly removals: readonly HeldRecord[];
  readonly lists: readonly StoredList[];
  readonly changes: readonly Change[];
};

/** A batch while it is put together. */
export type BatchDraft = {
  [F in 'upserts' | 'seen' | 'removals' | 'lists' | 'changes']: InventoryBatch[F][number][];
};

export const emptyDraft = (): BatchDraft => ({ upserts: [], seen: [], removals: [], lists: [], changes: [] });

export const isEmptyDraft = (draft: BatchDraft): boolean =>
  draft.upserts.length +
    draft.seen.length +
    draft.removals.length +
    draft.lists.length +
    draft.changes.length ===
  0;

import type { Change } from '#contract/change.ts';
import type { DatacenterId } from '#contract/ids.ts';
import { recordKey } from '#contract/ids.ts';
import { ok, type Result } from '#contract/result.ts';
import type { StoreWriter } from '../inventory/store-writer.ts';
import type { ChangeQuery, InventoryStore } from '../ports/store.ts';
import type { ChangeDraft } from './change-draft.ts';

type Unseen = { readonly datacenterId: DatacenterId; readonly count: number; readonly sinceSeq: number };

/**
 * The changes of all datacenters, in the order they were observed. They are kept by the store; while it fails, those
 * that could not be written yet are answered from memory as if they were.
 */
export class Timeline {
  readonly #store: InventoryStore;
  readonly #writer: Pick<StoreWriter, 'unwrittenChanges'>;
  #lastSeq: number;

  constructor(store: InventoryStore, writer: Pick<StoreWriter, 'unwrittenChanges'>) {
    this.#store = store;
    this.#writer = writer;
    this.#lastSeq = store.lastSeq();
  }

  /** Gives a change the next place. Numbers go on where the last run ended. */
  number(draft: ChangeDraft): Change {
    this.#lastSeq += 1;
    return { seq: this.#lastSeq, ...draft };
  }

  /** Newest first. Fails as the store does: a part of the past would pass for the whole. */
  list(query: ChangeQuery): Result<readonly Change[]> {
    const stored = this.#store.changes(query);
    if (!stored.ok) return stored;
    const unwritten = this.#writer.unwrittenChanges().filter((change) => answers(change, query));
    if (unwritten.length === 0) return stored;
    const bySeq = new Map([...stored.value, ...unwritten].map((change) => [change.seq, change]));
    return ok([...bySeq.values()].sort((a, b) => b.seq - a.seq).slice(0, query.limit));
  }

  /** How many changes came after each datacenter's mark, for the datacenters asked for. */
  unseen(datacenterIds: readonly DatacenterId[]): Result<readonly Unseen[]> {
    const stored = this.#store.unseen();
    if (!stored.ok) return stored;
    const known = new Map(stored.value.map((unseen) => [unseen.datacenterId, unseen]));
    const counted = datacenterIds.map((datacenterId) => {
      const { count, sinceSeq } = known.get(datacenterId) ?? { count: 0, sinceSeq: 0 };
      const isNew = (change: Change) => change.datacenterId === datacenterId && change.seq > sinceSeq;
      return { datacenterId, count: count + this.#writer.unwrittenChanges().filter(isNew).length, sinceSeq };
    });
    return ok(counted);
  }

  /** Marks what has been looked at; a mark never moves back. */
  markSeen(datacenterId: DatacenterId, seq: number): Result<null> {
    // A mark ahead of the last change would swallow the next ones.
    return this.#store.markSeen(datacenterId, Math.min(seq, this.#lastSeq));
  }
}

const answers = (change: Change, query: ChangeQuery): boolean =>
  (query.datacenterId === undefined || change.datacenterId === query.datacenterId) &&
  (query.kind === undefined || change.kind === query.kind) &&
  (query.key === undefined || recordKey(change.datacenterId, change.id) === query.key) &&
  (query.beforeSeq === undefined || change.seq < query.beforeSeq);

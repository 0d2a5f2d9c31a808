import type { Change } from '#contract/change.ts';
import type { EndpointHealth } from '#contract/endpoint.ts';
import type { AppError } from '#contract/errors.ts';
import { recordKey, splitRecordKey, type DatacenterId, type RecordKey } from '#contract/ids.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import { err, ok, type Result } from '#contract/result.ts';
import type { ChangeQuery, InventoryStore, StoreBatch, StoredList, StoredRecord } from '#core/ports/store.ts';

type Held = { readonly record: StoredRecord; readonly raw: string };
type Unseen = { readonly datacenterId: DatacenterId; readonly count: number; readonly sinceSeq: number };

/** The inventory store without a disk. Set `failure` to make every `Result` call fail, as a full disk does. */
export class InMemoryInventoryStore implements InventoryStore {
  readonly notices: AppError[] = [];
  /** What every call that answers a `Result` answers while set; nothing is changed meanwhile. */
  failure: AppError | null = null;
  /** Batches that were applied, in order. */
  readonly applied: StoreBatch[] = [];
  isClosed = false;
  readonly #records = new Map<string, Held>();
  readonly #lists = new Map<string, StoredList>();
  readonly #marks = new Map<DatacenterId, number>();
  readonly #health = new Map<DatacenterId, EndpointHealth>();
  readonly #timelineLimit: number;
  /** Ascending by `seq`. */
  #changes: readonly Change[] = [];
  #lastSeq = 0;

  constructor({ timelineLimit = 100_000 }: { readonly timelineLimit?: number } = {}) {
    this.#timelineLimit = timelineLimit;
  }

  *records(): Iterable<StoredRecord> {
    for (const { record } of [...this.#records.values()]) yield record;
  }

  lists(): readonly StoredList[] {
    return [...this.#lists.values()];
  }

  apply(batch: StoreBatch): Result<null> {
    return this.#unlessFailing(() => {
      this.applied.push(batch);
      this.#append(batch.changes);
      for (const { record, raw } of batch.upserts) this.#records.set(recordSlot(record), { record, raw });
      for (const seen of batch.seen) this.#see(seen);
      for (const removal of batch.removals) this.#records.delete(recordSlot(removal));
      for (const list of batch.lists) this.#lists.set(listSlot(list), list);
      return null;
    });
  }

  raw(kind: ResourceKind, key: RecordKey): Result<string | null> {
    return this.#unlessFailing(
      () => this.#records.get(recordSlot({ kind, ...splitRecordKey(key) }))?.raw ?? null,
    );
  }

  forget(datacenterId: DatacenterId): Result<null> {
    return this.#unlessFailing(() => {
      for (const [slot, { record }] of this.#records)
        if (record.datacenterId === datacenterId) this.#records.delete(slot);
      for (const [slot, list] of this.#lists)
        if (list.datacenterId === datacenterId) this.#lists.delete(slot);
      this.#changes = this.#changes.filter((change) => change.datacenterId !== datacenterId);
      this.#marks.delete(datacenterId);
      this.#health.delete(datacenterId);
      return null;
    });
  }

  health(datacenterId: DatacenterId): Result<EndpointHealth | null> {
    return this.#unlessFailing(() => this.#health.get(datacenterId) ?? null);
  }

  keepHealth(datacenterId: DatacenterId, health: EndpointHealth): Result<null> {
    return this.#unlessFailing(() => {
      this.#health.set(datacenterId, health);
      return null;
    });
  }

  changes(query: ChangeQuery): Result<readonly Change[]> {
    return this.#unlessFailing(() =>
      this.#changes
        .filter((change) => answers(change, query))
        .reverse()
        .slice(0, query.limit),
    );
  }

  lastSeq(): number {
    return this.#lastSeq;
  }

  unseen(): Result<readonly Unseen[]> {
    return this.#unlessFailing(() => {
      const known = new Set([...this.#changes.map((change) => change.datacenterId), ...this.#marks.keys()]);
      return [...known].sort().map((datacenterId) => {
        const sinceSeq = this.#marks.get(datacenterId) ?? 0;
        const isUnseen = (change: Change) => change.datacenterId === datacenterId && change.seq > sinceSeq;
        return { datacenterId, count: this.#changes.filter(isUnseen).length, sinceSeq };
      });
    });
  }

  markSeen(datacenterId: DatacenterId, seq: number): Result<null> {
    return this.#unlessFailing(() => {
      this.#marks.set(datacenterId, Math.max(seq, this.#marks.get(datacenterId) ?? 0));
      return null;
    });
  }

  close(): void {
    this.isClosed = true;
  }

  #append(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    const bySeq = new Map<number, Change>();
    for (const change of [...this.#changes, ...changes])
      if (!bySeq.has(change.seq)) bySeq.set(change.seq, change);
    this.#changes = [...bySeq.values()].sort((a, b) => a.seq - b.seq).slice(-this.#timelineLimit);
    this.#lastSeq = Math.max(this.#lastSeq, ...changes.map((change) => change.seq));
  }

  #see({ datacenterId, kind, at, ids }: StoreBatch['seen'][number]): void {
    for (const id of ids) {
      const slot = recordSlot({ datacenterId, kind, id });
      const held = this.#records.get(slot);
      if (held) this.#records.set(slot, { ...held, record: { ...held.record, fetchedAt: at } });
    }
  }

  #unlessFailing<T>(act: () => T): Result<T> {
    return this.failure === null ? ok(act()) : err(this.failure);
  }
}

type Place = Pick<StoredRecord, 'datacenterId' | 'kind' | 'id'>;

const recordSlot = ({ datacenterId, kind, id }: Place): string => `${kind} ${recordKey(datacenterId, id)}`;

const listSlot = ({ datacenterId, kind, account }: StoredList): string =>
  `${datacenterId} ${kind} ${account}`;

const answers = (change: Change, query: ChangeQuery): boolean =>
  (query.datacenterId === undefined || change.datacenterId === query.datacenterId) &&
  (query.kind === undefined || change.kind === query.kind) &&
  (query.key === undefined || recordKey(change.datacenterId, change.id) === query.key) &&
  (query.beforeSeq === undefined || change.seq < query.beforeSeq);

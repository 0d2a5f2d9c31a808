import type { Change } from '#contract/change.ts';
import { type DatacenterId, recordKey, type RecordKey } from '#contract/ids.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { StoreBatch, StoredList } from '../ports/store.ts';
import type { HeldRecord } from './held-record.ts';
import type { InventoryBatch, RawSource } from './inventory-batch.ts';

/** Changes kept while they can't be written; beyond it the oldest are lost rather than the memory. */
const mostChanges = 50_000;

type Upsert = InventoryBatch['upserts'][number];

/** A store batch whose documents are still to be made. */
export type UnmadeBatch = Omit<StoreBatch, 'upserts'> & { readonly upserts: readonly Upsert[] };

/** One call's changes as the store takes them. */
export const storeBatch = ({ upserts, seen, removals, lists, changes }: InventoryBatch): UnmadeBatch => ({
  upserts,
  seen: groupSeen(seen),
  removals: removals.map(placeOf),
  lists,
  changes,
});

/** What a failing store has not taken: the last word on each record, on each list, and every change. */
export class Unwritten {
  readonly #upserts = new Map<string, { readonly record: HeldRecord; readonly raw: string | null }>();
  readonly #seen = new Map<string, HeldRecord>();
  readonly #removals = new Map<string, HeldRecord>();
  readonly #lists = new Map<string, StoredList>();
  readonly #forgets = new Set<DatacenterId>();
  #changes: Change[] = [];

  /** Datacenters that the store still has to forget, before anything else. */
  get forgets(): readonly DatacenterId[] {
    return [...this.#forgets];
  }

  get changes(): readonly Change[] {
    return this.#changes;
  }

  add(batch: InventoryBatch): void {
    for (const { record, raw } of batch.upserts) this.#upsert(record, raw);
    for (const record of batch.seen) this.#seen.set(slotOf(record), record);
    for (const record of batch.removals) this.#remove(record);
    for (const list of batch.lists)
      this.#lists.set(`${list.datacenterId} ${list.kind} ${list.account}`, list);
    this.#changes.push(...batch.changes);
    if (this.#changes.length > mostChanges) this.#changes = this.#changes.slice(-mostChanges);
  }

  /** Drops what is kept of a datacenter and notes that the store has to. */
  forget(datacenterId: DatacenterId): void {
    for (const map of [this.#seen, this.#removals]) {
      for (const [slot, record] of map) if (record.datacenterId === datacenterId) map.delete(slot);
    }
    for (const [slot, { record }] of this.#upserts)
      if (record.datacenterId === datacenterId) this.#upserts.delete(slot);
    for (const [name, list] of this.#lists) if (list.datacenterId === datacenterId) this.#lists.delete(name);
    this.#changes = this.#changes.filter((change) => change.datacenterId !== datacenterId);
    this.#forgets.add(datacenterId);
  }

  /** The store has forgotten it. */
  forgotten(datacenterId: DatacenterId): void {
    this.#forgets.delete(datacenterId);
  }

  /** The unwritten document of a record, or null. */
  raw(kind: ResourceKind, key: RecordKey): string | null {
    return this.#upserts.get(`${kind} ${key}`)?.raw ?? null;
  }

  batch(): UnmadeBatch {
    const seen = [...this.#seen].flatMap(([slot, record]) => (this.#upserts.has(slot) ? [] : [record]));
    return {
      upserts: [...this.#upserts.values()].map(({ record, raw }) => ({
        record,
        raw: raw === null ? null : () => raw,
      })),
      seen: groupSeen(seen),
      removals: [...this.#removals.values()].map(placeOf),
      lists: [...this.#lists.values()],
      changes: this.#changes,
    };
  }

  clear(): void {
    for (const map of [this.#upserts, this.#seen, this.#removals, this.#lists]) map.clear();
    this.#forgets.clear();
    this.#changes = [];
  }

  #upsert(record: HeldRecord, raw: RawSource): void {
    const slot = slotOf(record);
    this.#upserts.set(slot, { record, raw: raw === null ? (this.#upserts.get(slot)?.raw ?? null) : raw() });
    this.#removals.delete(slot);
  }

  #remove(record: HeldRecord): void {
    const slot = slotOf(record);
    this.#upserts.delete(slot);
    this.#seen.delete(slot);
    this.#removals.set(slot, record);
  }
}

const slotOf = ({ kind, datacenterId, id }: HeldRecord): string => `${kind} ${recordKey(datacenterId, id)}`;

const placeOf = ({ datacenterId, kind, id }: HeldRecord) => ({ datacenterId, kind, id });

type SeenGroup = StoreBatch['seen'][number] & { readonly ids: string[] };

/** Records read again, together with those of their datacenter, kind and time: one group where they came in one answer. */
function groupSeen(records: readonly HeldRecord[]): StoreBatch['seen'] {
  const groups = new Map<string, SeenGroup>();
  let last: SeenGroup | null = null;
  for (const record of records) {
    if (last === null || !belongs(record, last)) last = groupFor(record, groups);
    last.ids.push(record.id);
  }
  return [...groups.values()];
}

const belongs = (record: HeldRecord, group: SeenGroup): boolean =>
  record.fetchedAt === group.at && record.kind === group.kind && record.datacenterId === group.datacenterId;

function groupFor({ datacenterId, kind, fetchedAt }: HeldRecord, groups: Map<string, SeenGroup>): SeenGroup {
  const name = `${datacenterId} ${kind} ${String(fetchedAt)}`;
  const group = groups.get(name) ?? { datacenterId, kind, at: fetchedAt, ids: [] };
  groups.set(name, group);
  return group;
}

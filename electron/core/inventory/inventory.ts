import type { AccountId, DatacenterId, RecordKey } from '#contract/ids.ts';
import { splitRecordKey } from '#contract/ids.ts';
import type { RecordDetail } from '#contract/inventory.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { Clock } from '../ports/clock.ts';
import type { InventoryStore } from '../ports/store.ts';
import type { Timeline } from '../timeline/timeline.ts';
import { DatacenterInventory } from './datacenter-inventory.ts';
import type { HeldRecord } from './held-record.ts';
import type { InventoryBatch } from './inventory-batch.ts';
import { toRecordDetail } from './rows.ts';
import type { StoreWriter } from './store-writer.ts';

export type InventoryPorts = {
  readonly clock: Pick<Clock, 'now'>;
  readonly writer: StoreWriter;
  readonly timeline: Pick<Timeline, 'number'>;
  /** Told of every batch after memory and store have it. */
  readonly published: (batch: InventoryBatch) => void;
};

/** What is known of all datacenters, by datacenter and kind. */
export class Inventory {
  readonly #ports: InventoryPorts;
  readonly #datacenters = new Map<DatacenterId, DatacenterInventory>();

  constructor(ports: InventoryPorts) {
    this.#ports = ports;
  }

  /** The inventory of a datacenter, empty when it is new. */
  open(datacenterId: DatacenterId): DatacenterInventory {
    const known = this.#datacenters.get(datacenterId);
    if (known !== undefined) return known;
    const opened = new DatacenterInventory(datacenterId, {
      clock: this.#ports.clock,
      number: (draft) => this.#ports.timeline.number(draft),
      commit: (batch) => {
        this.#ports.writer.write(batch);
        this.#ports.published(batch);
      },
    });
    this.#datacenters.set(datacenterId, opened);
    return opened;
  }

  /**
   * Fills the opened datacenters from the store, record by record. What belongs to none of them is left where it
   * is: its profile may be unreadable today and put right tomorrow.
   */
  restore(store: InventoryStore): void {
    for (const list of store.lists()) this.#datacenters.get(list.datacenterId)?.restoreList(list);
    for (const record of store.records()) this.#datacenters.get(record.datacenterId)?.restore(record);
  }

  /** What an account no longer named has listed goes, unless another lists it too. */
  keepAccounts(datacenterId: DatacenterId, accounts: readonly AccountId[]): void {
    this.#datacenters.get(datacenterId)?.keepAccounts(new Set(accounts));
  }

  /** Drops a datacenter's records here, on every page and in the store. False where the store could not follow yet. */
  forget(datacenterId: DatacenterId): boolean {
    const datacenter = this.#datacenters.get(datacenterId);
    this.#datacenters.delete(datacenterId);
    for (const batch of datacenter?.close() ?? []) this.#ports.published(batch);
    return this.#ports.writer.forget(datacenterId).ok;
  }

  count(kind: ResourceKind): number {
    let count = 0;
    for (const datacenter of this.#datacenters.values()) count += datacenter.count(kind);
    return count;
  }

  /** Every record of a kind as of now. The list is the caller's; records in it keep their contents. */
  records(kind: ResourceKind): readonly HeldRecord[] {
    const records: HeldRecord[] = [];
    for (const datacenter of this.#datacenters.values()) {
      for (const record of datacenter.records(kind)) records.push(record);
    }
    return records;
  }

  /**
   * A record in full; null where there is none. Its document is empty text where the store can't give it: the rest
   * is worth showing all the same.
   */
  detail(kind: ResourceKind, key: RecordKey): RecordDetail | null {
    const { datacenterId, id } = splitRecordKey(key);
    const record = this.#datacenters.get(datacenterId)?.record(kind, id);
    if (record === undefined) return null;
    const raw = this.#ports.writer.raw(kind, key);
    return toRecordDetail(record, raw.ok ? (raw.value ?? '') : '');
  }
}

import type { Change } from '#contract/change.ts';
import type { AppError } from '#contract/errors.ts';
import { type DatacenterId, recordKey, type RecordKey } from '#contract/ids.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import { ok, type Result } from '#contract/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { InventoryStore, StoreBatch } from '../ports/store.ts';
import type { InventoryBatch } from './inventory-batch.ts';
import { storeBatch, type UnmadeBatch, Unwritten } from './unwritten.ts';

/** Milliseconds between attempts while the store fails. */
const retryMs = 10_000;

export type StoreWriterPorts = {
  readonly store: InventoryStore;
  readonly clock: Clock;
  /** The store began to fail (its error) or works again (null). */
  readonly failureChanged: (failure: AppError | null) => void;
};

/**
 * Writes what the inventory does to the store. While the store fails, everything not written is kept, merged by
 * record, and tried again; in the end the store equals memory whatever happened in between. A crash before that
 * loses what was kept, never what the store had acknowledged.
 */
export class StoreWriter {
  readonly #ports: StoreWriterPorts;
  readonly #unwritten = new Unwritten();
  #failure: AppError | null = null;
  #cancelRetry: (() => void) | null = null;

  constructor(ports: StoreWriterPorts) {
    this.#ports = ports;
  }

  /** Why the store does not take anything at present; null while it does. */
  get failure(): AppError | null {
    return this.#failure;
  }

  write(batch: InventoryBatch): void {
    if (this.#failure === null) {
      const written = this.#apply(storeBatch(batch));
      if (written.ok) return;
      this.#unwritten.add(batch);
      this.#fail(written.error);
    } else this.#unwritten.add(batch);
  }

  /** Drops everything stored of a datacenter; what is still unwritten of it goes too. */
  forget(datacenterId: DatacenterId): Result<null> {
    this.#unwritten.forget(datacenterId);
    const forgotten = this.#ports.store.forget(datacenterId);
    if (forgotten.ok) this.#unwritten.forgotten(datacenterId);
    else this.#fail(forgotten.error);
    return forgotten;
  }

  /** A record's document: what is unwritten first, then the store's. Null where there is none. */
  raw(kind: ResourceKind, key: RecordKey): Result<string | null> {
    const unwritten = this.#unwritten.raw(kind, key);
    return unwritten === null ? this.#ports.store.raw(kind, key) : ok(unwritten);
  }

  unwrittenChanges(): readonly Change[] {
    return this.#unwritten.changes;
  }

  /** Tries a last time and stops retrying. */
  close(): void {
    if (this.#failure !== null) this.#retry();
    this.#cancelRetry?.();
    this.#cancelRetry = null;
  }

  #retry(): void {
    const result = this.#applyUnwritten();
    if (!result.ok) return this.#fail(result.error);
    this.#unwritten.clear();
    this.#failure = null;
    this.#ports.failureChanged(null);
  }

  #applyUnwritten(): Result<null> {
    for (const datacenterId of this.#unwritten.forgets) {
      const forgotten = this.#ports.store.forget(datacenterId);
      if (!forgotten.ok) return forgotten;
      this.#unwritten.forgotten(datacenterId);
    }
    return this.#apply(this.#unwritten.batch());
  }

  #apply(batch: UnmadeBatch): Result<null> {
    const upserts: StoreBatch['upserts'][number][] = [];
    for (const { record, raw } of batch.upserts) {
      const text =
        raw === null ? this.#storedRaw(record.kind, recordKey(record.datacenterId, record.id)) : ok(raw());
      if (!text.ok) return text;
      upserts.push({ record: { ...record }, raw: text.value });
    }
    return this.#ports.store.apply({ ...batch, upserts });
  }

  #storedRaw(kind: ResourceKind, key: RecordKey): Result<string> {
    const stored = this.raw(kind, key);
    return stored.ok ? ok(stored.value ?? '') : stored;
  }

  #fail(error: AppError): void {
    const isNews = this.#failure === null;
    this.#failure = error;
    this.#cancelRetry?.();
    this.#cancelRetry = this.#ports.clock.after(retryMs, () => {
      this.#retry();
    });
    if (isNews) this.#ports.failureChanged(error);
  }
}

import fc from 'fast-check';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { Change } from '#contract/change.ts';
import type { InventoryStore, StoreBatch } from '#core/ports/store.ts';
import { InMemoryInventoryStore } from '../../../testing/in-memory-inventory-store.ts';
import { describeInventoryStore, recordsOf } from '../../../testing/inventory-store-contract.ts';
import {
  aBatch,
  aChange,
  aStoredList,
  aStoredRecord,
  aVolume,
  osaka,
  tokyo,
} from '../../../testing/stored-records.ts';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';
import { openSqliteStore, type SqliteStoreOptions } from './open-sqlite-store.ts';

function opened(options: SqliteStoreOptions): InventoryStore {
  const store = openSqliteStore(options);
  if (!store.ok) throw new Error(store.error.message);
  return store.value;
}

describeInventoryStore('SQLite on disk', (options) =>
  opened({ path: path.join(temporaryFolder(), 'inventory.sqlite'), ...options }),
);
describeInventoryStore('SQLite in memory', (options) => opened({ path: ':memory:', ...options }));

/** Everything that can be read from a store, apart from orders that it does not promise. */
const contentsOf = (store: InventoryStore) => ({
  records: recordsOf(store),
  raws: recordsOf(store).map(({ kind, datacenterId, id }) =>
    store.raw(kind, `${datacenterId}/${id}` as never),
  ),
  lists: [...store.lists()].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  changes: store.changes({ limit: 1_000 }),
  ofOsaka: store.changes({ datacenterId: osaka, kind: 'volumes', limit: 3 }),
  lastSeq: store.lastSeq(),
  unseen: store.unseen(),
});

describe('any sequence of batches', () => {
  const datacenterId = fc.constantFrom(osaka, tokyo);
  const kind = fc.constantFrom('volumes' as const, 'volume_snapshots' as const);
  const id = fc.constantFrom('vol-1', 'vol-2', 'vol-3', 'vol-4');
  const at = fc.integer({ min: 0, max: 1_000 });
  const place = { datacenterId, kind, id };
  const record = fc
    .record({ ...place, fetchedAt: at, changedAt: at, state: fc.string({ unit: 'binary' }) })
    .map(({ state, ...rest }) => ({
      record: aStoredRecord({ ...rest, value: aVolume({ state: state.toWellFormed() }) }),
      raw: JSON.stringify({ state }),
    }));
  const change = fc.record({ ...place, seq: fc.integer({ min: 1, max: 60 }), at });
  const batch: fc.Arbitrary<StoreBatch> = fc.record({
    upserts: fc.array(record, { maxLength: 6 }),
    seen: fc.array(fc.record({ datacenterId, kind, at, ids: fc.array(id) }), { maxLength: 3 }),
    removals: fc.array(fc.record(place), { maxLength: 3 }),
    lists: fc.array(
      fc.record({ datacenterId, kind, fetchedAt: at }).map((some) => aStoredList(some)),
      { maxLength: 3 },
    ),
    changes: fc.array(
      change.map((some): Change => aChange(some)),
      { maxLength: 8 },
    ),
  });
  const step = fc.oneof(
    { weight: 6, arbitrary: batch.map((value) => (store: InventoryStore) => store.apply(value)) },
    { weight: 1, arbitrary: datacenterId.map((value) => (store: InventoryStore) => store.forget(value)) },
    {
      weight: 1,
      arbitrary: fc.tuple(datacenterId, at).map((mark) => (store: InventoryStore) => store.markSeen(...mark)),
    },
  );

  it('leaves the store on disk as the one in memory, also after being opened again', () => {
    const folder = temporaryFolder();
    let runs = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const options = { path: path.join(folder, `${String(runs++)}.sqlite`), timelineLimit: 20 };
        const onDisk = opened(options);
        const inMemory = new InMemoryInventoryStore(options);

        for (const take of steps) expect(take(onDisk)).toEqual(take(inMemory));

        expect(contentsOf(onDisk)).toEqual(contentsOf(inMemory));
        onDisk.close();
        const again = opened(options);
        expect(contentsOf(again)).toEqual(contentsOf(inMemory));
        again.close();
      }),
      { numRuns: 60 },
    );
  });
});

describe('a disk that is full', () => {
  const big = (id: number) => ({
    record: aStoredRecord({ id: `vol-${String(id)}` }),
    raw: 'x'.repeat(50_000),
  });

  it('is an answer, and what was acknowledged stays', () => {
    const options = { path: path.join(temporaryFolder(), 'inventory.sqlite'), maxBytes: 2_000_000 };
    const store = opened(options);
    let acknowledged = 0;
    let answer = store.apply(aBatch());
    while (answer.ok) {
      answer = store.apply(
        aBatch({ upserts: [big(acknowledged)], changes: [aChange({ seq: acknowledged + 1 })] }),
      );
      if (answer.ok) acknowledged++;
    }

    expect(answer.error).toMatchObject({
      code: 'store/unavailable',
      retryable: true,
      details: { reason: 'full' },
    });
    expect(acknowledged).toBeGreaterThan(10);
    expect([recordsOf(store).length, store.lastSeq()]).toEqual([acknowledged, acknowledged]);
    store.close();
    const again = opened(options);
    expect([recordsOf(again).length, again.lastSeq(), again.notices]).toEqual([
      acknowledged,
      acknowledged,
      [],
    ]);
    again.close();
  });

  it('does not mislead the store about collections it could not write', () => {
    const store = opened({
      path: path.join(temporaryFolder(), 'inventory.sqlite'),
      maxBytes: 400_000,
    });
    const tooMuch = Array.from({ length: 20 }, (_, index) => big(index));

    expect(store.apply(aBatch({ upserts: tooMuch })).ok).toBe(false);
    expect(store.apply(aBatch({ upserts: [{ record: aStoredRecord(), raw: '{}' }] })).ok).toBe(true);

    expect(recordsOf(store)).toEqual([aStoredRecord()]);
    store.close();
  });
});

describe('a forgotten datacenter', () => {
  it('leaves the file bit by bit, with every batch, and goes on doing so after a restart', () => {
    const file = path.join(temporaryFolder(), 'inventory.sqlite');
    const kept = aStoredRecord({ datacenterId: tokyo });
    const forgotten = Array.from({ length: 2_500 }, (_, id) => aStoredRecord({ id: `vol-${String(id)}` }));
    const store = opened({ path: file });
    store.apply(aBatch({ upserts: [kept, ...forgotten].map((record) => ({ record, raw: '{}' })) }));
    store.forget(osaka);
    store.apply(aBatch());
    expect(recordsOf(store)).toEqual([kept]);
    store.close();
    const left = [rowsIn(file)];

    const again = opened({ path: file });
    expect([recordsOf(again), again.notices]).toEqual([[kept], []]);
    again.apply(aBatch());
    again.apply(aBatch());
    again.close();
    left.push(rowsIn(file));

    expect(left).toEqual([
      { collection: 2, record: 1_501, seen: 1_501, document: 1_501 },
      { collection: 1, record: 1, seen: 1, document: 1 },
    ]);
  });

  const rowsIn = (file: string) => {
    const db = new DatabaseSync(file);
    const counts = ['collection', 'record', 'seen', 'document'].map((table) => [
      table,
      db.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.['rows'],
    ]);
    db.close();
    return Object.fromEntries(counts) as Record<string, number>;
  };
});

describe('after close', () => {
  it('answers that it is closed instead of throwing', () => {
    const store = opened({ path: ':memory:' });
    store.apply(aBatch({ upserts: [{ record: aStoredRecord(), raw: '{}' }] }));

    store.close();
    store.close();

    const closed = { ok: false, error: { code: 'store/unavailable', details: { reason: 'closed' } } };
    expect(store.apply(aBatch({ changes: [aChange()] }))).toMatchObject(closed);
    expect(store.unseen()).toMatchObject(closed);
    expect(recordsOf(store)).toEqual([]);
    expect(store.lists()).toEqual([]);
  });
});

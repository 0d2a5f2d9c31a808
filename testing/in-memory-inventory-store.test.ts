import { expect, it } from 'vitest';
import { appError } from '#contract/errors.ts';
import { InMemoryInventoryStore } from './in-memory-inventory-store.ts';
import { describeInventoryStore, recordsOf } from './inventory-store-contract.ts';
import { aBatch, aStoredRecord, osaka } from './stored-records.ts';

describeInventoryStore('InMemoryInventoryStore', (options) => new InMemoryInventoryStore(options));

it('fails on demand and keeps what it had', () => {
  const store = new InMemoryInventoryStore();
  const batch = aBatch({ upserts: [{ record: aStoredRecord(), raw: '{}' }] });
  store.failure = appError('store/unavailable', 'disk full');

  expect(store.apply(batch)).toEqual({ ok: false, error: store.failure });
  expect(store.forget(osaka).ok).toBe(false);
  expect(recordsOf(store)).toEqual([]);

  store.failure = null;
  expect(store.apply(batch).ok).toBe(true);
  expect(recordsOf(store)).toEqual([aStoredRecord()]);
});

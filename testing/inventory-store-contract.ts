import { describe, expect, it } from 'vitest';
import type { Change } from '#contract/change.ts';
import { noHealth } from '#contract/testing/builders.ts';
import { accountIdSchema, recordKey } from '#contract/ids.ts';
import type { ChangeQuery, InventoryStore, StoredRecord } from '#core/ports/store.ts';
import { aBatch, aChange, aStoredList, aStoredRecord, aVolume, osaka, tokyo } from './stored-records.ts';

export type OpenStore = (options?: { readonly timelineLimit?: number }) => InventoryStore;

/** Every record, in an order that does not depend on the store. */
export const recordsOf = (store: InventoryStore): readonly StoredRecord[] =>
  [...store.records()].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));

const orderOf = ({ kind, datacenterId, id }: StoredRecord): string => `${kind} ${datacenterId} ${id}`;

const seqs = (store: InventoryStore, query: Partial<ChangeQuery> = {}): readonly number[] => {
  const changes = store.changes({ limit: 1000, ...query });
  if (!changes.ok) throw new Error(changes.error.message);
  return changes.value.map((change: Change) => change.seq);
};

/** What every inventory store promises, the one on disk and the one in memory alike. */
export function describeInventoryStore(name: string, open: OpenStore): void {
  describe(`${name} as an inventory store`, () => {
    describeRecords(open);
    describeTimeline(open);
    describeHealth(open);
  });
}

function describeRecords(open: OpenStore): void {
  it('begins empty', () => {
    const store = open();

    expect({ records: recordsOf(store), lists: store.lists(), lastSeq: store.lastSeq() }).toEqual({
      records: [],
      lists: [],
      lastSeq: 0,
    });
    expect(store.unseen()).toEqual({ ok: true, value: [] });
  });

  it('answers records as they went in, each with its raw document', () => {
    const store = open();
    const bare = aStoredRecord({ id: 'vol-bare', owner: null, accounts: [], extra: null });
    const full = aStoredRecord({
      id: 'vol-full',
      accounts: [accountIdSchema.parse('a-1'), accountIdSchema.parse('a-shpoolxx')],
      extra: '{"later":"field \u{1F363} \\u0000"}',
      fetchedAt: 1.5,
      value: aVolume({ state: 'quote " back \\ nul \u0000 日本語 \u2028', sizeMb: 2 ** 53 - 1 }),
    });

    const answer = store.apply(
      aBatch({
        upserts: [
          { record: full, raw: '{"id":"vol-full"}' },
          { record: bare, raw: '{}' },
        ],
      }),
    );

    expect(answer).toEqual({ ok: true, value: null });
    expect(recordsOf(store)).toEqual([bare, full]);
    expect(store.raw('volumes', recordKey(osaka, 'vol-full'))).toEqual({
      ok: true,
      value: '{"id":"vol-full"}',
    });
  });

  it('keeps records apart by datacenter and by kind', () => {
    const store = open();
    const here = aStoredRecord({ id: 'same' });
    const there = aStoredRecord({ id: 'same', datacenterId: tokyo });
    const other = aStoredRecord({ id: 'same', kind: 'volume_snapshots' });

    store.apply(aBatch({ upserts: [here, there, other].map((record) => ({ record, raw: record.kind })) }));
    store.apply(aBatch({ removals: [{ datacenterId: osaka, kind: 'volumes', id: 'same' }] }));

    expect(recordsOf(store)).toEqual([other, there]);
    expect(store.raw('volumes', recordKey(osaka, 'same'))).toEqual({ ok: true, value: null });
    expect(store.raw('volumes', recordKey(tokyo, 'same'))).toEqual({ ok: true, value: 'volumes' });
  });

  it('replaces a record and its document whole', () => {
    const store = open();
    store.apply(aBatch({ upserts: [{ record: aStoredRecord({ extra: '{"x":1}' }), raw: 'old' }] }));
    const newer = aStoredRecord({ fetchedAt: 5, changedAt: 5, owner: null, value: aVolume({ sizeMb: 9 }) });

    store.apply(aBatch({ upserts: [{ record: newer, raw: 'new' }] }));

    expect(recordsOf(store)).toEqual([newer]);
    expect(store.raw('volumes', recordKey(osaka, newer.id))).toEqual({ ok: true, value: 'new' });
  });

  it('moves the times of seen records and nothing else, ignoring unknown ids', () => {
    const store = open();
    const seen = aStoredRecord({ id: 'vol-1' });
    const unseen = aStoredRecord({ id: 'vol-2' });
    const elsewhere = aStoredRecord({ id: 'vol-1', datacenterId: tokyo });
    store.apply(aBatch({ upserts: [seen, unseen, elsewhere].map((record) => ({ record, raw: '{}' })) }));

    store.apply(
      aBatch({
        seen: [
          { datacenterId: osaka, kind: 'volumes', at: 77, ids: ['vol-1', 'vol-unknown'] },
          { datacenterId: tokyo, kind: 'instances', at: 78, ids: ['vol-1'] },
        ],
      }),
    );

    expect(recordsOf(store)).toEqual([{ ...seen, fetchedAt: 77 }, unseen, elsewhere]);
  });

  it('applies upserts, then seen, then removals', () => {
    const store = open();
    const record = aStoredRecord({ id: 'vol-1' });
    const removed = aStoredRecord({ id: 'vol-2' });

    store.apply(
      aBatch({
        upserts: [record, removed].map((each) => ({ record: each, raw: '{}' })),
        seen: [{ datacenterId: osaka, kind: 'volumes', at: 99, ids: ['vol-1'] }],
        removals: [{ datacenterId: osaka, kind: 'volumes', id: 'vol-2' }],
      }),
    );

    expect(recordsOf(store)).toEqual([{ ...record, fetchedAt: 99 }]);
  });

  it('lets records be written while they are being read', () => {
    const store = open();
    const upserts = Array.from({ length: 2_500 }, (_, index) => ({
      record: aStoredRecord({ id: `vol-${String(index)}` }),
      raw: '{}',
    }));
    store.apply(aBatch({ upserts }));

    const read = new Set<string>();
    for (const { id } of store.records()) {
      read.add(id);
      if (read.size % 500 === 0)
        store.apply(aBatch({ seen: [{ datacenterId: osaka, kind: 'volumes', at: 3, ids: [id] }] }));
    }

    expect(read.size).toBe(2_500);
  });

  it('remembers the last sweep of each list', () => {
    const store = open();
    const first = aStoredList({ fetchedAt: 1, ownerTotal: 10 });
    const other = aStoredList({ account: accountIdSchema.parse('a-2') });
    store.apply(aBatch({ lists: [first, other] }));

    const second = { ...first, fetchedAt: 2, ownerTotal: 11 };
    store.apply(aBatch({ lists: [second] }));

    expect([...store.lists()].sort((a, b) => (a.account < b.account ? -1 : 1))).toEqual([second, other]);
  });

  it('forgets everything of a datacenter but its place in the sequence', () => {
    const store = open();
    const kept = aStoredRecord({ datacenterId: tokyo });
    store.apply(
      aBatch({
        upserts: [aStoredRecord(), kept].map((record) => ({ record, raw: '{}' })),
        lists: [aStoredList(), aStoredList({ datacenterId: tokyo })],
        changes: [aChange({ seq: 1, datacenterId: tokyo }), aChange({ seq: 2 })],
      }),
    );
    store.markSeen(osaka, 2);

    const answer = store.forget(osaka);

    expect(answer).toEqual({ ok: true, value: null });
    expect(recordsOf(store)).toEqual([kept]);
    expect(store.lists()).toEqual([aStoredList({ datacenterId: tokyo })]);
    expect(seqs(store)).toEqual([1]);
    expect(store.lastSeq()).toBe(2);
    expect(store.unseen()).toEqual({ ok: true, value: [{ datacenterId: tokyo, count: 1, sinceSeq: 0 }] });
    expect(store.raw('volumes', recordKey(osaka, kept.id))).toEqual({ ok: true, value: null });
  });

  it('takes a forgotten datacenter in again', () => {
    const store = open();
    const record = aStoredRecord();
    store.apply(aBatch({ upserts: [{ record, raw: 'before' }] }));
    store.forget(osaka);

    store.apply(aBatch({ upserts: [{ record, raw: 'after' }] }));

    expect(recordsOf(store)).toEqual([record]);
    expect(store.raw('volumes', recordKey(osaka, record.id))).toEqual({ ok: true, value: 'after' });
  });

  it('takes a batch larger than a transaction', () => {
    const store = open();
    const records = Array.from({ length: 2_345 }, (_, index) =>
      aStoredRecord({ id: `vol-${String(index).padStart(5, '0')}`, changedAt: index }),
    );

    store.apply(aBatch({ upserts: records.map((record) => ({ record, raw: record.id })) }));
    store.apply(
      aBatch({
        seen: [{ datacenterId: osaka, kind: 'volumes', at: 4, ids: records.map(({ id }) => id) }],
      }),
    );

    expect(recordsOf(store)).toEqual(records.map((record) => ({ ...record, fetchedAt: 4 })));
  });
}

function describeTimeline(open: OpenStore): void {
  const several = [
    aChange({ seq: 1, id: 'vol-1' }),
    aChange({ seq: 2, id: 'i-1', kind: 'instances', what: 'appeared', since: null, fields: [] }),
    aChange({ seq: 3, id: 'vol-1', datacenterId: tokyo }),
    aChange({ seq: 4, id: 'vol-1', what: 'disappeared' }),
  ];

  it('answers changes as they went in, newest first', () => {
    const store = open();

    store.apply(aBatch({ changes: several }));

    expect(store.changes({ limit: 10 })).toEqual({ ok: true, value: several.toReversed() });
  });

  it('narrows changes by datacenter, kind, record and place', () => {
    const store = open();
    store.apply(aBatch({ changes: several }));

    expect(seqs(store, { datacenterId: osaka })).toEqual([4, 2, 1]);
    expect(seqs(store, { kind: 'instances' })).toEqual([2]);
    expect(seqs(store, { key: recordKey(osaka, 'vol-1') })).toEqual([4, 1]);
    expect(seqs(store, { key: recordKey(osaka, 'vol-1'), kind: 'instances' })).toEqual([]);
    expect(seqs(store, { beforeSeq: 4, limit: 2 })).toEqual([3, 2]);
    expect(seqs(store, { datacenterId: tokyo, key: recordKey(osaka, 'vol-1') })).toEqual([]);
  });

  it('keeps the newest changes and never gives a number back', () => {
    const store = open({ timelineLimit: 3 });

    for (let seq = 1; seq <= 10; seq++) store.apply(aBatch({ changes: [aChange({ seq })] }));

    expect(seqs(store)).toEqual([10, 9, 8]);
    store.forget(osaka);
    expect(seqs(store)).toEqual([]);
    expect(store.lastSeq()).toBe(10);
  });

  it('ignores a change whose number it already has, as a repeated batch brings', () => {
    const store = open();
    const change = aChange({ seq: 7, label: 'first' });
    store.apply(aBatch({ changes: [change] }));

    store.apply(aBatch({ changes: [{ ...change, label: 'again' }] }));

    expect(store.changes({ limit: 10 })).toEqual({ ok: true, value: [change] });
  });

  it('counts what came after the mark, which never moves back', () => {
    const store = open();
    store.apply(aBatch({ changes: several }));

    store.markSeen(osaka, 2);
    store.markSeen(osaka, 1);

    expect(store.unseen()).toEqual({
      ok: true,
      value: [
        { datacenterId: osaka, count: 1, sinceSeq: 2 },
        { datacenterId: tokyo, count: 1, sinceSeq: 0 },
      ],
    });
  });
}

function describeHealth(open: OpenStore): void {
  it('keeps the last health of each endpoint until its datacenter is forgotten', () => {
    const store = open();
    const measured = { ...noHealth, requests: 7, latencies: [{ at: 1.5, ms: null }] };

    store.keepHealth(osaka, { ...noHealth, requests: 3 });
    store.keepHealth(osaka, measured);
    store.keepHealth(tokyo, noHealth);

    expect([osaka, tokyo].map((id) => store.health(id))).toEqual([
      { ok: true, value: measured },
      { ok: true, value: noHealth },
    ]);
    store.forget(osaka);
    expect(store.health(osaka)).toEqual({ ok: true, value: null });
  });
}

import { describe, expect, it } from 'vitest';
import type { InstanceRow } from '#contract/inventory.ts';
import { anInstanceRow } from '#contract/testing/builders.ts';
import { createFakeEngine, type FakeEngine } from '#contract/testing/fake-engine.ts';
import { aPage, settle, type TestPage } from '../testing/page-context.ts';
import { createResourceStore, type ResourceStore } from './resource-store.ts';

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, at) => anInstanceRow({ id: `i-${String(at)}` }));
const ids = (store: ResourceStore<'instances'>) =>
  [...store.table.keys()].map((key) => key.split('/')[1]).sort();

function open(engine: FakeEngine): { page: TestPage; store: ResourceStore<'instances'> } {
  const page = aPage(engine);
  return { page, store: page.run(() => createResourceStore('instances', page)) };
}

describe('a resource store', () => {
  it('reads the snapshot chunk by chunk and is then ready', async () => {
    const { page, store } = open(createFakeEngine({ rows: { instances: rowsOf(5) }, chunkSize: 2 }));
    expect(store.load.value.kind).toBe('loading');

    await settle();
    page.time.frame();

    expect(store.load.value.kind).toBe('ready');
    expect(ids(store)).toEqual(['i-0', 'i-1', 'i-2', 'i-3', 'i-4']);
  });

  it('publishes the first chunk at once and a long snapshot in ever larger parts', async () => {
    const engine = createFakeEngine({ rows: { instances: rowsOf(200) }, chunkSize: 1 });
    const { page, store } = open(engine);
    const published: number[] = [];

    while (store.load.value.kind !== 'ready') {
      await Promise.resolve(); // messages of the pipe cross between two of these
      page.time.frame();
      if (store.batch.value.sequence > published.length) published.push(store.table.size);
    }

    expect(published[0]).toBeLessThan(10);
    expect(published.length).toBeLessThan(12);
    expect(published.at(-1)).toBe(200);
  });

  it('publishes everything that arrived within a frame at once', async () => {
    const engine = createFakeEngine({ rows: { instances: rowsOf(2) } });
    const { page, store } = open(engine);
    await settle();
    const { sequence } = store.batch.value;

    engine.changeRows('instances', { upserted: [anInstanceRow({ id: 'i-0', state: 'stopping' })] });
    engine.changeRows('instances', { upserted: [anInstanceRow({ id: 'i-0', state: 'stopped' })] });
    engine.changeRows('instances', { removed: [anInstanceRow({ id: 'i-1' }).key] });
    await settle();
    expect(store.batch.value.sequence).toBe(sequence);
    page.time.frame();

    expect(store.batch.value.sequence).toBe(sequence + 1);
    expect(store.batch.value.changes.map(({ before, after }) => [before?.state, after?.state])).toEqual([
      ['running', 'stopped'],
      ['running', undefined],
    ]);
  });

  it('applies the deltas that arrive while it still loads', async () => {
    const engine: FakeEngine = createFakeEngine({
      rows: { instances: rowsOf(3) },
      chunkSize: 1,
    });
    const { page, store } = open(engine);
    while (engine.calls.filter((call) => call.method === 'inventory.chunk').length < 2) {
      await new Promise((resolve) => setImmediate(resolve));
    }

    engine.changeRows('instances', {
      upserted: [anInstanceRow({ id: 'i-9' })],
      removed: [anInstanceRow({ id: 'i-0' }).key],
    });
    await settle();
    page.time.frame();

    expect(ids(store)).toEqual(['i-1', 'i-2', 'i-9']);
  });

  it('keeps its table as of the last publication, so that the next one applies to what was derived', async () => {
    const engine = createFakeEngine({ rows: { instances: rowsOf(1) } });
    const { page, store } = open(engine);
    await settle();

    engine.changeRows('instances', { upserted: [anInstanceRow({ id: 'i-9' })] });
    await settle();
    expect(ids(store)).toEqual(['i-0']);
    page.time.frame();

    expect(ids(store)).toEqual(['i-0', 'i-9']);
    expect(store.batch.value.changes.map(({ before, after }) => [before, after?.id])).toEqual([
      [undefined, 'i-9'],
    ]);
  });

  it('takes a new snapshot when a delta was lost', async () => {
    const engine = createFakeEngine({ rows: { instances: rowsOf(2) } });
    const { store } = open(engine);
    await settle();

    engine.loseDelta('instances');
    engine.changeRows('instances', { removed: [anInstanceRow({ id: 'i-0' }).key] });
    await settle();

    expect(engine.calls.filter((call) => call.method === 'inventory.subscribe')).toHaveLength(2);
    expect(ids(store)).toEqual(['i-1']);
  });

  it('moves the time rows were seen without making them look changed', async () => {
    const engine = createFakeEngine({ rows: { instances: rowsOf(1) } });
    const { page, store } = open(engine);
    await settle();
    page.time.frame();
    const [{ key }] = rowsOf(1) as [InstanceRow];
    const before = { row: store.table.get(key), batch: store.batch.value, tick: store.seenTick.value };

    engine.changeRows('instances', { seen: [{ at: 9_999_999_999_999, keys: [key] }] });
    await settle();
    page.time.frame();

    expect(store.table.seenAt(key)).toBe(9_999_999_999_999);
    expect(store.table.get(key)).toBe(before.row);
    expect(store.batch.value).toBe(before.batch);
    expect(store.seenTick.value).toBe(before.tick + 1);
  });

  it('keeps its rows while the connection is gone, and takes a fresh snapshot after', async () => {
    const engine = createFakeEngine({ rows: { instances: rowsOf(2) } });
    const { page, store } = open(engine);
    await settle();
    engine.disconnect();
    await settle();
    expect(ids(store)).toEqual(['i-0', 'i-1']);
    expect(store.load.value.kind).toBe('ready');

    engine.changeRows('instances', {
      upserted: [anInstanceRow({ id: 'i-7' })],
      removed: [anInstanceRow({ id: 'i-1' }).key],
    });
    page.time.advance(500);
    await settle();

    expect(ids(store)).toEqual(['i-0', 'i-7']);
  });

  it('says why it could not load, keeps what it has, and tries again', async () => {
    const engine = createFakeEngine({ rows: { instances: rowsOf(2) } });
    const { page, store } = open(engine);
    await settle();
    engine.failWith('inventory.chunk', 'contract/timeout');

    store.reload();
    await settle();
    expect(store.load.value).toMatchObject({ kind: 'failed', error: { code: 'contract/timeout' } });
    expect(ids(store)).toEqual(['i-0', 'i-1']);

    engine.failWith('inventory.chunk', null);
    page.time.advance(3_000);
    await settle();
    expect(store.load.value.kind).toBe('ready');
  });

  it('unsubscribes when nobody needs it any more', async () => {
    const engine = createFakeEngine({ rows: { instances: rowsOf(1) } });
    const { page } = open(engine);
    await settle();

    page.scope.stop();
    await settle();

    expect(engine.calls.at(-1)).toEqual({ method: 'inventory.unsubscribe', input: { kind: 'instances' } });
  });
});

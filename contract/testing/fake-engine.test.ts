import { describe, expect, it } from 'vitest';
import { type MethodName, methods } from '../api.ts';
import { resourceKinds } from '../resource-kind.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { aDatacenterStatus, anInstanceRow, aProfileView } from './builders.ts';
import { createFakeEngine } from './fake-engine.ts';

const instances = Array.from({ length: 5 }, (_, at) => anInstanceRow({ id: `i-0000000${String(at)}` }));

describe('the fake engine', () => {
  it('answers every method that takes no input, within the contract', async () => {
    const page = createFakeEngine({
      profiles: [aProfileView()],
      statuses: [aDatacenterStatus('tokyo')],
    }).connect();
    const plain = Object.keys(methods).filter(
      (name) => methods[name as MethodName].input.safeParse(null).success,
    );

    const results = await Promise.all(plain.map((name) => page.call(name as 'app.info', null)));

    expect(plain.length).toBeGreaterThan(3);
    expect(results.filter((result) => !result.ok)).toEqual([]);
  });

  it('freezes a snapshot, serves it in chunks, and sends what changes meanwhile as deltas', async () => {
    const engine = createFakeEngine({ rows: { instances }, chunkSize: 3 });
    const page = engine.connect();
    const deltas: unknown[] = [];
    page.on('inventory.changed', (delta) => deltas.push(delta));
    const stopped = anInstanceRow({ id: 'i-00000000', state: 'stopped' });

    const subscribed = await page.call('inventory.subscribe', { kind: 'instances' });
    engine.changeRows('instances', { upserted: [stopped] });
    const first = await page.call('inventory.chunk', { kind: 'instances', offset: 0 });
    const rest = await page.call('inventory.chunk', { kind: 'instances', offset: 3 });

    expect(subscribed).toEqual({ ok: true, value: { revision: 0, total: 5 } });
    expect(first).toEqual({ ok: true, value: { rows: instances.slice(0, 3), done: false } });
    expect(rest).toEqual({ ok: true, value: { rows: instances.slice(3), done: true } });
    expect(deltas).toEqual([{ kind: 'instances', revision: 1, upserted: [stopped], removed: [], seen: [] }]);
  });

  it('shows a gap in the revisions when told to lose a delta', async () => {
    const engine = createFakeEngine();
    const page = engine.connect();
    const revisions: number[] = [];
    page.on('inventory.changed', (delta) => revisions.push(delta.revision));
    await page.call('inventory.subscribe', { kind: 'volumes' });

    engine.changeRows('volumes', {});
    engine.loseDelta('volumes');
    engine.changeRows('volumes', {});
    await new FakeClock().settle();

    expect(revisions).toEqual([1, 3]);
  });

  it('sends no deltas of a kind that was not subscribed to', async () => {
    const engine = createFakeEngine();
    const page = engine.connect();
    const heard: unknown[] = [];
    page.on('inventory.changed', (delta) => heard.push(delta));

    for (const kind of resourceKinds) engine.changeRows(kind, {});
    await new FakeClock().settle();

    expect(heard).toEqual([]);
  });

  it('fails a method for as long as told', async () => {
    const engine = createFakeEngine();
    const page = engine.connect();

    engine.failWith('profiles.list', 'file/corrupt');
    const failed = await page.call('profiles.list', null);
    engine.failWith('profiles.list', null);
    const answered = await page.call('profiles.list', null);

    expect(failed).toMatchObject({ ok: false, error: { code: 'file/corrupt' } });
    expect(answered.ok).toBe(true);
  });

  it('tells a saved secret apart from a missing one, and never says which', async () => {
    const page = createFakeEngine().connect();
    const { profile } = aProfileView();

    const saved = await page.call('profiles.save', { profile, secrets: { password: 'hunter2' } });

    expect(saved).toMatchObject({ ok: true, value: { hasSecret: { password: true, token: false } } });
    expect(JSON.stringify(saved)).not.toContain('hunter2');
  });

  it('refuses a name that another datacenter has', async () => {
    const page = createFakeEngine({ profiles: [aProfileView({ id: 'tokyo', name: 'Main' })] }).connect();
    const { profile } = aProfileView({ id: 'osaka', name: 'Main' });

    const saved = await page.call('profiles.save', { profile, secrets: {} });

    expect(saved).toMatchObject({ ok: false, error: { code: 'profile/name-taken' } });
  });

  it('dies on demand', () => {
    const engine = createFakeEngine();
    const page = engine.connect();

    engine.disconnect();

    expect(page.state).toBe('closed');
  });
});

import { describe, expect, it } from 'vitest';
import { appError } from '#contract/errors.ts';
import { EngineWorld, Page } from '../../../testing/an-engine.ts';
import { aDecodedInstance, pool } from '../../../testing/decoded-records.ts';
import { osaka, tokyo } from '../../../testing/stored-records.ts';

const observe = (world: EngineWorld, id: string, fields: object, baseline = false) => {
  const { inventory } = world.poller(id);
  inventory.observe({
    kind: 'instances',
    listedBy: pool,
    at: world.clock.now(),
    records: [aDecodedInstance(fields)],
    baseline,
  });
};

const setUp = async () => {
  const world = new EngineWorld([{ id: 'osaka' }, { id: 'tokyo' }]);
  const page = new Page(await world.start());
  return { world, page };
};

describe('the timeline', () => {
  it('tells what appeared, changed and disappeared, but not what a baseline finds', async () => {
    const { world, page } = await setUp();
    observe(world, 'osaka', { id: 'i-1', hostname: 'old' }, true);
    world.poller('osaka').inventory.swept({ kind: 'instances', account: pool, startedAt: 5, ownerTotal: 1 });
    await world.clock.advance(1_000);
    observe(world, 'osaka', { id: 'i-2', hostname: 'new', state: 'scheduling' });
    await world.clock.advance(1_000);
    observe(world, 'osaka', { id: 'i-2', hostname: 'new', state: 'running' });
    world.poller('osaka').inventory.left('instances', pool, ['i-1'], world.clock.now());
    await world.clock.advance(250);

    const start = Date.UTC(2012, 0, 1);
    const told = [
      { seq: 3, what: 'disappeared', label: 'old', at: start + 2_000, since: start },
      { seq: 2, what: 'changed', label: 'new', at: start + 2_000, since: start + 1_000 },
      { seq: 1, what: 'appeared', label: 'new', at: start + 1_000, since: 5 },
    ];
    expect(await page.get('timeline.list', { limit: 10 })).toMatchObject(told);
    expect(page.session.all('timeline.appended').flat()).toMatchObject(told.toReversed());
  });

  it('goes on counting after a restart', async () => {
    const { world } = await setUp();
    observe(world, 'osaka', { id: 'i-1' });

    const page = new Page(await world.start());
    observe(world, 'tokyo', { id: 'i-2' });

    const changes = await page.get('timeline.list', { limit: 10 });
    expect(changes.map(({ seq, id }) => [seq, id])).toEqual([
      [2, 'i-2'],
      [1, 'i-1'],
    ]);
  });

  it('counts what is new since a datacenter was last looked at, by datacenter', async () => {
    const { world, page } = await setUp();
    observe(world, 'osaka', { id: 'i-1' });
    observe(world, 'osaka', { id: 'i-2' });
    observe(world, 'tokyo', { id: 'i-3' });

    await page.get('timeline.markSeen', { datacenterId: osaka, seq: 1 });

    expect(await page.get('timeline.unseen', null)).toEqual([
      { datacenterId: osaka, count: 1, sinceSeq: 1 },
      { datacenterId: tokyo, count: 1, sinceSeq: 0 },
    ]);
  });

  it('does not let a mark swallow changes to come', async () => {
    const { world, page } = await setUp();
    observe(world, 'osaka', { id: 'i-1' });
    await page.get('timeline.markSeen', { datacenterId: osaka, seq: 999 });

    observe(world, 'osaka', { id: 'i-2' });

    expect(await page.get('timeline.unseen', null)).toMatchObject([{ count: 1, sinceSeq: 1 }, { count: 0 }]);
  });

  it('answers an error rather than half the past while the store can not be read', async () => {
    const { world, page } = await setUp();
    world.store.failure = appError('store/unavailable', 'locked');

    expect(await page.ask('timeline.list', { limit: 10 })).toMatchObject({
      error: { code: 'store/unavailable' },
    });
    expect(await page.ask('timeline.markSeen', { datacenterId: osaka, seq: 0 })).toMatchObject({ ok: false });
  });
});

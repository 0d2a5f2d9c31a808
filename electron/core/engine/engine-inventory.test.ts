import { describe, expect, it } from 'vitest';
import { appError } from '#contract/errors.ts';
import { recordKey } from '#contract/ids.ts';
import { noHealth } from '#contract/testing/builders.ts';
import { EngineWorld, Page } from '../../../testing/an-engine.ts';
import { aDecodedInstance, aDecodedVolume, pool, tenant } from '../../../testing/decoded-records.ts';
import { osaka, tokyo } from '../../../testing/stored-records.ts';

const listing = (world: EngineWorld, id: string, ...records: ReturnType<typeof aDecodedInstance>[]) => {
  world.poller(id).inventory.observe({
    kind: records[0]?.kind ?? 'instances',
    listedBy: pool,
    at: world.clock.now(),
    records,
    baseline: false,
  });
};

const twoDatacenters = () => new EngineWorld([{ id: 'osaka' }, { id: 'tokyo' }]);

describe('a subscribed page', () => {
  it('gets a snapshot over all datacenters and then one delta for what came together', async () => {
    const world = twoDatacenters();
    const page = new Page(await world.start());
    listing(world, 'osaka', aDecodedInstance({ id: 'i-1', hostname: 'one' }));

    const { revision, rows } = await page.snapshot('instances');
    listing(world, 'osaka', aDecodedInstance({ id: 'i-1', hostname: 'one', state: 'stopping' }));
    listing(world, 'tokyo', aDecodedInstance({ id: 'i-2' }));
    world.poller('osaka').inventory.left('instances', pool, ['i-1'], world.clock.now());
    await world.clock.advance(100);

    expect(rows).toMatchObject([{ key: 'osaka/i-1', hostname: 'one', owner: pool, addresses: ['10.0.0.1'] }]);
    expect(page.session.all('inventory.changed')).toMatchObject([
      { revision: revision + 1, upserted: [{ key: 'tokyo/i-2' }], removed: ['osaka/i-1'], seen: [] },
    ]);
  });

  it('is told once of records read again unchanged, at their last time', async () => {
    const world = twoDatacenters();
    const page = new Page(await world.start());
    listing(world, 'osaka', aDecodedInstance());
    await page.snapshot('instances');

    for (let second = 0; second < 3; second += 1) {
      listing(world, 'osaka', aDecodedInstance());
      await world.clock.advance(30);
    }
    await world.clock.advance(1_000);

    const seen = page.session.all('inventory.changed').flatMap((delta) => delta.seen);
    expect(seen.at(-1)).toEqual({ at: Date.UTC(2012, 0, 1) + 60, keys: ['osaka/i-00000001'] });
    expect(page.session.all('inventory.changed').every((delta) => delta.upserted.length === 0)).toBe(true);
  });

  it('hears of its kinds only, and of nothing once it has unsubscribed or closed', async () => {
    const world = twoDatacenters();
    const engine = await world.start();
    const pages = ['volumes', 'left', 'closed'].map((id) => new Page(engine, id));
    const [volumes, left, closed] = pages as [Page, Page, Page];
    await volumes.snapshot('volumes');
    await left.snapshot('instances');
    await closed.snapshot('instances');

    await left.get('inventory.unsubscribe', { kind: 'instances' });
    closed.session.close();
    listing(world, 'osaka', aDecodedInstance());
    await world.clock.advance(1_000);

    expect(pages.flatMap((page) => page.session.all('inventory.changed'))).toEqual([]);
  });

  it('reads a large snapshot in chunks of bounded size, as it was when frozen', async () => {
    const world = twoDatacenters();
    const page = new Page(await world.start());
    const many = Array.from({ length: 5_000 }, (_, at) => aDecodedInstance({ id: `i-${String(at)}` }));
    listing(world, 'osaka', ...many);

    const { total } = await page.get('inventory.subscribe', { kind: 'instances' });
    const first = await page.get('inventory.chunk', { kind: 'instances', offset: 0 });
    world.poller('osaka').inventory.left('instances', pool, ['i-4999'], world.clock.now());
    listing(world, 'osaka', aDecodedInstance({ id: 'i-4998', hostname: 'renamed' }));
    const second = await page.get('inventory.chunk', { kind: 'instances', offset: first.rows.length });
    const rows = [...first.rows, ...second.rows];
    while (rows.length < total)
      rows.push(...(await page.get('inventory.chunk', { kind: 'instances', offset: rows.length })).rows);

    expect(total).toBe(5_000);
    expect(JSON.stringify(first.rows).length).toBeLessThan(100_000); // a screen of them is there soon
    expect(JSON.stringify(second.rows).length).toBeLessThan(2_000_000);
    expect(second.rows.length).toBeGreaterThan(first.rows.length);
    expect(rows.slice(-2)).toMatchObject([{ id: 'i-4998', hostname: 'web01' }, { id: 'i-4999' }]);
  });

  it('is refused a chunk without a snapshot, also after the last one', async () => {
    const world = twoDatacenters();
    const page = new Page(await world.start());

    expect(await page.ask('inventory.chunk', { kind: 'volumes', offset: 0 })).toMatchObject({ ok: false });
    await page.snapshot('volumes');
    expect(await page.ask('inventory.chunk', { kind: 'volumes', offset: 0 })).toMatchObject({
      ok: false,
      error: { code: 'contract/invalid-request' },
    });
  });

  it('gets what is too much for one message in several deltas of consecutive revisions', async () => {
    const world = twoDatacenters();
    const page = new Page(await world.start());
    const { revision } = await page.snapshot('instances');

    listing(
      world,
      'osaka',
      ...Array.from({ length: 3_000 }, (_, at) => aDecodedInstance({ id: `i-${String(at)}` })),
    );
    await world.clock.advance(100);

    const deltas = page.session.all('inventory.changed');
    expect(deltas.length).toBeGreaterThan(1);
    expect(deltas.map((delta) => delta.revision)).toEqual(deltas.map((_, at) => revision + 1 + at));
    expect(deltas.flatMap((delta) => delta.upserted)).toHaveLength(3_000);
  });
});

describe('a record in full', () => {
  it('comes with its document', async () => {
    const world = twoDatacenters();
    const page = new Page(await world.start());
    const decoded = aDecodedVolume('vol-1');
    listing(world, 'osaka', decoded);

    const detail = await page.get('inventory.record', { kind: 'volumes', key: recordKey(osaka, 'vol-1') });

    expect(detail).toMatchObject({
      kind: 'volumes',
      key: 'osaka/vol-1',
      value: decoded.value,
      raw: decoded.raw(),
    });
    expect(
      await page.ask('inventory.record', { kind: 'volumes', key: recordKey(tokyo, 'vol-1') }),
    ).toMatchObject({
      error: { code: 'record/not-found' },
    });
  });

  it('comes without its document where the store fails, and with it while it is only unwritten', async () => {
    const world = twoDatacenters();
    const page = new Page(await world.start());
    listing(world, 'osaka', aDecodedVolume('vol-1'));
    world.store.failure = appError('store/unavailable', 'disk full');
    listing(world, 'osaka', aDecodedVolume('vol-2'));

    const raws = await Promise.all(
      ['vol-1', 'vol-2'].map((id) =>
        page.get('inventory.record', { kind: 'volumes', key: recordKey(osaka, id) }),
      ),
    );

    expect(raws.map(({ raw }) => raw)).toEqual(['', aDecodedVolume('vol-2').raw()]);
  });
});

describe('a restarted engine', () => {
  it('serves everything stored, with its age and its lists, before any answer', async () => {
    const world = twoDatacenters();
    const before = new Page(await world.start());
    listing(
      world,
      'osaka',
      aDecodedInstance({ id: 'i-1', state: 'stopping' }),
      aDecodedInstance({ id: 'i-2' }),
    );
    listing(world, 'tokyo', aDecodedInstance({ id: 'i-3' }));
    world
      .poller('osaka')
      .inventory.swept({ kind: 'instances', account: pool, startedAt: 1_000, ownerTotal: 2 });
    const rows = (await before.snapshot('instances')).rows;

    await world.clock.advance(3_600_000);
    const after = new Page(await world.start());

    expect((await after.snapshot('instances')).rows).toEqual(rows);
    const { inventory } = world.poller('osaka');
    expect(inventory.sweptAt('instances', pool)).toEqual({ at: 1_000, ownerTotal: 2 });
    expect(inventory.inTransition()).toEqual([{ id: 'i-1', account: pool }]);
    expect(inventory.idsListedBy('instances', pool)).toEqual(new Set(['i-1', 'i-2']));
  });

  it('tells what was measured of an endpoint before, and forgets it with another endpoint', async () => {
    const world = new EngineWorld([{ id: 'osaka' }]);
    const engine = await world.start();
    const measured = { ...noHealth, requests: 7, errors: { 'endpoint/timeout': 2 } };
    world.poller('osaka').health = measured;
    await engine.close();

    const page = new Page(await world.start());
    const [restarted] = await page.get('datacenters.list', null);
    const [saved] = await page.get('profiles.list', null);
    if (saved === undefined) throw new Error('the profile is gone');
    await page.get('profiles.save', { profile: { ...saved.profile, url: 'http://other/api' }, secrets: {} });
    const [elsewhere] = await page.get('datacenters.list', null);

    expect([restarted?.health, elsewhere?.health]).toEqual([measured, noHealth]);
  });

  it('keeps what was measured every minute, since it may be killed', async () => {
    const world = new EngineWorld([{ id: 'osaka' }]);
    await world.start();
    const poller = world.poller('osaka');
    poller.health = { ...noHealth, requests: 7 };
    await world.clock.advance(60_000);
    poller.health = { ...noHealth, requests: 9 };

    poller.dependencies.statusChanged();
    await world.clock.advance(60_000);

    expect(world.store.health(osaka)).toEqual({ ok: true, value: poller.health });
  });

  it('forgets what was read from another URL under a profile edited by hand', async () => {
    const world = twoDatacenters();
    await world.start();
    listing(world, 'osaka', aDecodedInstance({ id: 'i-1' }));
    listing(world, 'tokyo', aDecodedInstance({ id: 'i-2' }));

    const [first, ...others] = world.profiles.value.datacenters as [object, ...object[]];
    world.profiles.value = {
      ...world.profiles.value,
      datacenters: [{ ...first, url: 'http://elsewhere/api' }, ...others] as never,
    };
    const page = new Page(await world.start());

    expect((await page.snapshot('instances')).rows.map((row) => row.key)).toEqual(['tokyo/i-2']);
    expect([...world.store.records()].map((record) => record.id)).toEqual(['i-2']);
  });

  it('says what of the stored inventory turned out to be damaged, and serves the rest', async () => {
    const world = twoDatacenters();
    await world.start();
    listing(world, 'osaka', aDecodedInstance({ id: 'i-1' }));
    const { store } = world;
    const [record] = [...store.records()];
    store.records = function* () {
      if (record !== undefined) yield record;
      store.notices.push(appError('store/corrupt', 'stored records could not be read', { records: 1 }));
    };

    const page = new Page(await world.start());

    expect((await page.snapshot('instances')).total).toBe(1);
    expect((await page.get('app.info', null)).notices).toMatchObject([{ code: 'store/corrupt' }]);
  });

  it('keeps what is stored of a profile that has become unreadable, and serves it once that is put right', async () => {
    const world = twoDatacenters();
    await world.start();
    listing(world, 'osaka', aDecodedInstance({ id: 'i-1' }));
    const good = world.profiles.value;

    world.profiles.value = { ...good, datacenters: [{ id: 'osaka', url: 5 }, ...good.datacenters.slice(1)] };
    const broken = new Page(await world.start());
    const during = await broken.snapshot('instances');
    const { notices } = await broken.get('app.info', null);
    world.profiles.value = { ...good, origins: world.profiles.value.origins };
    const mended = new Page(await world.start());

    expect(during.rows).toEqual([]);
    expect(notices).toMatchObject([{ code: 'profile/invalid', details: { entry: 1, field: 'name' } }]);
    expect((await mended.snapshot('instances')).rows.map((row) => row.key)).toEqual(['osaka/i-1']);
  });

  it('drops what only accounts no longer named have listed', async () => {
    const world = new EngineWorld([{ id: 'osaka', accounts: [{ id: pool }, { id: tenant }] }]);
    await world.start();
    const { inventory } = world.poller('osaka');
    const at = world.clock.now();
    inventory.observe({
      kind: 'volumes',
      listedBy: tenant,
      at,
      records: [aDecodedVolume('vol-1'), aDecodedVolume('vol-2')],
      baseline: true,
    });
    inventory.observe({
      kind: 'volumes',
      listedBy: pool,
      at,
      records: [aDecodedVolume('vol-2')],
      baseline: true,
    });

    const [entry] = world.profiles.value.datacenters as [object];
    world.profiles.value = {
      ...world.profiles.value,
      datacenters: [{ ...entry, accounts: [{ id: pool }] }] as never,
    };
    const page = new Page(await world.start());

    expect((await page.snapshot('volumes')).rows).toMatchObject([{ id: 'vol-2', accounts: [pool] }]);
    expect([...world.store.records()].map(({ id, accounts }) => ({ id, accounts }))).toEqual([
      { id: 'vol-2', accounts: [pool] },
    ]);
  });
});

describe('a store that fails', () => {
  it('is told once, costs no page anything, and has everything once it works again', async () => {
    const world = twoDatacenters();
    const page = new Page(await world.start());
    await page.snapshot('volumes');
    world.store.failure = appError('store/unavailable', 'disk full');

    listing(world, 'osaka', aDecodedVolume('vol-1'));
    listing(world, 'osaka', aDecodedVolume('vol-1', { state: 'attached' }));
    await world.clock.advance(25_000);
    const noticed = await page.get('app.info', null);
    world.store.failure = null;
    await world.clock.advance(10_000);

    expect(page.session.all('app.noticed')).toMatchObject([{ code: 'store/unavailable' }]);
    expect(noticed.notices).toMatchObject([{ code: 'store/unavailable' }]);
    expect((await page.get('app.info', null)).notices).toEqual([]);
    expect(page.session.all('inventory.changed').at(-1)).toMatchObject({
      upserted: [{ key: 'osaka/vol-1' }],
    });
    expect([...world.store.records()]).toMatchObject([{ id: 'vol-1', value: { state: 'attached' } }]);
    expect((await page.get('timeline.list', { limit: 10 })).map((change) => change.what)).toEqual([
      'changed',
      'appeared',
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { appError } from '#contract/errors.ts';
import type { ProfileInput } from '#contract/profile.ts';
import { EngineWorld, Page } from '../../../testing/an-engine.ts';
import { aDecodedVolume, pool, tenant } from '../../../testing/decoded-records.ts';
import { osaka } from '../../../testing/stored-records.ts';

const aProfile = (fields: Partial<ProfileInput> = {}): ProfileInput => ({
  id: 'osaka',
  name: 'osaka',
  url: 'http://osaka:9001/api',
  accounts: [{ id: pool }],
  ...fields,
});

const setUp = async (...ids: string[]) => {
  const world = new EngineWorld(ids.map((id) => ({ id })));
  const engine = await world.start();
  return { world, engine, page: new Page(engine, 'mine'), other: new Page(engine, 'other') };
};

const observe = (world: EngineWorld, listedBy: typeof pool, ...ids: string[]) => {
  const records = ids.map((id) => aDecodedVolume(id));
  world
    .poller('osaka')
    .inventory.observe({ kind: 'volumes', listedBy, at: world.clock.now(), records, baseline: true });
};

describe('saving a profile', () => {
  it('adds a datacenter, starts polling it and tells every page, saying of secrets only that they are there', async () => {
    const { world, page, other } = await setUp();

    const view = await page.get('profiles.save', {
      profile: aProfile({ url: 'http://OSAKA:9001/api/' }),
      secrets: { password: 'hunter2' },
    });

    expect(view).toMatchObject({
      profile: { url: 'http://osaka:9001/api' },
      hasSecret: { password: true, token: false, clientKey: false, proxyPassword: false },
    });
    expect(other.session.all('profiles.changed')).toEqual([[view]]);
    expect(world.poller('osaka').state).toBe('started');
    expect(world.connections).toMatchObject([{ secrets: { password: 'hunter2' } }]);
    expect(world.profiles.value).toMatchObject({
      datacenters: [{ id: 'osaka' }],
      origins: { osaka: 'http://osaka:9001/api' },
    });
  });

  it('refuses a taken name and an unusable URL, and changes nothing', async () => {
    const { world, page } = await setUp('tokyo');

    const taken = await page.ask('profiles.save', { profile: aProfile({ name: 'TOKYO' }), secrets: {} });
    const user = await page.ask('profiles.save', {
      profile: aProfile({ url: 'http://me:hunter2@osaka/api' }),
      secrets: {},
    });

    expect(taken).toMatchObject({ error: { code: 'profile/name-taken' } });
    expect(user).toMatchObject({
      error: { code: 'profile/invalid', details: { field: 'url', reason: 'user' } },
    });
    expect((await page.get('profiles.list', null)).map(({ profile }) => profile.id)).toEqual(['tokyo']);
    expect(world.pollers).toHaveLength(1);
  });

  it('changes nothing where the file can not be written', async () => {
    const { world, page } = await setUp('osaka');
    world.profiles.failure = appError('file/unwritable', 'read-only file system');

    const saved = await page.ask('profiles.save', {
      profile: aProfile({ url: 'http://other/api' }),
      secrets: { token: 'hunter2' },
    });

    expect(saved).toMatchObject({ error: { code: 'file/unwritable' } });
    expect(await page.get('profiles.list', null)).toMatchObject([
      { profile: { url: 'http://osaka:9001/api' }, hasSecret: { token: false } },
    ]);
    expect(world.pollers).toHaveLength(1);
  });

  it('leaves polling alone when only words and colours change', async () => {
    const { world, page } = await setUp('osaka');

    await page.get('profiles.save', { profile: aProfile({ name: 'Ōsaka', colour: 'red' }), secrets: {} });

    expect(world.pollers).toMatchObject([{ state: 'started' }]);
  });

  it('restarts only its own datacenter for anything else, secrets included, and keeps the inventory', async () => {
    const { world, page } = await setUp('osaka', 'tokyo');
    observe(world, pool, 'vol-1');
    const polling = {
      fastIntervalMs: 60_000,
      slowIntervalMs: 300_000,
      requestTimeoutMs: 35_000,
      paused: false,
    };

    await page.get('profiles.save', { profile: aProfile({ polling }), secrets: {} });
    await page.get('profiles.save', { profile: aProfile({ polling }), secrets: { token: 'hunter2' } });

    expect(world.pollers.map(({ state, dependencies }) => [dependencies.profile.id, state])).toEqual([
      ['osaka', 'stopped'],
      ['tokyo', 'started'],
      ['osaka', 'stopped'],
      ['osaka', 'started'],
    ]);
    expect(world.connections.map(({ isClosed }) => isClosed)).toEqual([true, false, true, false]);
    expect((await page.snapshot('volumes')).total).toBe(1);
  });

  it('removes what only a dropped account listed, and starts anew should it return', async () => {
    const { world, page } = await setUp('osaka');
    await page.get('profiles.save', {
      profile: aProfile({ accounts: [{ id: pool }, { id: tenant }] }),
      secrets: {},
    });
    observe(world, pool, 'vol-1', 'vol-2');
    observe(world, tenant, 'vol-2', 'vol-3');
    world.poller('osaka').inventory.swept({ kind: 'volumes', account: tenant, startedAt: 5, ownerTotal: 2 });
    await page.snapshot('volumes');

    await page.get('profiles.save', { profile: aProfile(), secrets: {} });
    await world.clock.advance(100);

    expect(page.session.all('inventory.changed')).toMatchObject([
      { removed: ['osaka/vol-3'], upserted: [{ key: 'osaka/vol-2', accounts: [pool] }] },
    ]);
    expect(await page.get('timeline.list', { limit: 9 })).toEqual([]);
    expect(world.poller('osaka').inventory.sweptAt('volumes', tenant)).toBeNull();
    await world.start();
    expect(world.poller('osaka').inventory.sweptAt('volumes', tenant)).toBeNull();
  });

  it('forgets the inventory of the endpoint before when the URL changes', async () => {
    const { world, page } = await setUp('osaka');
    observe(world, pool, 'vol-1');
    await page.snapshot('volumes');
    const former = world.poller('osaka').inventory;

    await page.get('profiles.save', { profile: aProfile({ url: 'http://new/api' }), secrets: {} });
    former.observe({
      kind: 'volumes',
      listedBy: pool,
      at: world.clock.now(),
      records: [aDecodedVolume('vol-9')],
      baseline: false,
    });
    await world.clock.advance(100);

    expect(page.session.all('inventory.changed')).toMatchObject([{ removed: ['osaka/vol-1'], upserted: [] }]);
    expect([...world.store.records()]).toEqual([]);
    expect(world.profiles.value.origins).toEqual({ osaka: 'http://new/api' });
  });

  it("never shows an old endpoint's inventory as the new one's, even if the store fails just then", async () => {
    const { world, page } = await setUp('osaka');
    observe(world, pool, 'vol-1');
    world.store.failure = appError('store/unavailable', 'locked');

    await page.get('profiles.save', { profile: aProfile({ url: 'http://new/api' }), secrets: {} });
    world.store.failure = null;
    const next = new Page(await world.start());

    expect((await next.snapshot('volumes')).rows).toEqual([]);
  });

  it('carries out changes one after another, in order', async () => {
    const { world, page } = await setUp();

    await Promise.all([
      page.get('profiles.save', { profile: aProfile(), secrets: {} }),
      page.get('profiles.save', { profile: aProfile({ name: 'second' }), secrets: {} }),
      page.ask('profiles.save', { profile: aProfile({ id: 'tokyo', name: 'SECOND' }), secrets: {} }),
      page.get('datacenters.setPaused', { datacenterId: osaka, paused: true }),
    ]);

    expect(await page.get('profiles.list', null)).toMatchObject([
      { profile: { id: 'osaka', name: 'second', polling: { paused: true } } },
    ]);
    expect(world.pollers.filter(({ state }) => state === 'started')).toHaveLength(1);
  });
});

describe('removing a profile', () => {
  it('takes its rows, its stored inventory, its timeline and its secrets with it', async () => {
    const { world, page, other } = await setUp('osaka', 'tokyo');
    await page.get('profiles.save', { profile: aProfile(), secrets: { password: 'hunter2' } });
    observe(world, pool, 'vol-1');
    await page.snapshot('volumes');

    await page.get('profiles.remove', { datacenterId: osaka });
    await world.clock.advance(100);

    expect(page.session.all('inventory.changed')).toMatchObject([{ removed: ['osaka/vol-1'] }]);
    expect(other.session.all('datacenters.removed')).toEqual([{ datacenterId: osaka }]);
    expect(other.session.all('profiles.changed').at(-1)).toMatchObject([{ profile: { id: 'tokyo' } }]);
    expect([...world.store.records()]).toEqual([]);
    expect(await world.secretsOf(osaka)).toEqual({});
    expect((await page.get('datacenters.list', null)).map(({ datacenterId }) => datacenterId)).toEqual([
      'tokyo',
    ]);
    expect(await page.ask('profiles.remove', { datacenterId: osaka })).toMatchObject({
      error: { code: 'profile/not-found' },
    });
  });

  it('gives a later datacenter of the same id neither its secrets nor its inventory', async () => {
    const { world, page } = await setUp('osaka');
    await page.get('profiles.save', { profile: aProfile(), secrets: { password: 'hunter2' } });
    observe(world, pool, 'vol-1');

    // As after a lost profiles.json: nothing says that there was an `osaka` before.
    world.profiles.value = { version: 1, datacenters: [], origins: {} };
    const next = new Page(await world.start());
    const view = await next.get('profiles.save', { profile: aProfile(), secrets: {} });

    expect(view.hasSecret.password).toBe(false);
    expect((await next.snapshot('volumes')).rows).toEqual([]);
  });

  it('tries a later time where the store fails', async () => {
    const { world, page } = await setUp('osaka');
    observe(world, pool, 'vol-1');
    world.store.failure = appError('store/unavailable', 'locked');

    await page.get('profiles.remove', { datacenterId: osaka });
    world.store.failure = null;
    await world.clock.advance(10_000);

    expect([...world.store.records()]).toEqual([]);
  });
});

describe('a connection test', () => {
  it('tells its progress to the page that asked, with the secrets typed over those stored', async () => {
    const { world, page, other } = await setUp();
    await page.get('profiles.save', { profile: aProfile(), secrets: { password: 'old', token: 'kept' } });

    const { jobId } = await page.get('profiles.startTest', {
      profile: aProfile({ url: 'http://new/api/' }),
      secrets: { password: 'new' },
    });
    await world.clock.advance(0);
    world.tests[0]?.settle();
    await world.clock.advance(0);

    expect(world.connections.at(-1)).toMatchObject({
      profile: { url: 'http://new/api' },
      secrets: { password: 'new', token: 'kept' },
      isClosed: true,
    });
    expect(page.session.all('profiles.testProgressed')).toMatchObject([{ jobId, test: { done: true } }]);
    expect(other.session.all('profiles.testProgressed')).toEqual([]);
    expect(await world.secretsOf(osaka)).toEqual({ password: 'old', token: 'kept' });
  });

  it.each(['is cancelled', 'loses its page'])(
    'ends silently and closes its connection when it %s',
    async (how) => {
      const { world, page, other } = await setUp();
      const { jobId } = await page.get('profiles.startTest', { profile: aProfile(), secrets: {} });
      await world.clock.advance(0);

      await other.get('profiles.cancelTest', { jobId });
      expect(world.connections).toMatchObject([{ isClosed: false }]);
      if (how === 'is cancelled') await page.get('profiles.cancelTest', { jobId });
      else page.session.close();
      await world.clock.advance(0);

      expect(world.connections).toMatchObject([{ isClosed: true }]);
      expect(page.session.all('profiles.testProgressed')).toEqual([]);
      expect(world.logger.bugs).toEqual([]);
    },
  );

  it('refuses what could not be saved', async () => {
    const { page } = await setUp();

    expect(
      await page.ask('profiles.startTest', { profile: aProfile({ url: 'http://h/api?x=1' }), secrets: {} }),
    ).toMatchObject({
      error: { code: 'profile/invalid', details: { field: 'url' } },
    });
  });
});

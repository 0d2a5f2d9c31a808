import { describe, expect, it } from 'vitest';
import { defaultSettings } from '#contract/settings.ts';
import { recordKey } from '#contract/ids.ts';
import { EngineWorld, Page } from '../../../testing/an-engine.ts';
import { aDecodedVolume, pool } from '../../../testing/decoded-records.ts';
import { osaka, tokyo } from '../../../testing/stored-records.ts';

const setUp = async () => {
  const world = new EngineWorld([{ id: 'osaka' }, { id: 'tokyo' }]);
  const engine = await world.start();
  return { world, engine };
};

describe('statuses', () => {
  it('are told for the datacenters that changed, four times a second at most', async () => {
    const { world, engine } = await setUp();
    const page = new Page(engine);
    await world.clock.advance(1_000);
    page.session.emitted.length = 0;
    const poller = world.poller('osaka');

    for (let step = 0; step < 100; step += 1) {
      poller.dependencies.statusChanged();
      await world.clock.advance(10);
    }
    poller.condition = 'online';
    poller.dependencies.statusChanged();
    await world.clock.advance(250);

    const told = page.session.all('datacenters.changed');
    expect(told.length).toBeLessThanOrEqual(6);
    expect(told.flat().every((status) => status.datacenterId === osaka)).toBe(true);
    expect(told.at(-1)).toMatchObject([{ condition: 'online' }]);
  });

  it('of all datacenters are answered at any time', async () => {
    const { engine } = await setUp();

    expect(await new Page(engine).get('datacenters.list', null)).toMatchObject([
      { datacenterId: osaka },
      { datacenterId: tokyo },
    ]);
  });
});

describe('polling', () => {
  it('is refreshed, paused and resumed datacenter by datacenter', async () => {
    const { world, engine } = await setUp();
    const page = new Page(engine);

    await page.get('datacenters.refresh', { datacenterId: osaka, kinds: ['volumes'] });
    expect(world.poller('osaka').refreshes).toEqual([['volumes']]);
    await page.get('datacenters.setPaused', { datacenterId: osaka, paused: true });

    expect(world.poller('osaka').dependencies.profile.polling.paused).toBe(true);
    expect(await page.ask('datacenters.refresh', { datacenterId: osaka })).toMatchObject({
      error: { code: 'datacenter/paused' },
    });
    expect(await page.ask('datacenters.refresh', { datacenterId: 'kobe' })).toMatchObject({
      error: { code: 'profile/not-found' },
    });
    expect(await page.ask('datacenters.setPaused', { datacenterId: 'kobe', paused: true })).toMatchObject({
      error: { code: 'profile/not-found' },
    });
    expect(world.poller('tokyo').refreshes).toEqual([]);
  });

  it("asks whether the endpoint's host can be reached", async () => {
    const { world } = await setUp();
    world.connectivity.isUp = false;

    expect(world.poller('osaka').dependencies.hasNetwork()).toBe(false);
  });

  it('of the others runs on where one datacenter can not be started', async () => {
    const world = new EngineWorld([{ id: 'osaka' }, { id: 'tokyo' }]);
    const engine = await world.start({
      openClient: (http, profile) => {
        if (profile.id === 'osaka') throw new Error('a certificate that can not be read');
        return {
          page: () => Promise.reject(new Error()),
          show: () => Promise.reject(new Error()),
          close: () => {
            http.close();
          },
        };
      },
    });

    expect(world.poller('tokyo').state).toBe('started');
    expect((await new Page(engine).get('app.info', null)).notices).toMatchObject([
      { code: 'internal/bug', details: { datacenterId: osaka } },
    ]);
  });
});

describe('attention', () => {
  const spotlight = (world: EngineWorld, id: string) => world.poller(id).dependencies.attention();

  it('is what all pages together look at, open records first, each once', async () => {
    const { world, engine } = await setUp();
    const [one, two] = [new Page(engine, 'one'), new Page(engine, 'two')];

    await one.get('attention.report', {
      hidden: false,
      visible: ['osaka/i-1', 'osaka/i-2', 'tokyo/i-3'],
      open: null,
    });
    await two.get('attention.report', {
      hidden: false,
      visible: ['osaka/i-2'],
      open: { kind: 'volumes', key: 'osaka/vol-1' },
    });

    expect(spotlight(world, 'osaka')).toEqual({
      hidden: false,
      spotlight: [
        { kind: 'volumes', id: 'vol-1' },
        { kind: 'instances', id: 'i-1' },
        { kind: 'instances', id: 'i-2' },
      ],
    });
    expect(spotlight(world, 'tokyo').spotlight).toEqual([{ kind: 'instances', id: 'i-3' }]);
  });

  it('follows a hundred instances on screen at the most', async () => {
    const { world, engine } = await setUp();
    const visible = Array.from({ length: 150 }, (_, at) => recordKey(osaka, `i-${String(at)}`));

    await new Page(engine).get('attention.report', {
      hidden: false,
      visible,
      open: { kind: 'images', key: 'osaka/wmi-1' },
    });

    expect(spotlight(world, 'osaka').spotlight).toHaveLength(101);
  });

  it('is hidden when no page is open or all are hidden, and wakes only the pollers it changes for', async () => {
    const { world, engine } = await setUp();
    expect(spotlight(world, 'osaka').hidden).toBe(true);
    const [one, two] = [new Page(engine, 'one'), new Page(engine, 'two')];
    expect(spotlight(world, 'osaka').hidden).toBe(false);

    await one.get('attention.report', { hidden: true, visible: ['osaka/i-1'], open: null });
    expect(spotlight(world, 'osaka')).toEqual({ hidden: false, spotlight: [] });
    await two.get('attention.report', { hidden: true, visible: [], open: null });
    expect(spotlight(world, 'osaka').hidden).toBe(true);
    await two.get('attention.report', { hidden: false, visible: ['osaka/i-1'], open: null });
    const wakes = world.poller('tokyo').attentionChanges;
    await two.get('attention.report', { hidden: false, visible: ['osaka/i-2'], open: null });

    expect(world.poller('tokyo').attentionChanges).toBe(wakes);
    two.session.close();
    expect(spotlight(world, 'osaka')).toEqual({ hidden: true, spotlight: [] });
  });

  it('of a page that is gone does not come back by a late call', async () => {
    const { world, engine } = await setUp();
    const page = new Page(engine);
    page.session.close();

    await page.get('attention.report', { hidden: false, visible: ['osaka/i-1'], open: null });

    expect(spotlight(world, 'osaka')).toEqual({ hidden: true, spotlight: [] });
  });
});

describe('settings', () => {
  it('are kept and told to the other pages', async () => {
    const { world, engine } = await setUp();
    const [mine, other] = [new Page(engine, 'mine'), new Page(engine, 'other')];
    const dark = { ...defaultSettings, theme: 'dark' as const };

    await mine.get('settings.save', dark);

    expect(await other.get('settings.get', null)).toEqual(dark);
    expect(world.settings.value).toEqual(dark);
    expect([mine, other].map((page) => page.session.all('settings.changed'))).toEqual([[], [dark]]);
  });
});

describe('a closed engine', () => {
  it('has stopped everything it started', async () => {
    const { world, engine } = await setUp();
    const page = new Page(engine);
    await page.snapshot('volumes');
    await page.get('profiles.startTest', {
      profile: { id: 'osaka', name: 'x', url: 'http://x/api', accounts: [{ id: pool }] },
      secrets: {},
    });
    const { inventory, dependencies } = world.poller('osaka');
    inventory.observe({
      kind: 'volumes',
      listedBy: pool,
      at: 1,
      records: [aDecodedVolume('vol-1')],
      baseline: false,
    });
    dependencies.statusChanged();
    page.session.emitted.length = 0;

    await engine.close();
    await world.clock.advance(60_000);

    expect(world.pollers.every(({ state }) => state === 'stopped')).toBe(true);
    expect(world.connections.every(({ isClosed }) => isClosed)).toBe(true);
    expect(world.store.isClosed).toBe(true);
    expect(world.clock.pendingTimers).toBe(0);
    expect(page.session.emitted).toEqual([]);
  });

  it('starts nothing for a profile saved too late', async () => {
    const { world, engine } = await setUp();
    const page = new Page(engine);

    await engine.close();
    await page.ask('datacenters.setPaused', { datacenterId: osaka, paused: true });
    await world.clock.advance(60_000);

    expect(world.pollers.every(({ state }) => state === 'stopped')).toBe(true);
    expect(world.clock.pendingTimers).toBe(0);
  });
});

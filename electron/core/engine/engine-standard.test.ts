import { describe, expect, it } from 'vitest';
import type { DatacenterStatus } from '#contract/endpoint.ts';
import type { DatacenterId } from '#contract/ids.ts';
import { EngineWorld, Page } from '../../../testing/an-engine.ts';
import { pool } from '../../../testing/decoded-records.ts';
import { answersJson, type Script } from '../../../testing/fake-http.ts';
import { osaka, tokyo } from '../../../testing/stored-records.ts';
import { standardParts } from './engine.ts';

const instance = (id: string, state = 'running') => ({
  id,
  host_node: 'hn-demo1',
  instance_spec_id: 'is-demospec',
  image_id: 'wmi-lucid5',
  cpu_cores: 1,
  memory_size: 256,
  arch: 'x86_64',
  hostname: id.slice(2),
  ha_enabled: 0,
  state,
  status: 'online',
  created_at: '2011-12-22T03:04:05Z',
  ssh_key_pair: null,
  security_groups: [],
  network: [],
  vif: [],
  volume: [],
});

type Documents = readonly { readonly id: string }[];

/** Answers instances, by page and by id, and empty lists of everything else, as dcmgr does. */
const dcmgr =
  (instances: () => Documents): Script =>
  ({ path }) => {
    const url = new URL(path, 'http://dcmgr');
    const [, kind, id] = url.pathname.split('/');
    const all = kind === 'instances' ? instances() : [];
    if (id !== undefined) return shown(all.find((document) => document.id === id));
    const start = Number(url.searchParams.get('start'));
    const limit = Number(url.searchParams.get('limit'));
    return answersJson([{ owner_total: all.length, start, limit, results: all.slice(start, start + limit) }]);
  };

const shown = (document: { readonly id: string } | undefined) =>
  document === undefined
    ? answersJson({ error: 'Dcmgr::Endpoints::UnknownUUIDResource', message: 'x', code: '100' }, 404)
    : answersJson(document);

async function statusOf(page: Page, id: DatacenterId): Promise<DatacenterStatus> {
  const status = (await page.get('datacenters.list', null)).find((one) => one.datacenterId === id);
  if (status === undefined) throw new Error(`no status of ${id}`);
  return status;
}

const datesOf = ({ lists }: DatacenterStatus) => lists.map(({ fetchedAt }) => fetchedAt);

const setUp = () => new EngineWorld([{ id: 'osaka' }, { id: 'tokyo' }]);

describe('an engine with its standard parts', () => {
  it("brings an endpoint's records to a page and follows their changes", async () => {
    const world = setUp();
    let instances: Documents = [instance('i-aaaa1111'), instance('i-bbbb2222')];
    world.scripts.set(
      'osaka',
      dcmgr(() => instances),
    );
    const page = new Page(await world.start(standardParts));
    await page.snapshot('instances');

    await world.clock.advance(20_000);
    const first = await page.snapshot('instances');
    instances = [instance('i-cccc3333', 'scheduling'), instance('i-bbbb2222', 'stopped')];
    await world.clock.advance(300_000);

    expect(first.rows.map((row) => row.id)).toEqual(['i-aaaa1111', 'i-bbbb2222']);
    expect((await page.snapshot('instances')).rows).toMatchObject([
      { id: 'i-bbbb2222', state: 'stopped', owner: pool },
      { id: 'i-cccc3333', state: 'scheduling' },
    ]);
    const told = (await page.get('timeline.list', { limit: 10 })).map(({ what, id }) => `${what} ${id}`);
    expect(told.toSorted()).toEqual(['appeared i-cccc3333', 'changed i-bbbb2222', 'disappeared i-aaaa1111']);
    expect(world.logger.bugs).toEqual([]);
  });

  it('serves the last known inventory where no endpoint can be reached, and says so', async () => {
    const world = setUp();
    world.scripts.set(
      'osaka',
      dcmgr(() => [instance('i-aaaa1111')]),
    );
    const engine = await world.start(standardParts);
    await world.clock.advance(20_000);
    await engine.close();
    world.scripts.clear();

    const page = new Page(await world.start(standardParts));
    const atOnce = await page.snapshot('instances');
    await world.clock.advance(20_000);

    expect(atOnce.rows.map((row) => row.key)).toEqual(['osaka/i-aaaa1111']);
    expect(await page.get('datacenters.list', null)).toMatchObject([
      { datacenterId: osaka, condition: 'unreachable', error: { code: 'endpoint/refused' } },
      { datacenterId: tokyo, condition: 'unreachable', asOf: null },
    ]);
    expect((await page.snapshot('instances')).rows).toEqual(atOnce.rows);
    expect(page.session.all('datacenters.changed').flat()).toContainEqual(
      expect.objectContaining({ datacenterId: osaka, condition: 'unreachable' }),
    );
  });

  it('asks nothing of a paused datacenter, and goes on with every date it had', async () => {
    const world = setUp();
    let asked = 0;
    const answer = dcmgr(() => [instance('i-aaaa1111')]);
    world.scripts.set('osaka', (request) => {
      asked += 1;
      return answer(request);
    });
    const page = new Page(await world.start(standardParts));
    await world.clock.advance(20_000);
    const before = await statusOf(page, osaka);

    await page.get('datacenters.setPaused', { datacenterId: osaka, paused: true });
    const askedBefore = asked;
    await world.clock.advance(600_000);
    const paused = await statusOf(page, osaka);
    const askedWhilePaused = asked - askedBefore;
    await page.get('datacenters.setPaused', { datacenterId: osaka, paused: false });
    const resumed = await statusOf(page, osaka);
    await world.clock.advance(20_000);
    const later = await statusOf(page, osaka);

    expect(askedWhilePaused).toBe(0);
    expect([before, paused, later].map(({ condition }) => condition)).toEqual(['online', 'paused', 'online']);
    expect([paused.asOf, resumed.asOf]).toEqual([before.asOf, before.asOf]);
    expect([datesOf(paused), datesOf(resumed)]).toEqual([datesOf(before), datesOf(before)]);
    expect(paused.lists.every(({ freshness, nextAt }) => freshness === 'stale' && nextAt === null)).toBe(
      true,
    );
    expect(later.lists.every(({ freshness }) => freshness === 'live')).toBe(true);
    expect(later.asOf).toBeGreaterThan((before.asOf ?? 0) + 600_000);
  });

  it('tries an unreachable datacenter at once when a person asks for it', async () => {
    const world = setUp();
    let isUp = false;
    let asked = 0;
    const answer = dcmgr(() => [instance('i-aaaa1111')]);
    world.scripts.set('osaka', (request) => {
      asked += 1;
      return isUp ? answer(request) : { kind: 'fails', code: 'endpoint/refused' };
    });
    const page = new Page(await world.start(standardParts));
    await world.clock.advance(3_600_000);
    const down = await statusOf(page, osaka);
    isUp = true;

    const askedBefore = asked;
    await page.get('datacenters.refresh', { datacenterId: osaka });
    await world.clock.settle();
    const askedAtOnce = asked - askedBefore;
    await world.clock.advance(1_000);

    expect(down).toMatchObject({ condition: 'unreachable', error: { code: 'endpoint/refused' } });
    expect(down.nextTryAt).toBeGreaterThan(world.clock.now());
    expect(askedAtOnce).toBeGreaterThan(0);
    expect(await statusOf(page, osaka)).toMatchObject({ condition: 'online', nextTryAt: null, error: null });
    expect((await page.snapshot('instances')).rows.map(({ id }) => id)).toEqual(['i-aaaa1111']);
  });

  it('tests a connection and answers what it found', async () => {
    const world = setUp();
    world.scripts.set(
      'osaka',
      dcmgr(() => []),
    );
    const page = new Page(await world.start(standardParts));
    const profile = { id: 'osaka', name: 'x', url: 'http://osaka/api', accounts: [{ id: 'a-typo' }] };

    const { jobId } = await page.get('profiles.startTest', { profile, secrets: {} });
    await world.clock.advance(1_000);

    const last = page.session.all('profiles.testProgressed').at(-1);
    expect(last).toMatchObject({
      jobId,
      test: {
        done: true,
        error: null,
        accounts: [{ account: 'a-typo', suspicion: { code: 'account/all-empty' } }],
      },
    });
  });
});

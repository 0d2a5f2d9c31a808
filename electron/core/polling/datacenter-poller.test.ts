import { describe, expect, it } from 'vitest';
import { appError } from '#contract/errors.ts';
import type { AccountId } from '#contract/ids.ts';
import { resourceKinds } from '#contract/resource-kind.ts';
import { pagesOf, showsOf, startedDatacenter } from '../../../testing/polled-datacenter.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

describe('a polled datacenter', () => {
  it('reads every list of every account, instances and hosts among the first', async () => {
    const accounts = ['a-shpoolxx', 'a-tenant'];
    const dc = startedDatacenter({ accounts }, (it) => {
      for (const account of accounts) it.fill('instances', `i-${account.slice(2)}`, 40, account as AccountId);
      it.fill('host_nodes', 'hn-', 5);
    });

    await dc.clock.advance(10 * second);

    expect(dc.feed.states('instances')).toEqual(dc.listed('instances'));
    expect(new Set(dc.feed.sweeps.map(({ kind }) => kind))).toEqual(new Set(resourceKinds));
    expect(dc.server.requests.slice(0, 2).every((r) => r.kind === 'host_nodes')).toBe(true);
    const { condition, lists, asOf } = dc.poller.status();
    expect([condition, asOf !== null]).toEqual(['online', true]);
    expect(lists.every(({ freshness }) => freshness === 'live')).toBe(true);
    dc.poller.stop();
  });

  it('marks what a first sweep finds as a baseline, and later finds as news', async () => {
    const dc = startedDatacenter({}, (it) => {
      it.fill('instances', 'i-', 3);
    });
    await dc.clock.advance(5 * second);
    dc.server.list('instances', dc.account).unshift({ id: 'i-new', state: 'running' });

    await dc.clock.advance(30 * second);

    const news = dc.feed.observations.filter(({ records }) => records.some(({ id }) => id === 'i-new'));
    expect(news[0]?.baseline).toBe(false);
    expect(dc.feed.observations.find(({ kind }) => kind === 'instances')?.baseline).toBe(true);
    dc.poller.stop();
  });

  it('never has more than one request of the sweep lane and one of the spotlight under way', async () => {
    const dc = startedDatacenter({}, (it) => {
      it.fill('instances', 'i-', 500);
      it.fill('volumes', 'vol-', 500);
    });
    dc.attention = { hidden: false, spotlight: [{ kind: 'instances', id: 'i-3' }] };

    await dc.clock.advance(2 * minute);

    expect(dc.server.mostInFlight).toBe(2);
    dc.poller.stop();
  });

  it('finds a launch within seconds by a head check', async () => {
    const dc = startedDatacenter({}, (it) => {
      it.fill('instances', 'i-', 2000);
    });
    await dc.clock.advance(minute);
    dc.server
      .list('instances', dc.account)
      .unshift({ id: 'i-a', state: 'running' }, { id: 'i-b', state: 'running' });

    await dc.clock.advance(15 * second);

    expect(dc.feed.stateOf('instances', 'i-a')).toBe('running');
    expect(dc.feed.stateOf('instances', 'i-b')).toBe('running');
    dc.poller.stop();
  });

  it('lets a record go only once a show has confirmed it', async () => {
    const dc = startedDatacenter({}, (it) => {
      it.fill('instances', 'i-', 5);
      it.fill('networks', 'nw-', 3);
    });
    await dc.clock.advance(5 * second);
    dc.server.remove('instances', dc.account, 'i-2', 'terminated');
    dc.server.remove('instances', dc.account, 'i-3', 'running');
    dc.server.remove('networks', dc.account, 'nw-1');

    await dc.clock.advance(12 * minute);

    expect(dc.feed.departures.map(({ id }) => id)).toEqual(['i-2', 'nw-1']);
    expect(dc.feed.stateOf('instances', 'i-3')).toBe('running');
    dc.poller.stop();
  });

  it('keeps a record that dcmgr can no longer show, and tells so', async () => {
    const dc = startedDatacenter({}, (it) => {
      it.fill('instances', 'i-', 60);
    });
    await dc.clock.advance(5 * second);
    dc.server.unreadable.add('i-30');

    await dc.clock.advance(3 * minute);

    expect(dc.feed.departures).toEqual([]);
    const { problems, lists } = dc.poller.status();
    expect(problems.map(({ error }) => error)).toContainEqual(
      expect.objectContaining({
        code: 'list/unreadable-record',
        details: { offset: 30, newer: 'i-29', older: 'i-31' },
      }),
    );
    expect(lists.find(({ kind }) => kind === 'instances')).toMatchObject({ freshness: 'live', error: null });
    dc.poller.stop();
  });

  it('asks about hundreds of missing records little by little, and forgets none that a show finds alive', async () => {
    const dc = startedDatacenter({}, (it) => {
      it.fill('instances', 'i-', 400);
    });
    await dc.clock.advance(20 * second);
    for (let i = 0; i < 400; i++) dc.server.remove('instances', dc.account, `i-${String(i)}`, 'running');

    const requests = await dc.requestsDuring(hour);

    expect(dc.feed.departures).toEqual([]);
    expect(showsOf(requests).length).toBeGreaterThanOrEqual(400);
    expect(showsOf(requests).length).toBeLessThan(400 * 8);
    const inAnySecond = new Map<number, number>();
    for (const { at } of showsOf(requests)) {
      const s = Math.floor(at / second);
      inAnySecond.set(s, (inAnySecond.get(s) ?? 0) + 1);
    }
    expect(Math.max(...inAnySecond.values())).toBeLessThanOrEqual(5);
    dc.poller.stop();
  });

  it('tells of records whose text was mended, and counts them among the list all the same', async () => {
    const dc = startedDatacenter({}, (it) => {
      it.fill('instances', 'i-', 3);
    });
    await dc.clock.advance(20 * second);
    dc.server.misbehave = ({ kind, start }, list) => {
      if (kind !== 'instances') return null;
      const records = dc.feed.observations.find((o) => o.kind === 'instances')?.records ?? [];
      const mended = [{ offset: 1, id: 'i-1', error: appError('record/bad-encoding', 'not UTF-8') }];
      return { start, ownerTotal: list.length, count: records.length, records, rejected: [], mended };
    };
    await dc.clock.advance(2 * minute);

    const { problems, lists } = dc.poller.status();
    expect(problems.map(({ error }) => error)).toEqual([
      expect.objectContaining({ code: 'record/bad-encoding', details: { offset: 1, id: 'i-1' } }),
    ]);
    expect(lists.find(({ kind }) => kind === 'instances')).toMatchObject({ freshness: 'live', error: null });
    expect(dc.feed.departures).toEqual([]);
    dc.poller.stop();
  });

  it('tells of pages that repeat without end, and lets nothing go because of them', async () => {
    const dc = startedDatacenter({}, (it) => {
      it.fill('instances', 'i-', 200);
    });
    await dc.clock.advance(20 * second);
    dc.server.misbehave = ({ kind, limit, start }, list) => {
      if (kind !== 'instances') return null;
      const records = dc.feed.observations
        .flatMap((o) => (o.kind === 'instances' ? o.records : []))
        .slice(0, limit);
      return { start, ownerTotal: list.length, count: records.length, records, rejected: [], mended: [] };
    };

    const requests = await dc.requestsDuring(10 * minute);

    expect(dc.feed.departures).toEqual([]);
    expect(dc.poller.status().problems[0]?.error.code).toBe('list/cyclic-pages');
    expect(dc.poller.status().condition).toBe('degraded');
    expect(pagesOf(requests).length).toBeLessThan(300);
    dc.poller.stop();
  });
});

describe('living on', () => {
  it('calls nothing after it was stopped, and leaves no timer behind', async () => {
    const dc = startedDatacenter({}, (it) => {
      it.fill('instances', 'i-', 500);
    });
    dc.attention = { hidden: false, spotlight: [{ kind: 'instances', id: 'i-3' }] };
    await dc.clock.advance(2_100);
    dc.poller.stop();
    await dc.clock.settle();
    const before = [dc.server.requests.length, dc.feed.observations.length, dc.statusChanges];

    await dc.clock.advance(hour);

    expect([dc.server.requests.length, dc.feed.observations.length, dc.statusChanges]).toEqual(before);
    expect(dc.clock.pendingTimers).toBe(0);
    expect(dc.logger.bugs).toEqual([]);
  });

  it('reports a bug of the inventory, and reads on without storming', async () => {
    const dc = startedDatacenter({}, (it) => {
      it.fill('instances', 'i-', 50);
      it.fill('images', 'wmi-', 5);
    });
    const observe = dc.feed.observe.bind(dc.feed);
    dc.feed.observe = (observation) => {
      if (observation.kind === 'instances') throw new Error('broken invariant');
      observe(observation);
    };

    const requests = await dc.requestsDuring(10 * minute);
    dc.feed.observe = observe;
    await dc.clock.advance(6 * minute);

    expect(dc.logger.bugs.length).toBeGreaterThan(0);
    expect(requests.length).toBeLessThan(300);
    expect(Object.keys(dc.feed.states('instances'))).toHaveLength(50);
    expect(dc.poller.status().condition).toBe('online');
    dc.poller.stop();
  });

  it('sweeps soon after a restart, but not everything at the same moment', async () => {
    let seed = 1;
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    const dc = startedDatacenter({ random }, (it) => {
      it.fill('instances', 'i-', 50);
    });
    await dc.clock.advance(minute);
    await dc.restart();

    const first = await dc.requestsDuring(second);
    await dc.clock.advance(11 * second);

    expect(pagesOf(first).length).toBeLessThan(5);
    expect(dc.poller.status().lists.every(({ freshness }) => freshness === 'live')).toBe(true);
    expect(dc.feed.sweeps.length).toBeGreaterThanOrEqual(20);
    dc.poller.stop();
  });
});

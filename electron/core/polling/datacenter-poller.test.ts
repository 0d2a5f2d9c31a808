import { describe, expect, it } from 'vitest';
import { appError } from '#contract/errors.ts';
import type { AccountId } from '#contract/ids.ts';
import { resourceKinds } from '#contract/resource-kind.ts';
import type { FakeRequest } from '../../../testing/fake-dcmgr.ts';
import { PolledDatacenter, type PolledDatacenterOptions } from '../../../testing/polled-datacenter.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const started = (
  options: PolledDatacenterOptions = {},
  prepare: (dc: PolledDatacenter) => void = () => undefined,
) => {
  const dc = new PolledDatacenter(options);
  prepare(dc);
  dc.poller.start();
  return dc;
};
const pages = (requests: readonly FakeRequest[]) => requests.filter(({ what }) => what === 'page');
const shows = (requests: readonly FakeRequest[]) => requests.filter(({ what }) => what === 'show');

describe('a polled datacenter', () => {
  it('reads every list of every account, instances and hosts among the first', async () => {
    const accounts = ['a-shpoolxx', 'a-tenant'];
    const dc = started({ accounts }, (it) => {
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
    const dc = started({}, (it) => {
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
    const dc = started({}, (it) => {
      it.fill('instances', 'i-', 500);
      it.fill('volumes', 'vol-', 500);
    });
    dc.attention = { hidden: false, spotlight: [{ kind: 'instances', id: 'i-3' }] };

    await dc.clock.advance(2 * minute);

    expect(dc.server.mostInFlight).toBe(2);
    dc.poller.stop();
  });

  it('finds a launch within seconds by a head check', async () => {
    const dc = started({}, (it) => {
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
    const dc = started({}, (it) => {
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
    const dc = started({}, (it) => {
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
    const dc = started({}, (it) => {
      it.fill('instances', 'i-', 400);
    });
    await dc.clock.advance(20 * second);
    for (let i = 0; i < 400; i++) dc.server.remove('instances', dc.account, `i-${String(i)}`, 'running');

    const requests = await dc.requestsDuring(hour);

    expect(dc.feed.departures).toEqual([]);
    expect(shows(requests).length).toBeGreaterThanOrEqual(400);
    expect(shows(requests).length).toBeLessThan(400 * 8);
    const inAnySecond = new Map<number, number>();
    for (const { at } of shows(requests)) {
      const s = Math.floor(at / second);
      inAnySecond.set(s, (inAnySecond.get(s) ?? 0) + 1);
    }
    expect(Math.max(...inAnySecond.values())).toBeLessThanOrEqual(5);
    dc.poller.stop();
  });

  it('tells of pages that repeat without end, and lets nothing go because of them', async () => {
    const dc = started({}, (it) => {
      it.fill('instances', 'i-', 200);
    });
    await dc.clock.advance(20 * second);
    dc.server.misbehave = ({ kind, limit, start }, list) => {
      if (kind !== 'instances') return null;
      const records = dc.feed.observations
        .flatMap((o) => (o.kind === 'instances' ? o.records : []))
        .slice(0, limit);
      return { start, ownerTotal: list.length, count: records.length, records, rejected: [] };
    };

    const requests = await dc.requestsDuring(10 * minute);

    expect(dc.feed.departures).toEqual([]);
    expect(dc.poller.status().problems[0]?.error.code).toBe('list/cyclic-pages');
    expect(dc.poller.status().condition).toBe('degraded');
    expect(pages(requests).length).toBeLessThan(300);
    dc.poller.stop();
  });
});

describe('an endpoint in trouble', () => {
  it('is unreachable when refused, dated, tried again ever more rarely, and back at once when it answers', async () => {
    const dc = started({}, (it) => {
      it.fill('instances', 'i-', 10);
    });
    await dc.clock.advance(10 * second);
    dc.server.fault = () => ({ error: appError('endpoint/refused', 'refused'), afterMs: 1 });

    const requests = await dc.requestsDuring(hour);
    const down = dc.poller.status();
    dc.server.fault = () => null;
    dc.poller.refresh();
    await dc.clock.advance(5 * second);

    expect(requests.length).toBeLessThan(90);
    expect(down.condition).toBe('unreachable');
    expect(down.nextTryAt).toBeGreaterThanOrEqual(dc.clock.now() - 5 * second);
    expect(Object.keys(dc.feed.states('instances'))).toHaveLength(10);
    expect(dc.poller.status()).toMatchObject({ condition: 'online', nextTryAt: null, failures: 0 });
    dc.poller.stop();
  });

  it('gets few requests while it hangs, at most two at a time, and one list at a time resumes after', async () => {
    const dc = started({ random: () => 0.5 }, (it) => {
      it.fill('instances', 'i-', 300);
    });
    dc.attention = { hidden: false, spotlight: [{ kind: 'instances', id: 'i-1' }] };
    await dc.clock.advance(10 * second);
    dc.server.hang();

    const requests = await dc.requestsDuring(hour);

    expect(requests.length).toBeLessThan(60);
    expect(dc.server.mostInFlight).toBeLessThanOrEqual(2);
    expect(dc.poller.status().condition).toBe('unreachable');
    dc.server.fault = () => null;
    dc.poller.refresh();
    await dc.clock.advance(2 * minute);
    expect(dc.poller.status().condition).toBe('online');
    dc.poller.stop();
  });

  it('is degraded when one list fails while others answer', async () => {
    const dc = started({}, (it) => {
      it.fill('instances', 'i-', 10);
      it.fill('images', 'wmi-', 10);
    });
    dc.server.fault = ({ kind }) =>
      kind === 'images' ? { error: appError('endpoint/server-error', '500') } : null;

    const requests = await dc.requestsDuring(hour);

    expect(dc.poller.status().condition).toBe('degraded');
    expect(requests.filter(({ kind }) => kind === 'images').length).toBeLessThan(200);
    expect(dc.poller.status().lists.find(({ kind }) => kind === 'instances')?.freshness).toBe('live');
    dc.poller.stop();
  });

  it('retries a disabled account slowly and keeps reading the others', async () => {
    const dc = started({ accounts: ['a-good', 'a-bad'] }, (it) => {
      it.fill('instances', 'i-', 10);
    });
    dc.server.fault = ({ account }) =>
      account === 'a-bad' ? { error: appError('dcmgr/disabled-account', 'disabled') } : null;

    const requests = await dc.requestsDuring(hour);

    expect(requests.filter(({ account }) => account === 'a-bad').length).toBeLessThan(13 * 10);
    const { condition, lists } = dc.poller.status();
    expect(condition).toBe('degraded');
    expect(lists.filter(({ account }) => account === 'a-bad').every(({ error }) => error !== null)).toBe(
      true,
    );
    expect(lists.filter(({ account }) => account === 'a-good').every(({ error }) => error === null)).toBe(
      true,
    );
    dc.poller.stop();
  });

  it('asks nothing without a network, and is back within seconds of having one', async () => {
    const dc = new PolledDatacenter();
    dc.hasNetwork = false;
    dc.poller.start();

    const requests = await dc.requestsDuring(hour);
    const offline = dc.poller.status().condition;
    dc.hasNetwork = true;
    await dc.clock.advance(5 * second);

    expect(requests).toEqual([]);
    expect(offline).toBe('offline');
    expect(dc.poller.status().condition).toBe('online');
    dc.poller.stop();
  });

  it('asks nothing while paused, whatever is refreshed', async () => {
    const dc = started({ polling: { paused: true } });
    dc.poller.refresh();

    const requests = await dc.requestsDuring(hour);

    expect(requests).toEqual([]);
    expect(dc.poller.status().condition).toBe('paused');
    dc.poller.stop();
  });

  it('tells when its clock differs by more than a minute, and no longer when it does not', async () => {
    const dc = started();
    dc.server.clockSkewMs = -5 * minute;
    await dc.clock.advance(10 * second);
    const skewed = dc.poller.status();
    dc.server.clockSkewMs = 0;
    await dc.clock.advance(10 * minute);

    expect(skewed.problems.map(({ error }) => error.code)).toEqual(['clock/skewed']);
    expect(Math.abs((skewed.health.clockSkewMs ?? 0) + 5 * minute)).toBeLessThan(2 * second);
    expect(dc.poller.status().problems).toEqual([]);
    dc.poller.stop();
  });
});

describe('being gentle', () => {
  it('keeps 5,000 instances at 8 ms a record below a quarter of one worker, in a bounded number of requests', async () => {
    const dc = started({}, (it) => {
      it.fill('instances', 'i-', 5000);
    });
    await dc.clock.advance(2 * minute);
    const busyBefore = dc.server.busyMs;

    const requests = await dc.requestsDuring(hour);

    expect(dc.server.busyMs - busyBefore).toBeLessThan(0.3 * hour);
    expect(requests.length).toBeLessThan(3_500);
    expect(dc.poller.status().lists.find(({ kind }) => kind === 'instances')?.freshness).toBe('live');
    expect(Math.max(...pages(requests).map((r) => (r.what === 'page' ? r.limit : 0)))).toBeLessThanOrEqual(
      100,
    );
    dc.poller.stop();
  });

  it('slows down while every window is hidden', async () => {
    const dc = started({}, (it) => {
      it.fill('instances', 'i-', 50);
    });
    await dc.clock.advance(minute);
    const seen = await dc.requestsDuring(hour);
    dc.attention = { hidden: true, spotlight: [] };
    dc.poller.attentionChanged();

    const hidden = await dc.requestsDuring(hour);

    expect(hidden.length).toBeLessThan(seen.length / 3);
    expect(hidden.length).toBeGreaterThan(10);
    dc.poller.stop();
  });

  it('grows its pages on a fast server and halves them on a slow one', async () => {
    const fast = started({ server: { requestMs: 5, recordMs: 0.1 } }, (it) => {
      it.fill('instances', 'i-', 5000);
    });
    const slow = started({ server: { requestMs: 5, recordMs: 200 } }, (it) => {
      it.fill('instances', 'i-', 500);
    });

    await fast.clock.advance(minute);
    await slow.clock.advance(10 * minute);

    expect(fast.poller.status().health.pageSizes['instances']).toBe(500);
    expect(slow.poller.status().health.pageSizes['instances']).toBe(10);
    fast.poller.stop();
    slow.poller.stop();
  });

  it('neither stalls nor storms when somebody sets the clock of this machine', async () => {
    const dc = started({}, (it) => {
      it.fill('instances', 'i-', 50);
    });
    await dc.clock.advance(10 * minute);
    const usual = (await dc.requestsDuring(10 * minute)).length;

    dc.clock.setWallClock(dc.clock.now() + 400 * 24 * hour);
    const ahead = (await dc.requestsDuring(10 * minute)).length;
    dc.clock.setWallClock(dc.clock.now() - 800 * 24 * hour);
    const behind = (await dc.requestsDuring(10 * minute)).length;

    expect(Math.abs(ahead - usual)).toBeLessThan(usual * 0.2);
    expect(Math.abs(behind - usual)).toBeLessThan(usual * 0.2);
    dc.poller.stop();
  });
});

describe('the spotlight', () => {
  it("sees a visible row's change within 5 s while a long sweep is under way", async () => {
    const dc = started({ server: { requestMs: 20, recordMs: 8 } }, (it) => {
      it.fill('instances', 'i-', 5000);
    });
    await dc.clock.advance(3 * minute);
    dc.attention = {
      hidden: false,
      spotlight: Array.from({ length: 30 }, (_, i) => ({
        kind: 'instances',
        id: `i-${String(4000 + i * 7)}`,
      })),
    };
    dc.poller.attentionChanged();
    dc.poller.refresh(['instances']);
    await dc.clock.advance(5 * second);
    const { sweepRead } = dc.poller.status().lists.find(({ kind }) => kind === 'instances') ?? {};
    dc.server.setState('instances', dc.account, 'i-4070', 'stopped');

    await dc.clock.advance(5 * second);

    expect(sweepRead).toBeLessThan(4000);
    expect(dc.feed.stateOf('instances', 'i-4070')).toBe('stopped');
    dc.poller.stop();
  });

  it('follows an instance in transition until it has settled, and then leaves it alone', async () => {
    const dc = started({ polling: { fastIntervalMs: 3_600_000 } }, (it) => {
      it.server.list('instances', it.account).push({ id: 'i-boot', state: 'starting' });
    });
    await dc.clock.advance(20 * second);
    dc.server.setState('instances', dc.account, 'i-boot', 'running');

    await dc.clock.advance(4 * second);
    const settled = dc.feed.stateOf('instances', 'i-boot');
    const after = shows(await dc.requestsDuring(5 * minute));

    expect(settled).toBe('running');
    expect(after).toEqual([]);
    dc.poller.stop();
  });

  it('costs a slow server no more than its share, however much is on screen', async () => {
    const dc = started(
      { server: { requestMs: 40, recordMs: 60 }, polling: { fastIntervalMs: 3_600_000 } },
      (it) => {
        it.fill('instances', 'i-', 100);
      },
    );
    await dc.clock.advance(minute);
    dc.attention = {
      hidden: false,
      spotlight: Array.from({ length: 100 }, (_, i) => ({ kind: 'instances', id: `i-${String(i)}` })),
    };
    dc.poller.attentionChanged();
    const busyBefore = dc.server.busyMs;

    const requests = await dc.requestsDuring(10 * minute);

    expect((dc.server.busyMs - busyBefore) / (10 * minute)).toBeLessThan(0.25);
    const shown = new Set(shows(requests).map((r) => (r.what === 'show' ? r.id : '')));
    expect(shown.size).toBe(100);
    dc.poller.stop();
  });
});

describe('living on', () => {
  it('calls nothing after it was stopped, and leaves no timer behind', async () => {
    const dc = started({}, (it) => {
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
    const dc = started({}, (it) => {
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
    const dc = started({ random }, (it) => {
      it.fill('instances', 'i-', 50);
    });
    await dc.clock.advance(minute);
    dc.restart();

    const first = await dc.requestsDuring(second);
    await dc.clock.advance(11 * second);

    expect(pages(first).length).toBeLessThan(5);
    expect(dc.poller.status().lists.every(({ freshness }) => freshness === 'live')).toBe(true);
    expect(dc.feed.sweeps.length).toBeGreaterThanOrEqual(20);
    dc.poller.stop();
  });
});

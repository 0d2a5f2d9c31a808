import { describe, expect, it } from 'vitest';
import { appError } from '#contract/errors.ts';
import type { AccountId } from '#contract/ids.ts';
import {
  pagesOf,
  type PolledDatacenter,
  showsOf,
  startedDatacenter,
} from '../../../testing/polled-datacenter.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const instancesOf = (dc: PolledDatacenter) =>
  dc.poller.status().lists.find(({ kind }) => kind === 'instances');
const codesOf = (dc: PolledDatacenter) => dc.poller.status().problems.map(({ error }) => error.code);

describe('instances that dcmgr lists no more', () => {
  it('stay as terminated for their 900 s of server time, and leave soon after, whatever its clock says', async () => {
    const dc = startedDatacenter({ server: { requestMs: 5, recordMs: 12 } }, (it) => {
      it.fill('instances', 'i-', 300);
      it.server.clockSkewMs = hour;
    });
    await dc.clock.advance(minute);

    dc.server.setState('instances', dc.account, 'i-200', 'terminated');
    await dc.clock.advance(15 * minute);
    const listed = dc.feed.stateOf('instances', 'i-200');
    dc.server.remove('instances', dc.account, 'i-200', 'terminated');
    await dc.clock.advance(2 * minute);

    expect(listed).toBe('terminated');
    expect(dc.feed.departures).toEqual([{ kind: 'instances', account: dc.account, id: 'i-200' }]);
    expect(codesOf(dc)).toEqual(['clock/skewed']);
    dc.poller.stop();
  });

  it('leave the account that may not see them any more, and stay with the one that owns them', async () => {
    const [owner, other] = ['a-owner', 'a-other'] as unknown as readonly [AccountId, AccountId]; // the test's own
    const dc = startedDatacenter({ accounts: [owner, other] }, (it) => {
      for (const account of [owner, other]) it.fill('images', 'wmi-', 4, account);
    });
    await dc.clock.advance(10 * second);

    dc.server.remove('images', other, 'wmi-1');
    dc.server.fault = ({ what, account, ...request }) =>
      what === 'show' && account === other && 'id' in request && request.id === 'wmi-1'
        ? { error: appError('dcmgr/operation-not-permitted', 'private', { status: 403 }) }
        : null;
    await dc.clock.advance(12 * minute);
    const held = dc.feed.accountFor('images', 'wmi-1');

    expect(dc.feed.departures).toEqual([{ kind: 'images', account: other, id: 'wmi-1' }]);
    expect(held).toBe(owner);
    dc.poller.stop();
  });
});

describe('instances whose image was deleted', () => {
  it('keep the others alive, and launches seen at once, though the newest is one of them', async () => {
    const dc = startedDatacenter({}, (it) => {
      it.fill('instances', 'i-', 300);
    });
    await dc.clock.advance(minute);
    dc.server.unreadable.add('i-0');
    await dc.clock.advance(5 * minute);

    const quiet = await dc.requestsDuring(hour);
    dc.server.list('instances', dc.account).unshift({ id: 'i-new', state: 'scheduling' });
    await dc.clock.advance(15 * second);

    expect(dc.feed.stateOf('instances', 'i-new')).toBe('scheduling');
    expect(dc.feed.departures).toEqual([]);
    expect(dc.poller.status().condition).toBe('online');
    expect(instancesOf(dc)).toMatchObject({ freshness: 'live', error: null });
    expect(codesOf(dc)).toEqual(['list/unreadable-record']);
    expect(quiet.length).toBeLessThan(2_500);
    dc.poller.stop();
  });

  it('stay while they take a place that can not be read, and leave once the list does without them', async () => {
    const dc = startedDatacenter({}, (it) => {
      it.fill('instances', 'i-', 40);
    });
    await dc.clock.advance(minute);
    dc.server.unreadable.add('i-7');
    await dc.clock.advance(3 * hour);
    const whileListed = [...dc.feed.departures];

    dc.server.remove('instances', dc.account, 'i-7', 'terminated');
    await dc.clock.advance(25 * minute);
    const soon = [...dc.feed.departures];
    await dc.clock.advance(hour);

    expect([...whileListed, ...soon]).toEqual([]);
    expect(dc.feed.departures).toEqual([{ kind: 'instances', account: dc.account, id: 'i-7' }]);
    expect(codesOf(dc)).toEqual([]);
    dc.poller.stop();
  });

  it('are not taken for gone over a show that fails now and then', async () => {
    const dc = startedDatacenter({}, (it) => {
      it.fill('instances', 'i-', 40);
    });
    await dc.clock.advance(minute);
    dc.server.remove('instances', dc.account, 'i-7', 'running');
    dc.server.unreadable.add('i-7');

    await dc.clock.advance(20 * minute);

    expect(dc.feed.departures).toEqual([]);
    dc.poller.stop();
  });

  it('keep the others alive though the newest fifty are among them', async () => {
    const dc = startedDatacenter({}, (it) => {
      it.fill('instances', 'i-', 200);
    });
    await dc.clock.advance(minute);
    for (let i = 0; i < 50; i++) dc.server.unreadable.add(`i-${String(i)}`);
    await dc.clock.advance(5 * minute);

    const errors = new Set<string | undefined>();
    for (let i = 0; i < 120; i++) {
      await dc.clock.advance(30 * second);
      errors.add(instancesOf(dc)?.error?.code);
    }
    dc.server.setState('instances', dc.account, 'i-120', 'stopped');
    await dc.clock.advance(3 * minute);

    expect(errors).toEqual(new Set([undefined]));
    expect(dc.feed.stateOf('instances', 'i-120')).toBe('stopped');
    expect(dc.feed.departures).toEqual([]);
    expect(dc.poller.status().condition).toBe('online');
    expect(codesOf(dc)).toContain('list/unreadable-record');
    dc.poller.stop();
  });
});

describe('a server that kills requests after 30 s', () => {
  it.each([
    ['an empty reply', appError('endpoint/empty-reply', '')],
    ['a reset', appError('endpoint/reset', '')],
    ["a proxy's 504", appError('endpoint/server-error', '', { status: 504 })],
  ])('is asked for less after %s, until it manages', async (_, error) => {
    const dc = startedDatacenter({ server: { requestMs: 50, recordMs: 1_500 } }, (it) => {
      it.fill('instances', 'i-', 45);
    });
    dc.server.fault = (request) =>
      request.what === 'page' && request.kind === 'instances' && request.limit > 20
        ? { error, afterMs: 30 * second }
        : null;

    await dc.clock.advance(10 * minute);

    expect(dc.feed.states('instances')).toEqual(dc.listed('instances'));
    expect(dc.poller.status().condition).toBe('online');
    expect(dc.poller.status().health.pageSizes['instances']).toBe(10);
    dc.poller.stop();
  });
});

describe('a proxy in front of a dcmgr that restarts', () => {
  it.each([502, 503, 504])(
    'makes it wait and probe at a %i, not search for unreadable records',
    async (status) => {
      const dc = startedDatacenter({}, (it) => {
        it.fill('instances', 'i-', 1_000);
      });
      await dc.clock.advance(5 * minute);
      dc.poller.refresh(['instances']);
      await dc.clock.advance(3 * second);
      const { sweepRead } = instancesOf(dc) ?? {};
      dc.server.fault = () => ({ error: appError('endpoint/server-error', '', { status }), afterMs: 2 });

      const requests = await dc.requestsDuring(10 * minute);
      const down = dc.poller.status();
      dc.server.fault = () => null;
      await dc.clock.advance(5 * minute);

      expect(sweepRead).toBeGreaterThan(0);
      expect(requests.length).toBeLessThan(40);
      expect(pagesOf(requests).filter(({ limit }) => limit > 1).length).toBeLessThanOrEqual(1);
      expect(down).toMatchObject({ condition: 'unreachable', error: { code: 'endpoint/server-error' } });
      expect(dc.feed.departures).toEqual([]);
      expect(dc.poller.status()).toMatchObject({ condition: 'online', problems: [] });
      dc.poller.stop();
    },
  );
});

describe('an endpoint that comes and goes', () => {
  it('is read to the end of a long list all the same', async () => {
    const dc = startedDatacenter({}, (it) => {
      it.fill('instances', 'i-', 2_000);
    });
    let n = 0;
    dc.server.fault = () => (n++ % 5 === 0 ? { error: appError('endpoint/reset', ''), afterMs: 3 } : null);

    const requests = await dc.requestsDuring(20 * minute);

    expect(dc.feed.states('instances')).toEqual(dc.listed('instances'));
    const offsets = pagesOf(requests).filter(({ kind, limit }) => kind === 'instances' && limit > 1);
    const sweeps = dc.feed.sweeps.filter(({ kind }) => kind === 'instances').length;
    expect(offsets.filter(({ start }) => start === 0).length).toBeLessThanOrEqual(sweeps * 2 + 2);
    expect(dc.feed.departures).toEqual([]);
    dc.poller.stop();
  });

  it('is not read all over again because a look at the head of a list was lost', async () => {
    const dc = startedDatacenter({ polling: { fastIntervalMs: 30 * second, slowIntervalMs: hour } }, (it) => {
      it.fill('instances', 'i-', 3_000);
    });
    await dc.clock.advance(10 * minute);
    const usual = pagesOf(await dc.requestsDuring(hour)).filter(({ limit }) => limit > 1).length;
    let n = 0;
    dc.server.fault = (request) =>
      request.what === 'page' && request.limit === 1 && n++ % 4 === 0
        ? { error: appError('endpoint/reset', ''), afterMs: 3 }
        : null;

    const flapping = pagesOf(await dc.requestsDuring(hour)).filter(({ limit }) => limit > 1).length;

    expect(flapping).toBeLessThan(usual * 1.2);
    dc.poller.stop();
  });

  it('is tried again at once when somebody asked for it while a request was hanging', async () => {
    const dc = startedDatacenter({}, (it) => {
      it.fill('instances', 'i-', 10);
    });
    await dc.clock.advance(10 * second);
    dc.server.hang();
    await dc.clock.advance(hour);
    const probeAt = dc.poller.status().nextTryAt ?? 0;
    await dc.clock.advance(probeAt - dc.clock.now() + second);
    dc.server.fault = () => null;
    dc.poller.refresh();

    await dc.clock.advance(40 * second);

    expect(dc.poller.status().condition).toBe('online');
    dc.poller.stop();
  });
});

describe('a server with a single worker', () => {
  it("keeps a person's own request waiting for no more than about a page", async () => {
    const server = { requestMs: 20, recordMs: 20, workers: 1 };
    const dc = startedDatacenter({ server }, (it) => {
      it.fill('instances', 'i-', 2_000);
    });
    dc.attention = {
      hidden: false,
      spotlight: Array.from({ length: 60 }, (_, i) => ({ kind: 'instances', id: `i-${String(i * 20)}` })),
    };
    const waits: number[] = [];

    for (let i = 0; i < 60; i++) {
      await dc.clock.advance(7_300);
      const request = { kind: 'instances', account: dc.account, id: 'i-7' } as const;
      const answer = dc.server.show(request, new AbortController().signal);
      await dc.clock.advance(5 * second);
      const shown = await answer;
      if (shown.ok) waits.push(shown.value.exchange.ms);
    }

    expect(waits).toHaveLength(60);
    expect(Math.max(...waits)).toBeLessThan(1_200);
    expect(showsOf(dc.server.requests).length).toBeGreaterThan(300);
    dc.poller.stop();
  }, 300_000);
});

import { describe, expect, it } from 'vitest';
import { pagesOf, showsOf, startedDatacenter } from '../../../testing/polled-datacenter.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

describe('being gentle', () => {
  it('keeps 5,000 instances at 8 ms a record below a seventh of one worker, in a bounded number of requests', async () => {
    const dc = startedDatacenter({}, (it) => {
      it.fill('instances', 'i-', 5000);
    });
    await dc.clock.advance(2 * minute);
    const busyBefore = dc.server.busyMs;

    const requests = await dc.requestsDuring(hour);

    expect(dc.server.busyMs - busyBefore).toBeLessThan(0.14 * hour);
    expect(requests.length).toBeLessThan(2_500);
    expect(dc.poller.status().lists.find(({ kind }) => kind === 'instances')?.freshness).toBe('live');
    expect(Math.max(...pagesOf(requests).map(({ limit }) => limit))).toBeLessThanOrEqual(100);
    dc.poller.stop();
  });

  it('slows down while every window is hidden', async () => {
    const dc = startedDatacenter({}, (it) => {
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
    const fast = startedDatacenter({ server: { requestMs: 5, recordMs: 0.1 } }, (it) => {
      it.fill('instances', 'i-', 5000);
    });
    const slow = startedDatacenter({ server: { requestMs: 5, recordMs: 200 } }, (it) => {
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
    const dc = startedDatacenter({}, (it) => {
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
    const dc = startedDatacenter({ server: { requestMs: 20, recordMs: 8 } }, (it) => {
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
    const dc = startedDatacenter({ polling: { fastIntervalMs: 3_600_000 } }, (it) => {
      it.server.list('instances', it.account).push({ id: 'i-boot', state: 'starting' });
    });
    await dc.clock.advance(20 * second);
    dc.server.setState('instances', dc.account, 'i-boot', 'running');

    await dc.clock.advance(4 * second);
    const settled = dc.feed.stateOf('instances', 'i-boot');
    const after = showsOf(await dc.requestsDuring(5 * minute));

    expect(settled).toBe('running');
    expect(after).toEqual([]);
    dc.poller.stop();
  });

  it('costs a slow server no more than its share, however much is on screen', async () => {
    const dc = startedDatacenter(
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
    const shown = new Set(showsOf(requests).map(({ id }) => id));
    expect(shown.size).toBe(100);
    dc.poller.stop();
  });
});

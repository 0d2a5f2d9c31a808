import { describe, expect, it } from 'vitest';
import { appError } from '#contract/errors.ts';
import { PolledDatacenter, startedDatacenter } from '../../../testing/polled-datacenter.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

describe('an endpoint in trouble', () => {
  it('is unreachable when refused, dated, tried again ever more rarely, and back at once when it answers', async () => {
    const dc = startedDatacenter({}, (it) => {
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
    const dc = startedDatacenter({ random: () => 0.5 }, (it) => {
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
    const dc = startedDatacenter({}, (it) => {
      it.fill('instances', 'i-', 10);
      it.fill('images', 'wmi-', 10);
    });
    dc.server.fault = ({ kind }) =>
      kind === 'images' ? { error: appError('endpoint/server-error', '500', { status: 500 }) } : null;

    const requests = await dc.requestsDuring(hour);

    expect(dc.poller.status().condition).toBe('degraded');
    expect(requests.filter(({ kind }) => kind === 'images').length).toBeLessThan(240);
    expect(dc.poller.status().lists.find(({ kind }) => kind === 'instances')?.freshness).toBe('live');
    dc.poller.stop();
  });

  it('retries a disabled account slowly and keeps reading the others', async () => {
    const dc = startedDatacenter({ accounts: ['a-good', 'a-bad'] }, (it) => {
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
    const dc = startedDatacenter({ polling: { paused: true } });
    dc.poller.refresh();

    const requests = await dc.requestsDuring(hour);

    expect(requests).toEqual([]);
    expect(dc.poller.status().condition).toBe('paused');
    dc.poller.stop();
  });

  it('tells when its clock differs by more than a minute, and no longer when it does not', async () => {
    const dc = startedDatacenter();
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

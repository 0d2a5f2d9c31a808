import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../testing/fake-clock.ts';
import { EndpointMeter } from './endpoint-meter.ts';

const exchange = { bytes: 100, ms: 50, serverTime: null, requestId: null };

describe('what was measured of an endpoint', () => {
  it('goes on over a restart', () => {
    const clock = new FakeClock();
    const before = new EndpointMeter(clock);
    before.answered(exchange, 10);
    before.failed(exchange, 'endpoint/timeout');
    const kept = before.health(new Map());

    const after = new EndpointMeter(clock, kept);

    expect(after.health(new Map())).toEqual(kept);
    after.failed(exchange, 'endpoint/timeout');
    expect(after.health(new Map())).toMatchObject({
      since: kept.since,
      requests: 3,
      records: 10,
      bytes: 300,
      serverSeconds: 0.15,
      errors: { 'endpoint/timeout': 2 },
      latencies: [...kept.latencies, { ms: null }],
    });
    expect(kept).toMatchObject({ requests: 2, errors: { 'endpoint/timeout': 1 } });
  });

  it('is counted anew after a week, with its last answers still told', async () => {
    const clock = new FakeClock();
    const before = new EndpointMeter(clock);
    before.answered(exchange, 10);
    const kept = before.health(new Map());
    await clock.advance(8 * 86_400_000);

    const after = new EndpointMeter(clock, kept).health(new Map());

    expect(after).toMatchObject({ since: clock.now(), requests: 0, latencies: kept.latencies });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountId } from '#contract/ids.ts';
import { backoffMs, endpointBackoff } from './backoff.ts';
import { Departures } from './departures.ts';
import { freshnessOf } from './freshness.ts';
import { pageSizeAfter, pageSizeAfterTimeout } from './page-size.ts';
import { type Spot, spotlightGapMs, SpotlightRotation } from './spotlight.ts';

const account = 'a-tenant' as AccountId; // a test's own literal

describe('page sizes', () => {
  it('stay between 10 and 500 whatever pages take', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40_000 })), (times) => {
        let size = 25;
        for (const ms of times) {
          size = ms > 35_000 ? pageSizeAfterTimeout(size) : pageSizeAfter(size, size, ms);
          expect(size).toBeGreaterThanOrEqual(10);
          expect(size).toBeLessThanOrEqual(500);
        }
      }),
    );
  });

  it('settle where a page takes about half a second', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 50, noNaN: true }), (recordMs) => {
        let size = 25;
        for (let i = 0; i < 50; i++) size = pageSizeAfter(size, size, size * recordMs);
        expect(size * recordMs).toBeLessThanOrEqual(Math.max(751, 10 * recordMs));
        expect(size * recordMs).toBeGreaterThanOrEqual(Math.min(200, 500 * recordMs));
      }),
    );
  });

  it('learn nothing from a short page that was quick', () => {
    expect(pageSizeAfter(25, 3, 30)).toBe(25);
  });
});

describe('backing off', () => {
  it('doubles its ceiling up to two minutes, with jitter over all of it', () => {
    expect([1, 2, 3, 20].map((failures) => backoffMs(failures, () => 1, endpointBackoff))).toEqual([
      2_000, 4_000, 8_000, 120_000,
    ]);
    expect(backoffMs(20, () => 0, endpointBackoff)).toBe(500);
  });
});

describe('freshness', () => {
  it('is never, live within what the rules allow, and stale after', () => {
    const rules = { waitMs: 30_000, sweepMs: 10_000 };
    expect(freshnessOf({ ageMs: null, ...rules })).toBe('never');
    expect(freshnessOf({ ageMs: 50_000, ...rules })).toBe('live');
    expect(freshnessOf({ ageMs: 56_000, ...rules })).toBe('stale');
    expect(freshnessOf({ ageMs: -1, ...rules })).toBe('stale');
  });
});

describe('Departures', () => {
  const thorough = { exact: true, whole: true, isRead: true };

  it('asks about a missing record at once, then ever more rarely while it is found alive', () => {
    const departures = new Departures();
    departures.swept('instances', account, new Set(['i-1']), thorough, 0);
    const asked: number[] = [];
    for (let now = 0; now <= 3_600_000; now += 10_000) {
      const missing = departures.next(now);
      if (missing === null) continue;
      asked.push(now / 60_000);
      departures.postpone(missing, now);
    }

    expect(asked).toEqual([0, 1, 3, 7, 15, 31]);
  });

  it('asks about each of hundreds for the first time before any again, and then about the one due longest', () => {
    const departures = new Departures();
    const ids = Array.from({ length: 300 }, (_, i) => `i-${String(i)}`);
    departures.swept('instances', account, new Set(ids), thorough, 0);
    const asked: string[] = [];
    for (let now = 0; asked.length < 600; now += 1_000) {
      const missing = departures.next(now);
      if (missing === null) continue;
      asked.push(missing.id);
      departures.postpone(missing, now);
    }

    expect(asked).toEqual([...ids, ...ids]);
  });

  it('forgets a record that the next sweep meets again, and those of no other list', () => {
    const departures = new Departures();
    departures.swept('instances', account, new Set(['i-1']), thorough, 0);
    departures.swept('volumes', account, new Set(['vol-1']), thorough, 0);

    departures.swept('instances', account, new Set(), thorough, 1);

    expect(departures.next(1)).toMatchObject({ kind: 'volumes', id: 'vol-1' });
    expect(departures.size).toBe(1);
  });

  it('takes a record for unlisted after half an hour of sweeps that left no place out', () => {
    const departures = new Departures();
    const missing = new Set(['i-1']);
    const isUnlisted = (minutes: number) => {
      departures.swept('instances', account, missing, thorough, minutes * 60_000);
      return departures.next(minutes * 60_000)?.unlisted;
    };

    expect([isUnlisted(0), isUnlisted(29), isUnlisted(30)]).toEqual([false, false, true]);

    departures.swept('instances', account, missing, { exact: true, whole: false, isRead: true }, 31 * 60_000);

    expect([isUnlisted(32), isUnlisted(61), isUnlisted(62)]).toEqual([false, false, true]);
  });
});

describe('Departures', () => {
  it('takes no show of an ended record for proof while sweeps leave places unread, however long', () => {
    const departures = new Departures();
    const missing = new Set(['i-1']);
    const isProof = (minutes: number, isRead: boolean) => {
      const thoroughness = { exact: false, whole: false, isRead };
      departures.swept('instances', account, missing, thoroughness, minutes * 60_000);
      return departures.next(minutes * 60_000)?.exact;
    };

    expect([isProof(0, true), isProof(40, false), isProof(60, true), isProof(71, true)]).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });
});

describe('the spotlight', () => {
  const spot = (n: number, isUrgent = false): Spot => ({
    kind: 'instances',
    id: `i-${String(n)}`,
    account,
    isUrgent,
  });
  const readFor = (
    spots: readonly Spot[],
    ms: number,
    gapMs: number,
  ): readonly { id: string; at: number }[] => {
    const rotation = new SpotlightRotation();
    const reads: { id: string; at: number }[] = [];
    for (let now = 0; now < ms; now += gapMs) {
      const next = rotation.next(spots, now);
      if ('waitMs' in next) continue;
      rotation.noteRead(next.spot, now);
      reads.push({ id: next.spot.id, at: now });
    }
    return reads;
  };

  it('reads each of a reasonable screen within 5 s, and none more often than every 3 s', () => {
    const reads = readFor(
      Array.from({ length: 40 }, (_, i) => spot(i)),
      60_000,
      spotlightGapMs(13),
    );

    for (let i = 0; i < 40; i++) {
      const times = reads.filter(({ id }) => id === `i-${String(i)}`).map(({ at }) => at);
      const gaps = times.slice(1).map((at, n) => at - (times[n] ?? 0));
      expect(Math.max(...gaps)).toBeLessThanOrEqual(5_000);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(3_000);
    }
  });

  it('reads urgent ones twice as often as the others when there is not time for all, and starves none', () => {
    const spots = [spot(0, true), ...Array.from({ length: 50 }, (_, i) => spot(i + 1))];

    const reads = readFor(spots, 600_000, 1_000);

    const count = (n: number) => reads.filter(({ id }) => id === `i-${String(n)}`).length;
    expect(count(0)).toBeGreaterThan(1.6 * count(1));
    expect(Math.min(...spots.map((_, n) => count(n)))).toBeGreaterThanOrEqual(10);
  });

  it('asks a slow server for less', () => {
    expect(spotlightGapMs(1)).toBe(80);
    expect(spotlightGapMs(120)).toBe(1_000);
  });
});

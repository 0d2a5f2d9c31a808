import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resourceKinds } from '#contract/resource-kind.ts';
import { crowdOf, firstSweepDelay, nextTurn, waitAfter } from './schedule.ts';

const cost = fc.record({
  busyMs: fc.integer({ min: 0, max: 600_000 }),
  intervalMs: fc.integer({ min: 2_000, max: 3_600_000 }),
});

describe('waitAfter', () => {
  it('is the interval for a cheap list, and three times the sweep for a dear one', () => {
    expect(waitAfter({ busyMs: 100, intervalMs: 30_000 }, 1)).toBe(30_000);
    expect(waitAfter({ busyMs: 40_000, intervalMs: 30_000 }, 1)).toBe(120_000);
  });

  it('keeps all lists of a datacenter together below a twelfth of a worker, and each to its own wait', () => {
    fc.assert(
      fc.property(fc.array(cost, { minLength: 1, maxLength: 60 }), fc.boolean(), (costs, isHidden) => {
        const crowd = crowdOf(costs, isHidden);

        const shares = costs.map((c) => c.busyMs / (c.busyMs + waitAfter(c, crowd)));

        expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(
          isHidden ? 0.025 + 1e-9 : 0.1 + 1e-9,
        );
        for (const c of costs) {
          expect(waitAfter(c, crowd)).toBeGreaterThanOrEqual(Math.max(c.intervalMs, 3 * c.busyMs) - 1e-6);
        }
      }),
    );
  });
});

describe('nextTurn', () => {
  it('asks for hosts and instances before anything else', () => {
    const fresh = resourceKinds.map((kind) => ({ kind, busyMs: 0 }));

    const first = nextTurn(fresh);
    const second = nextTurn(fresh.filter((turn) => turn !== first));

    expect([first?.kind, second?.kind]).toEqual(['host_nodes', 'instances']);
  });

  it('lets a short list through in the middle of a long sweep', () => {
    expect(
      nextTurn([
        { kind: 'instances', busyMs: 30_000 },
        { kind: 'volumes', busyMs: 0 },
      ])?.kind,
    ).toBe('volumes');
  });

  it('leaves no list behind for good', () => {
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 500 }), (pageMs) => {
        const turns = resourceKinds.map((kind) => ({ kind, busyMs: 0, pages: 0 }));
        for (let i = 0; i < 2_000; i++) {
          const turn = nextTurn(turns);
          if (turn === undefined) throw new Error('nobody waits');
          turn.busyMs += pageMs;
          turn.pages++;
        }
        expect(Math.min(...turns.map(({ pages }) => pages))).toBeGreaterThan(20);
      }),
    );
  });
});

describe('firstSweepDelay', () => {
  it('is none for a list never read, and a random few seconds for one kept from an earlier run', () => {
    expect(firstSweepDelay(false, 30_000, () => 0.9)).toBe(0);
    expect(firstSweepDelay(true, 30_000, () => 0.9)).toBe(9_000);
    expect(firstSweepDelay(true, 4_000, () => 0.5)).toBe(2_000);
  });
});

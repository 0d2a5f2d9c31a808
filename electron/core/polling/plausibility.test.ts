import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf, ShiftingList } from '../../../testing/shifting-list.ts';
import { ListOrder } from './list-order.ts';
import { Sweep } from './sweep.ts';
import type { SweepRequest } from './sweep-end.ts';

/** Places of a list that wraps around, some of them unreadable. */
type Ring = { readonly size: number; readonly unreadable: ReadonlySet<number> };

const nameOf = (place: number) => `i-${String(place)}`;
const orderOf = ({ size, unreadable }: Ring) =>
  new ListOrder(Array.from({ length: size }, (_, i) => (unreadable.has(i) ? 'unreadable' : nameOf(i))));
/** Null where a place among them is unreadable. */
function namesFrom({ size, unreadable }: Ring, start: number, count: number): readonly string[] | null {
  const places = Array.from({ length: count }, (_, i) => (start + i) % size);
  return places.some((place) => unreadable.has(place)) ? null : places.map(nameOf);
}

/** What a server without any sense answers: from where, how much of what was asked, and beside which total. */
const nonsense = fc.record({
  fails: fc.oneof(fc.constant(false), fc.boolean()),
  from: fc.oneof(fc.constant('asked' as const), fc.constant('new' as const), fc.nat(100)),
  part: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1.2, noNaN: true })),
  total: fc.oneof(fc.constant(500), fc.nat(1000)),
  growth: fc.oneof(fc.constant(0), fc.nat(10)),
});
const rings = fc
  .tuple(fc.integer({ min: 1, max: 100 }), fc.array(fc.nat(99), { maxLength: 10 }))
  .map(([size, unreadable]): Ring => ({ size, unreadable: new Set(unreadable) }));

describe('a sweep of an impossible list', () => {
  describe.each([
    ['ignores start', 500, (r: SweepRequest, ids: string[]) => ids.slice(0, r.limit)],
    ['ignores start in a list of two pages', 40, (r: SweepRequest, ids: string[]) => ids.slice(0, r.limit)],
    [
      'wraps around without end',
      10_000,
      (r: SweepRequest, ids: string[]) =>
        Array.from({ length: r.limit }, (_, i) => ids[(r.start + i) % 60] ?? ''),
    ],
    [
      'makes up records without end',
      30,
      (r: SweepRequest) => Array.from({ length: r.limit }, (_, i) => `i-x${String(r.start + i)}`),
    ],
  ])('a server that %s', (_, total, idsOf) => {
    it('is found out within bounds, and nothing is concluded from it', () => {
      const ids = Array.from({ length: 500 }, (_, i) => `i-${String(i)}`);
      const sweep = new Sweep(null);
      let requests = 0;

      for (let request = sweep.request(20); request !== null; request = sweep.request(20)) {
        requests++;
        sweep.take(pageOf(idsOf(request, ids), request.start, total));
      }

      expect(sweep.end).toMatchObject({ kind: 'failed', error: { code: 'list/cyclic-pages' } });
      expect(requests).toBeLessThan(80);
    });
  });

  it('is found out also where it wraps around over unreadable records that are known', () => {
    const ring = { size: 60, unreadable: new Set([14, 29, 44]) };
    const sweep = new Sweep(orderOf(ring));
    let requests = 0;

    for (let request = sweep.request(20); request !== null && requests < 5000; request = sweep.request(20)) {
      requests++;
      const names = namesFrom(ring, request.start, request.limit);
      if (names === null) sweep.unreadable();
      else sweep.take(pageOf(names, request.start, 10_000));
    }

    expect(sweep.end).toMatchObject({ kind: 'failed', error: { code: 'list/cyclic-pages' } });
    expect(requests).toBeLessThan(80);
  });

  it('ends, whatever a server answers', () => {
    fc.assert(
      fc.property(
        rings,
        fc.boolean(),
        fc.array(nonsense, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 10, max: 100 }),
        fc.constantFrom(3, 12),
        (ring, remembers, answers, pageSize, blindLeaps) => {
          const sweep = new Sweep(remembers ? orderOf(ring) : null, blindLeaps);
          let requests = 0;

          for (let request = sweep.request(pageSize); request !== null; request = sweep.request(pageSize)) {
            const answer = answers[requests++ % answers.length];
            // Each record that the first total allows for may take two, and that total is below 1,500.
            if (answer === undefined || requests > 8_000) throw new Error('the sweep never ended');
            const { fails, from, part, total, growth } = answer;
            const count = Math.round(part * request.limit);
            const start = from === 'asked' ? request.start : from === 'new' ? 1000 * requests : from;
            const whole = from === 'new' ? { size: Infinity, unreadable: new Set<number>() } : ring;
            const names = fails ? null : namesFrom(whole, start, count);
            if (names === null) sweep.unreadable();
            else sweep.take(pageOf(names, request.start, total + growth * requests));
          }

          expect(sweep.end).not.toBeNull();
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a page longer than its limit', (list: ShiftingList) => pageOf(list.ids, 0, list.ids.length)],
    ['a total of nothing', (list: ShiftingList) => pageOf(list.ids.slice(0, 10), 0, 0)],
    ['a total far too high', (list: ShiftingList) => pageOf(list.ids.slice(0, 3), 0, 9000)],
  ])('does not trust %s', (_, first) => {
    const list = new ShiftingList(30);
    const sweep = new Sweep(null);

    sweep.request(10);
    const page = first(list);
    sweep.take(page);
    for (let request = sweep.request(10); request !== null; request = sweep.request(10)) {
      sweep.take(
        pageOf(list.ids.slice(request.start, request.start + request.limit), request.start, page.ownerTotal),
      );
    }

    expect(sweep.end).toMatchObject({ kind: 'complete', trusted: false });
  });
});

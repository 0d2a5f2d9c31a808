import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf, record, ShiftingList } from '../../../testing/shifting-list.ts';
import { type Between, complete, sweepThrough } from '../../../testing/sweep-through.ts';
import type { ListOrder } from './list-order.ts';
import { Sweep } from './sweep.ts';
import { usualBlindLeaps } from './unreadable-search.ts';

const arrivals = (n: number) => (list: ShiftingList) => {
  for (let i = 0; i < n; i++) list.insert();
};
const arrival: fc.Arbitrary<Between> = fc.integer({ min: 1, max: 30 }).map(arrivals);
const departure: fc.Arbitrary<Between> = fc
  .array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 30 })
  .map((at) => (list: ShiftingList) => {
    for (const fraction of at) list.deleteAt(fraction);
  });
const exchangeAtHead: fc.Arbitrary<Between> = fc
  .tuple(fc.nat(20), fc.nat(20))
  .map(([gone, come]) => (list) => {
    list.deleteHead(gone);
    arrivals(come)(list);
  });
/** One here, one there: what hides behind an unchanged total. */
const nudge: fc.Arbitrary<Between> = fc
  .tuple(fc.option(fc.double({ min: 0, max: 0.999, noNaN: true })), fc.nat(2))
  .map(([goes, come]) => (list) => {
    if (goes !== null) list.deleteAt(goes);
    arrivals(come)(list);
  });
/** The same among its first few. */
const nudgeAtHead: fc.Arbitrary<Between> = fc
  .tuple(fc.option(fc.nat(4)), fc.nat(1))
  .map(([goes, come]) => (list) => {
    if (goes !== null) list.deleteFrom(goes, 1);
    arrivals(come)(list);
  });
/** The same, and what comes has no id to be known by. */
const unnamedAtHead: fc.Arbitrary<Between> = fc
  .tuple(fc.nat(30), fc.integer({ min: 1, max: 30 }))
  .map(([gone, come]) => (list) => {
    list.deleteHead(gone);
    for (let i = 0; i < come; i++) list.insertUnnamed();
  });
const change = fc.oneof(arrival, departure, exchangeAtHead, nudge);
const quiet: fc.Arbitrary<Between> = fc.constant(() => undefined);
const unrest = fc.oneof(
  fc.array(fc.oneof(quiet, change), { maxLength: 30 }),
  fc.array(fc.oneof(quiet, nudge), { maxLength: 30 }),
  fc.array(fc.oneof(quiet, nudgeAtHead), { maxLength: 12 }),
);

/** Of lists with some unreadable records, here and there, side by side or close to the head. */
const unreadables = fc.record({
  length: fc.oneof(fc.integer({ min: 5, max: 20 }), fc.integer({ min: 20, max: 200 })),
  pageSize: fc.integer({ min: 10, max: 50 }),
  poison: fc.oneof(
    fc.array(fc.nat(199), { maxLength: 20 }),
    fc.tuple(fc.nat(150), fc.array(fc.nat(8), { maxLength: 6 })).map(([at, near]) => near.map((n) => at + n)),
    fc.array(fc.nat(8), { maxLength: 6 }).map((near) => [0, ...near]),
  ),
  blindLeaps: fc.constantFrom(usualBlindLeaps, 2 * usualBlindLeaps),
});

function listOf({ length, poison }: { readonly length: number; readonly poison: readonly number[] }) {
  const list = new ShiftingList(length);
  for (const at of poison) list.poisoned.add(`i-old${String(at)}`);
  return list;
}

describe('Sweep', () => {
  it('meets every record that was listed all along, however the list shifts between pages', () => {
    fc.assert(
      fc.property(
        fc.nat(200),
        fc.integer({ min: 10, max: 40 }),
        fc.array(fc.oneof(quiet, change), { maxLength: 30 }),
        (length, pageSize, between) => {
          const list = new ShiftingList(length);
          const before = new Set(list.ids);

          const end = complete(sweepThrough(list, { pageSize, between }));

          const lost = list.ids.filter((id) => before.has(id) && !end.seen.has(id));
          expect(lost).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('meets them all the same where records without an id arrive', () => {
    fc.assert(
      fc.property(
        fc.nat(60),
        fc.array(fc.oneof(quiet, change, unnamedAtHead), { maxLength: 8 }),
        (length, between) => {
          const list = new ShiftingList(length);
          const before = new Set(list.ids);

          const end = sweepThrough(list, { between });

          // Many pages without an id may as well repeat each other: that is no answer at all.
          if (end.kind === 'complete') expect(list.lostBy(end, before)).toEqual([]);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('meets every readable record around unreadable ones, and knows those by their place', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 10, max: 50 }),
        fc.array(fc.nat(299), { maxLength: 6 }),
        (length, pageSize, poison) => {
          const list = new ShiftingList(length);
          for (const at of poison) {
            const id = list.ids[at];
            if (id !== undefined) list.poisoned.add(id);
          }
          fc.pre(list.ids.slice(0, 4).some((id) => !list.poisoned.has(id)));

          const end = complete(sweepThrough(list, { pageSize }));

          const offsets = list.ids.flatMap((id, i) => (list.poisoned.has(id) ? [i] : []));
          expect([end.exact, end.trusted]).toEqual([true, true]);
          expect(end.order.unreadable().map(({ offset }) => offset)).toEqual(offsets);
          expect(list.ids.filter((id) => !end.seen.has(id) && !list.poisoned.has(id))).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is exact only if it lost nothing readable, however a list with unreadable records shifts', () => {
    fc.assert(
      fc.property(unreadables, unrest, unrest, unrest, (chosen, ...sweeps) => {
        const { pageSize, blindLeaps } = chosen;
        const list = listOf(chosen);
        let memory: ListOrder | null = null;
        for (const between of sweeps) {
          list.keepUntold();
          const before = new Set(list.ids);
          const end = sweepThrough(list, { pageSize, between, memory, blindLeaps });
          // A list that lost everything readable at its head looks like a sick server: that is no answer at all.
          if (end.kind === 'failed') return;
          if (end.exact) expect(list.lostBy(end, before)).toEqual([]);
          ({ memory } = end);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['records only arrive', fc.array(fc.oneof(quiet, arrival), { maxLength: 30 })],
    ['records only leave', fc.array(fc.oneof(quiet, departure), { maxLength: 30 })],
  ])('loses nothing readable around unreadable records while %s', (_, onlyThat) => {
    fc.assert(
      fc.property(unreadables, onlyThat, onlyThat, onlyThat, (chosen, ...sweeps) => {
        const { pageSize, blindLeaps } = chosen;
        const list = listOf(chosen);
        let memory: ListOrder | null = null;
        for (const between of sweeps) {
          const before = new Set(list.ids);
          const end = sweepThrough(list, { pageSize, between, memory, blindLeaps });
          if (end.kind === 'failed') return;
          expect(list.lostBy(end, before)).toEqual([]);
          ({ memory } = end);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('meets a record that moved up while a page that could not be joined waited for its seam', () => {
    const list = new ShiftingList(37);
    list.poisoned.add('i-old21');
    const between: readonly Between[] = [
      () => {
        list.ids.splice(0, 4);
        for (let i = 0; i < 3; i++) list.insert();
      },
      () => list.ids.splice(list.ids.indexOf('i-old11'), 1),
    ];

    const end = complete(sweepThrough(list, { between }));

    expect(end.seen).toContain('i-old20');
  });

  it('does not call itself exact when an arrival hid a departure while it sought an unreadable record', () => {
    const list = new ShiftingList(30);
    list.poisoned.add('i-old13');
    const sweep = new Sweep(null);

    for (let request = sweep.request(10); request !== null; request = sweep.request(10)) {
      // The place of i-old12 is looked at just while i-old13 is there.
      const isWhere = request.start === 12 && request.limit === 1;
      if (isWhere) list.deleteAt(0);
      const page = list.answer(request);
      if (isWhere) list.insert();
      if (page === null) sweep.unreadable();
      else sweep.take(page);
    }

    const { seen, exact, sure, trusted } = complete(sweep.end);
    expect([seen.has('i-old12'), exact, sure, trusted]).toEqual([false, false, false, true]);
  });

  it('does not call itself exact when what came and went in front of a first look that lay far in hid each other', () => {
    const list = new ShiftingList(8);
    for (const at of [0, 4, 6]) list.poisoned.add(`i-old${String(at)}`);
    const leaves = (id: string) => (it: ShiftingList) => {
      it.ids.splice(it.ids.indexOf(id), 1);
    };
    const between: Between[] = Array.from({ length: 8 }, () => () => undefined);
    between[1] = leaves('i-old0');
    between[6] = arrivals(1);
    between[7] = leaves('i-old1');

    const { seen, exact, sure, trusted } = complete(sweepThrough(list, { between, blindLeaps: 6 }));

    expect([seen.has('i-old5'), exact, sure, trusted]).toEqual([false, false, false, true]);
  });

  it('begins anew where nothing that it read is listed any more', () => {
    const list = new ShiftingList(30);
    const replaced: Between = () => {
      list.ids = Array.from({ length: 18 }, (_, i) => `j-${String(i)}`);
      for (let i = 0; i < 12; i++) list.insertUnnamed();
    };

    const end = complete(sweepThrough(list, { between: [() => undefined, replaced] }));

    const named = list.ids.filter((id) => !list.unnamed.has(id));
    expect(named.filter((id) => !end.seen.has(id))).toEqual([]);
    expect(end.order.places).toHaveLength(30);
  });

  it('counts a record that did not decode as met', () => {
    const sweep = new Sweep(null);
    sweep.request(10);

    sweep.take({
      ...pageOf([], 0, 2),
      count: 2,
      records: [record('i-b')],
      rejected: [
        { offset: 0, id: 'i-a', error: { code: 'record/malformed', message: '', retryable: false } },
      ],
    });

    expect([...complete(sweep.end).seen]).toEqual(['i-a', 'i-b']);
  });
});

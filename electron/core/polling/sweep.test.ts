import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecodedRecord, Page } from '../dcmgr/client.ts';
import type { ListOrder } from './list-order.ts';
import { Sweep } from './sweep.ts';
import type { SweepEnd, SweepRequest } from './sweep-end.ts';

const record = (id: string): DecodedRecord =>
  ({
    kind: 'instances',
    id,
    owner: null,
    value: {},
    extra: null,
    raw: () => '{}',
  }) as unknown as DecodedRecord; // a sweep looks at ids only

const exchange = { bytes: 0, ms: 1, serverTime: null, requestId: null };

type Complete = Extract<SweepEnd, { kind: 'complete' }>;

/** A list as dcmgr keeps it, newest first, some of whose records make every page holding them fail. */
class ShiftingList {
  ids: string[];
  readonly poisoned = new Set<string>();
  requests = 0;
  failures = 0;
  #born = 0;
  #kept: Set<string> | null = null;

  constructor(length: number) {
    this.ids = Array.from({ length }, (_, i) => `i-old${String(i)}`);
  }

  insert(): void {
    const id = `i-new${String(this.#born++)}`;
    this.#kept?.add(id);
    this.ids.unshift(id);
  }

  deleteAt(fraction: number): void {
    this.#delete(Math.floor(fraction * this.ids.length));
  }

  deleteHead(count: number): void {
    for (let index = Math.min(count, this.ids.length) - 1; index >= 0; index--) this.#delete(index);
  }

  /** What arrives from now on stays, as dcmgr lists what has ended for 900 s more. */
  keepArrivals(): void {
    this.#kept = new Set();
  }

  #delete(index: number): void {
    if (this.#kept?.has(this.ids[index] ?? '') !== true) this.ids.splice(index, 1);
  }

  /** What was listed all along, can be read, and was not met. */
  lostBy({ seen }: Complete, before: ReadonlySet<string>): readonly string[] {
    return this.ids.filter((id) => before.has(id) && !seen.has(id) && !this.poisoned.has(id));
  }

  answer({ start, limit }: SweepRequest): Page | null {
    this.requests++;
    const ids = this.ids.slice(start, start + limit);
    if (ids.some((id) => this.poisoned.has(id))) {
      this.failures++;
      return null;
    }
    return pageOf(ids, start, this.ids.length);
  }
}

const pageOf = (ids: readonly string[], start: number, ownerTotal: number): Page => ({
  start,
  ownerTotal,
  count: ids.length,
  records: ids.map(record),
  rejected: [],
  mended: [],
  exchange,
});

type Between = (list: ShiftingList) => void;

function sweepThrough(
  list: ShiftingList,
  { pageSize = 10, between = [] as readonly Between[], memory = null as ListOrder | null } = {},
): SweepEnd {
  const sweep = new Sweep(memory);
  for (let i = 0; i < 10_000; i++) {
    const request = sweep.request(pageSize);
    if (request === null) break;
    const page = list.answer(request);
    if (page === null) sweep.unreadable();
    else sweep.take(page);
    between[i]?.(list);
  }
  if (sweep.end === null) throw new Error('the sweep never ended');
  return sweep.end;
}

const complete = (end: SweepEnd) => {
  if (end.kind !== 'complete') throw new Error(`the sweep failed: ${end.error.code}`);
  return end;
};

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
const change = fc.oneof(arrival, departure, exchangeAtHead, nudge);
const quiet: fc.Arbitrary<Between> = fc.constant(() => undefined);
const unrest = fc.oneof(
  fc.array(fc.oneof(quiet, change), { maxLength: 30 }),
  fc.array(fc.oneof(quiet, nudge), { maxLength: 30 }),
);

/** Of lists with some unreadable records, here and there or side by side. */
const unreadables = fc
  .tuple(
    fc.integer({ min: 20, max: 200 }),
    fc.integer({ min: 10, max: 50 }),
    fc.oneof(
      fc.array(fc.nat(199), { maxLength: 20 }),
      fc
        .tuple(fc.nat(150), fc.array(fc.nat(8), { maxLength: 6 }))
        .map(([at, near]) => near.map((n) => at + n)),
    ),
  )
  .map(([length, pageSize, poison]) => ({ length, pageSize, poison }));

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
        const { pageSize } = chosen;
        const list = listOf(chosen);
        let memory: ListOrder | null = null;
        for (const between of sweeps) {
          list.keepArrivals();
          const before = new Set(list.ids);
          const end = sweepThrough(list, { pageSize, between, memory });
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
        const { pageSize } = chosen;
        const list = listOf(chosen);
        let memory: ListOrder | null = null;
        for (const between of sweeps) {
          const before = new Set(list.ids);
          const end = sweepThrough(list, { pageSize, between, memory });
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

    const { seen, exact, sure, trusted } = complete(sweep.end ?? never());
    expect([seen.has('i-old12'), exact, sure, trusted]).toEqual([false, false, false, true]);
  });

  it('asks nothing extra for unreadable records that the last sweep found', () => {
    const list = new ShiftingList(500);
    for (const id of ['i-old40', 'i-old41', 'i-old300', 'i-old499']) list.poisoned.add(id);
    const first = complete(sweepThrough(list, { pageSize: 50 }));
    const paid = list.requests;
    list.requests = 0;

    const again = complete(sweepThrough(list, { pageSize: 50, memory: first.order }));

    expect(paid).toBeGreaterThan(20);
    expect(list.requests).toBeLessThanOrEqual(16);
    expect(again.order.unreadable()).toEqual(first.order.unreadable());
  });

  describe('with two known unreadable records inside a page', () => {
    const readAgain = (change: (list: ShiftingList) => void) => {
      const list = new ShiftingList(200);
      for (const at of [20, 33, 70, 75, 101, 140, 160]) list.poisoned.add(`i-old${String(at)}`);
      const { order } = complete(sweepThrough(list, { pageSize: 50 }));
      change(list);
      const [requests, failures] = [list.requests, list.failures];
      const before = new Set(list.ids);
      const end = complete(sweepThrough(list, { pageSize: 50, memory: order }));
      const offsets = list.ids.flatMap((id, i) => (list.poisoned.has(id) ? [i] : []));
      expect(end.order.unreadable().map(({ offset }) => offset)).toEqual(offsets);
      expect(list.lostBy(end, before)).toEqual([]);
      return { requests: list.requests - requests, failures: list.failures - failures };
    };

    it('meets no failing page for them', () => {
      expect(readAgain(() => undefined)).toEqual({ requests: 8, failures: 0 });
    });

    it('looks for a third alone when it comes', () => {
      const { failures } = readAgain((list) => list.poisoned.add('i-old120'));

      expect(failures).toBeLessThanOrEqual(10);
    });

    it('looks for one alone that comes beside a known one', () => {
      const { failures } = readAgain((list) => list.poisoned.add('i-old71'));

      expect(failures).toBeLessThanOrEqual(10);
    });

    it('looks for none of the others when one goes', () => {
      const { failures } = readAgain((list) => list.ids.splice(33, 1));

      expect(failures).toBeLessThanOrEqual(1);
    });
  });

  it.each([
    ['arrives', (list: ShiftingList) => list.insert(), 1],
    ['leaves from the head', (list: ShiftingList) => list.deleteHead(1), 10],
    ['leaves from the end', (list: ShiftingList) => list.ids.pop(), 0],
  ])('keeps what it knows when a record %s between two leaps', (_, change, most) => {
    const list = new ShiftingList(200);
    for (let i = 5; i < 200; i += 12) list.poisoned.add(`i-old${String(i)}`);
    let order: ListOrder | null = null;
    for (let i = 0; i < 6; i++)
      ({ memory: order } = complete(sweepThrough(list, { pageSize: 50, memory: order })));
    const { failures } = list;
    const between = Array.from({ length: 6 }, (): Between => () => undefined);
    between[5] = (it) => void change(it);

    sweepThrough(list, { pageSize: 50, memory: order, between });

    expect(list.failures - failures).toBeLessThanOrEqual(most);
  });

  it('gets over hundreds of unreadable records in a row with a few dozen requests', () => {
    const list = new ShiftingList(1000);
    for (let i = 200; i < 500; i++) list.poisoned.add(`i-old${String(i)}`);

    const end = complete(sweepThrough(list, { pageSize: 50 }));

    expect(end.seen.size).toBe(700);
    expect(end.order.unreadable()).toHaveLength(300);
    expect(list.requests).toBeLessThan(70);
  });

  it('spends a bounded number of requests on a list full of scattered unreadable records', () => {
    const list = new ShiftingList(2000);
    for (let i = 7; i < 2000; i += 10) list.poisoned.add(`i-old${String(i)}`);

    const end = complete(sweepThrough(list, { pageSize: 50 }));

    expect(list.requests).toBeLessThan(200);
    expect(end.exact).toBe(false);
  });

  it('takes a server that answers nothing but 500 for sick within a few requests', () => {
    const list = new ShiftingList(1000);
    for (const id of list.ids) list.poisoned.add(id);

    const end = sweepThrough(list);

    expect(end).toMatchObject({ kind: 'failed', error: { code: 'endpoint/server-error' } });
    expect(list.requests).toBeLessThanOrEqual(8);
  });

  it('reads a list whose only record is unreadable', () => {
    const list = new ShiftingList(1);
    list.poisoned.add('i-old0');

    const end = complete(sweepThrough(list));

    expect(end.order.unreadable()).toEqual([{ offset: 0, newer: null, older: null }]);
  });

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

    expect([...complete(sweep.end ?? never()).seen]).toEqual(['i-a', 'i-b']);
  });
});

const never = (): never => {
  throw new Error('the sweep did not end');
};

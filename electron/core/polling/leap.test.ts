import { describe, expect, it } from 'vitest';
import { ShiftingList } from '../../../testing/shifting-list.ts';
import { type Between, complete, sweepThrough } from '../../../testing/sweep-through.ts';
import type { ListOrder } from './list-order.ts';

describe('a sweep over unreadable records that are known', () => {
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
});

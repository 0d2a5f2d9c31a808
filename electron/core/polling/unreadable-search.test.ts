import { describe, expect, it } from 'vitest';
import { ShiftingList } from '../../../testing/shifting-list.ts';
import { complete, sweepThrough } from '../../../testing/sweep-through.ts';

describe('a sweep in search of unreadable records', () => {
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
});

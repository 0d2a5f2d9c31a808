import { describe, expect, it } from 'vitest';
import { pageOf, ShiftingList } from '../../../testing/shifting-list.ts';
import { Sweep } from './sweep.ts';
import type { SweepRequest } from './sweep-end.ts';

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

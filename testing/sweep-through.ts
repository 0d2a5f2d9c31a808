import type { ListOrder } from '#core/polling/list-order.ts';
import { Sweep } from '#core/polling/sweep.ts';
import type { SweepEnd } from '#core/polling/sweep-end.ts';
import { usualBlindLeaps } from '#core/polling/unreadable-search.ts';
import type { ShiftingList } from './shifting-list.ts';

/** What happens to a list between two pages. */
export type Between = (list: ShiftingList) => void;

/** Reads a list from end to end, while it changes between the pages. */
export function sweepThrough(
  list: ShiftingList,
  {
    pageSize = 10,
    between = [] as readonly Between[],
    memory = null as ListOrder | null,
    blindLeaps = usualBlindLeaps,
  } = {},
): SweepEnd {
  const sweep = new Sweep(memory, blindLeaps);
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

/** The end of a sweep that came to one, and did not fail. */
export function complete(end: SweepEnd | null) {
  if (end === null) throw new Error('the sweep did not end');
  if (end.kind !== 'complete') throw new Error(`the sweep failed: ${end.error.code}`);
  return end;
}

import { describe, expect, it } from 'vitest';
import { SortMemory } from './sort-memory.ts';
import { type Ordering, type SortRule, sortRows } from './sort-rows.ts';

type Row = { readonly id: number; readonly name: string; seen: number };

const rows: readonly Row[] = Array.from({ length: 6_000 }, (_, id) => ({
  id,
  name: `web-${String((id * 7_919) % 611)}`,
  seen: id,
}));
/** Counts how often a key is asked for. */
function counted(keyOf: SortRule<Row>['keyOf']) {
  const count = { keys: 0 };
  return { count, keyOf: (row: Row) => ((count.keys += 1), keyOf(row)) };
}
const byId: SortRule<Row> = { keyOf: ({ id }) => id, descending: false };

describe('an order that was there before', () => {
  const { count, keyOf } = counted(({ name }) => name);
  const ordering: Ordering<Row> = [{ keyOf, descending: false }, byId];
  const memory = new SortMemory<Row>();
  const all = memory.sorted(rows, ordering);

  it('comes back without a key being looked at, also by rules made anew', () => {
    count.keys = 0;

    expect(memory.sorted([...rows].reverse(), [{ keyOf, descending: false }, byId])).toEqual(all);
    expect(count.keys).toBe(0);
  });

  it('takes rows in that came, and lets go of rows that went', () => {
    const others = rows.filter(({ id }) => id % 100 !== 0);
    const changed = rows.filter(({ id }) => id % 200 === 0).map((row) => ({ ...row, name: 'web-42' }));
    count.keys = 0;

    const sorted = memory.sorted([...others, ...changed], ordering);

    expect(count.keys).toBeLessThan(rows.length);
    expect(sorted).toEqual(sortRows([...others, ...changed], ordering));
  });

  it('is whole again after a query showed a part of it', () => {
    const part = rows.filter(({ id }) => id >= 500);
    expect(memory.sorted(part, ordering)).toEqual(sortRows(part, ordering));
    const few = rows.filter(({ id }) => id < 10);
    expect(memory.sorted(few, ordering)).toEqual(sortRows(few, ordering));

    expect(memory.sorted(rows, ordering)).toEqual(all);
  });

  it('is another one downwards', () => {
    const downwards: Ordering<Row> = [{ keyOf, descending: true }, byId];

    expect(memory.sorted(rows, downwards)).toEqual(sortRows(rows, downwards));
  });
});

it('is made anew where keys move', () => {
  const memory = new SortMemory<Row>();
  const moving = rows.map((row) => ({ ...row }));
  const ordering: Ordering<Row> = [{ keyOf: ({ seen }) => seen, descending: false, isMoving: true }, byId];
  memory.sorted(moving, ordering);
  for (const row of moving) row.seen = -row.id;

  expect(memory.sorted(moving, ordering)[0]).toBe(moving.at(-1));
});

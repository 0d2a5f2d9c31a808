import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RecordKey } from '#contract/ids.ts';
import { RowTable } from './row-table.ts';
import { type SlottedRows, SortMemory } from './sort-memory.ts';
import { type Ordering, type SortRule, sortRows } from './sort-rows.ts';

type Row = {
  readonly key: RecordKey;
  readonly fetchedAt: number;
  readonly id: number;
  readonly name: string;
};

const aRow = (id: number, name = `web-${String((id * 7_919) % 611)}`): Row => ({
  key: `tokyo/${String(id)}` as RecordKey,
  fetchedAt: 0,
  id,
  name,
});
const rowCount = 6_000;

/** How often a key was asked for. */
let keysRead: number;
const byName: SortRule<Row> = {
  keyOf: ({ name }) => {
    keysRead += 1;
    return name;
  },
  descending: false,
};
const byId: SortRule<Row> = { keyOf: ({ id }) => id, descending: false };
const ordering: Ordering<Row> = [byName, byId];

let table: RowTable<Row>;
let memory: SortMemory<Row>;

function shown(matches: (row: Row) => boolean = () => true): SlottedRows<Row> {
  const found: SlottedRows<Row> = { rows: [], slots: [] };
  for (const [slot, row] of table.slots.entries()) {
    if (row === undefined || !matches(row)) continue;
    found.rows.push(row);
    found.slots.push(slot);
  }
  return found;
}
const sorted = (rows = shown(), by = ordering) => memory.sorter(rows, by)();
const expectSorted = (rows = shown(), by = ordering) => {
  const found = sorted(rows, by);
  expect(found).toEqual(sortRows(rows.rows, by));
  return found;
};

beforeEach(() => {
  keysRead = 0;
  table = new RowTable();
  for (let id = 0; id < rowCount; id += 1) table.put(aRow(id));
  memory = new SortMemory(table);
});

describe('an order that was there before', () => {
  let all: readonly Row[];
  beforeEach(() => {
    all = sorted();
    keysRead = 0;
  });

  it('comes back without a key being looked at, also by rules made anew', () => {
    expect(sorted(shown(), [{ ...byName }, { ...byId }])).toEqual(all);
    expect(keysRead).toBe(0);
  });

  it('takes rows in that came or changed, and lets go of rows that went', () => {
    for (let id = 0; id < rowCount; id += 100) table.remove(aRow(id).key);
    for (let id = 50; id < rowCount; id += 100) table.put(aRow(id, 'web-42'));
    for (let id = 0; id < 20; id += 1) table.put(aRow(rowCount + id));

    const found = sorted();
    expect(keysRead).toBeLessThan(rowCount);
    expect(found).toEqual(sortRows(shown().rows, ordering));

    keysRead = 0;
    expect(sorted()).toEqual(found);
    expect(keysRead).toBe(0);
  });

  it('is whole again after a query showed a part of it', () => {
    expectSorted(shown(({ id }) => id >= 900));
    expectSorted(shown(({ id }) => id < 10));

    keysRead = 0;
    expect(sorted()).toEqual(all);
    expect(keysRead).toBe(0);
  });

  it('is another one downwards', () => {
    expectSorted(shown(), [{ ...byName, descending: true }, byId]);
  });

  it('is of the rows that were shown, though the table has moved on when they are asked for', () => {
    const before = shown();
    const sort = memory.sorter(before, ordering);
    for (let id = 0; id < 50; id += 1) table.put(aRow(id, 'a-first'));

    expect(sort()).toEqual(sortRows(before.rows, ordering));
    expectSorted();
  });

  it('does not hold for older rows than those it is of', () => {
    const before = shown();
    const sort = memory.sorter(before, ordering);
    for (let id = 0; id < 50; id += 1) table.put(aRow(id, 'a-first'));
    expectSorted();

    expect(sort()).toEqual(sortRows(before.rows, ordering));
    expectSorted();
  });
});

it('is the order of a plain sort, whatever happens in between', () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({ put: fc.integer({ min: 0, max: 2 * rowCount }), name: fc.constantFrom('a', 'web-5', 'z') }),
      fc.record({ remove: fc.integer({ min: 0, max: rowCount }) }),
      fc.record({ look: fc.constantFrom(1, 2, 7) }),
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(steps, (all) => {
      for (const step of all) {
        if ('put' in step) table.put(aRow(step.put, step.name));
        else if ('remove' in step) table.remove(aRow(step.remove).key);
        else expectSorted(shown(({ id }) => id % step.look === 0));
      }
      expectSorted();
    }),
    { numRuns: 20 },
  );
});

it('is made anew where keys move', () => {
  const seen = new Map<Row, number>();
  const moving: Ordering<Row> = [
    { keyOf: (row) => seen.get(row) ?? 0, descending: false, isMoving: true },
    byId,
  ];
  sorted(shown(), moving);
  for (const row of shown().rows) seen.set(row, -row.id);

  expect(sorted(shown(), moving)[0]).toBe(table.get(aRow(rowCount - 1).key));
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeRows, type Ordering, sortRows } from './sort-rows.ts';

type Row = { readonly id: number; size: number };

const bySize: Ordering<Row> = [
  { keyOf: ({ size }) => size, descending: false },
  { keyOf: ({ id }) => id, descending: false },
];
const rowsOf = (sizes: readonly number[], firstId = 0): Row[] =>
  sizes.map((size, at) => ({ id: firstId + at, size }));
const sizes = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 });

describe('mergeRows', () => {
  it('ends where sorting what is left and what is new would end', () => {
    fc.assert(
      fc.property(sizes, sizes, fc.infiniteStream(fc.boolean()), (before, news, choices) => {
        const rows = sortRows(rowsOf(before), bySize);
        const removed = new Set(rows.filter(() => choices.next().value));
        const added = rowsOf(news, 100);

        const merged = mergeRows(rows, { removed, added }, bySize);

        const kept = rows.filter((row) => !removed.has(row));
        expect(merged).toEqual(sortRows([...kept, ...added], bySize));
      }),
    );
  });

  it('takes a row out though its key has moved since the list was sorted', () => {
    const rows = sortRows(rowsOf([1, 2, 3]), bySize);
    const [first] = rows;
    if (first !== undefined) first.size = 9;

    const merged = mergeRows(rows, { removed: new Set(rows.slice(0, 1)), added: [] }, bySize);

    expect(merged.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('leaves the list it was given alone', () => {
    const rows = sortRows(rowsOf([1, 3]), bySize);

    mergeRows(rows, { removed: new Set(), added: rowsOf([2], 100) }, bySize);

    expect(rows.map(({ id }) => id)).toEqual([0, 1]);
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StoreBatch } from '#core/ports/store.ts';
import {
  aBatch,
  aChange,
  aStoredList,
  aStoredRecord,
  osaka,
  tokyo,
} from '../../../testing/stored-records.ts';
import { slicesOf } from './slices.ts';

const rowsIn = (batch: StoreBatch): number =>
  batch.changes.length +
  batch.upserts.length +
  batch.seen.reduce((sum, { ids }) => sum + ids.length, 0) +
  batch.removals.length +
  batch.lists.length;

const joined = (slices: readonly StoreBatch[]) => ({
  changes: slices.flatMap((slice) => slice.changes),
  upserts: slices.flatMap((slice) => slice.upserts),
  seen: slices.flatMap((slice) => slice.seen.flatMap(({ ids, at }) => ids.map((id) => [id, at]))),
  removals: slices.flatMap((slice) => slice.removals),
  lists: slices.flatMap((slice) => slice.lists),
});

const some = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

it('keeps every row, in order, in as few slices as the limit allows', () => {
  const count = fc.integer({ min: 0, max: 12 });
  fc.assert(
    fc.property(
      fc.tuple(count, count, count, count, count, count),
      fc.integer({ min: 1, max: 7 }),
      (counts, limit) => {
        const [changes, upserts, seenHere, seenThere, removals, lists] = counts;
        const batch = aBatch({
          changes: some(changes, (seq) => aChange({ seq })),
          upserts: some(upserts, (id) => ({ record: aStoredRecord({ id: `vol-${String(id)}` }), raw: '' })),
          seen: [
            { datacenterId: osaka, kind: 'volumes', at: 1, ids: some(seenHere, String) },
            { datacenterId: tokyo, kind: 'volumes', at: 2, ids: some(seenThere, String) },
          ],
          removals: some(removals, (id) => ({ datacenterId: osaka, kind: 'volumes', id: String(id) })),
          lists: some(lists, (ownerTotal) => aStoredList({ ownerTotal })),
        });

        const slices = slicesOf(batch, limit);

        expect(joined(slices)).toEqual(joined([batch]));
        expect(slices.length).toBe(Math.ceil(rowsIn(batch) / limit));
        expect(slices.every((slice) => rowsIn(slice) <= limit)).toBe(true);
      },
    ),
  );
});

it('makes nothing of an empty batch', () => {
  expect(slicesOf(aBatch(), 10)).toEqual([]);
});

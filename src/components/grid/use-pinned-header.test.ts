import { describe, expect, it } from 'vitest';
import { RowGroup } from '../../lists/grouped-list.ts';
import { ListLines } from '../../lists/list-lines.ts';
import { rowHeight } from './line-window.ts';
import { usePinnedHeader } from './use-pinned-header.ts';

type Row = { readonly key: string };
const rules = { ordering: [], tally: () => '' };
const groupOf = (key: string, size: number) =>
  new RowGroup<Row>(
    key,
    Array.from({ length: size }, (_, at) => ({ key: `${key}${String(at)}` })),
    rules,
  );
/** `a` with its rows on lines 0 to 3, `b` on 4 to 6. */
const grouped = { isCollapsed: () => false };
const pinnedAt = (top: number, options: ConstructorParameters<typeof ListLines<Row>>[1] = grouped) => {
  const lines = new ListLines<Row>([groupOf('a', 3), groupOf('b', 2)], options);
  const first = Math.floor(top / rowHeight);
  const { header, index, shift, covers } = usePinnedHeader({
    lines: () => lines,
    first: () => first,
    top: () => top,
  });
  return { header: header.value?.key ?? null, index: index.value, shift: shift.value, covers };
};

describe('the header of the topmost rows', () => {
  it('is pinned once it begins to scroll out, and as long as its rows are there', () => {
    expect(pinnedAt(0)).toMatchObject({ header: null, index: -1, shift: 0 });
    expect(pinnedAt(1)).toMatchObject({ header: 'a', index: 0, shift: 0 });
    expect(pinnedAt(2.5 * rowHeight)).toMatchObject({ header: 'a', index: 0, shift: 0 });
    expect(pinnedAt(5 * rowHeight)).toMatchObject({ header: 'b', index: 4, shift: 0 });
  });

  it('is pushed out by the next', () => {
    expect(pinnedAt(3 * rowHeight)).toMatchObject({ header: 'a', shift: 0 });
    expect(pinnedAt(3.75 * rowHeight)).toMatchObject({ header: 'a', shift: -0.75 * rowHeight });
    expect(pinnedAt(4 * rowHeight)).toMatchObject({ header: 'b', shift: 0 });
  });

  it('covers the topmost line, unless that is a header', () => {
    const { covers } = pinnedAt(2.5 * rowHeight);
    expect([1, 2, 3].map(covers)).toEqual([false, true, false]);
    expect(pinnedAt(4.5 * rowHeight).covers(4)).toBe(false);
    expect(pinnedAt(0).covers(0)).toBe(false);
  });

  it('is not there where rows have none', () => {
    expect(pinnedAt(2.5 * rowHeight, { ...grouped, headless: true })).toMatchObject({
      header: null,
      index: -1,
    });
  });
});

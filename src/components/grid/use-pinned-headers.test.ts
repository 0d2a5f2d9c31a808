import { describe, expect, it } from 'vitest';
import { RowGroup } from '../../lists/grouped-list.ts';
import { ListLines } from '../../lists/list-lines.ts';
import { ParentGroup } from '../../lists/parent-group.ts';
import { rowHeight } from './line-window.ts';
import { usePinnedHeaders } from './use-pinned-headers.ts';

type Row = { readonly key: string };
const rules = { ordering: [], tally: () => '' };
const groupOf = (key: string, size: number) =>
  new RowGroup<Row>(
    key,
    Array.from({ length: size }, (_, at) => ({ key: `${key}${String(at)}` })),
    rules,
  );
const options = { isCollapsed: () => false };
const groups = [groupOf('a', 3), groupOf('b', 2)];
/** `a` with its rows on lines 0 to 3, `b` on 4 to 6. */
const flat = new ListLines<Row>(groups, options);
/** `A` on line 0, under it `a` on 1 to 4 and `b` on 5 to 7; `C` on 8, `c` with its row on 9 and 10. */
const nested = new ListLines<Row>(
  [new ParentGroup('A', groups), ...groups, new ParentGroup('C', [groupOf('c', 1)]), groupOf('c', 1)],
  options,
);

function pinnedAt(top: number, lines: ListLines<Row> = flat, given = 0) {
  const first = Math.floor(top / rowHeight);
  const { pinned, covers } = usePinnedHeaders({
    lines: () => lines,
    first: () => first,
    top: () => top,
    given: () => given,
  });
  const headers = pinned.value.map(({ header, index, shift }) => [header.key, index, shift]);
  return { headers, covered: Array.from({ length: lines.length }, (_, line) => line).filter(covers) };
}

describe('the header of the topmost rows', () => {
  it('is pinned once it begins to scroll out, and as long as its rows are there', () => {
    expect(pinnedAt(0).headers).toEqual([]);
    expect(pinnedAt(1).headers).toEqual([['a', 0, 0]]);
    expect(pinnedAt(2.5 * rowHeight).headers).toEqual([['a', 0, 0]]);
    expect(pinnedAt(5 * rowHeight).headers).toEqual([['b', 4, 0]]);
  });

  it('is pushed out by the next', () => {
    expect(pinnedAt(3 * rowHeight).headers).toEqual([['a', 0, 0]]);
    expect(pinnedAt(3.75 * rowHeight).headers).toEqual([['a', 0, -0.75 * rowHeight]]);
    expect(pinnedAt(4 * rowHeight).headers).toEqual([['b', 4, 0]]);
  });

  it('covers the topmost line, unless that is a header', () => {
    expect(pinnedAt(2.5 * rowHeight).covered).toEqual([2]);
    expect(pinnedAt(4.5 * rowHeight).covered).toEqual([]);
    expect(pinnedAt(0).covered).toEqual([]);
  });

  it('comes before no row that is only there because something above the list has grown', () => {
    expect(pinnedAt(1.2 * rowHeight, flat, 1.2 * rowHeight)).toEqual({ headers: [], covered: [] });
    expect(pinnedAt(1.3 * rowHeight, flat, 1.2 * rowHeight).headers).toEqual([['a', 0, 0]]);
  });

  it('is not there where rows have none', () => {
    expect(pinnedAt(2.5 * rowHeight, new ListLines(groups, { ...options, headless: true })).headers).toEqual(
      [],
    );
  });
});

describe('where groups nest', () => {
  it('stands below its parent’s', () => {
    expect(pinnedAt(0.5 * rowHeight, nested).headers).toEqual([
      ['A', 0, 0],
      ['a', 1, 0],
    ]);
    expect(pinnedAt(2 * rowHeight, nested)).toEqual({
      headers: [
        ['A', 0, 0],
        ['a', 1, 0],
      ],
      covered: [2, 3],
    });
  });

  it('is pushed out alone by the next group, and under it by the next parent', () => {
    expect(pinnedAt(3.25 * rowHeight, nested).headers).toEqual([
      ['A', 0, 0],
      ['a', 1, -0.25 * rowHeight],
    ]);
    expect(pinnedAt(6.25 * rowHeight, nested).headers).toEqual([
      ['A', 0, 0],
      ['b', 5, -0.25 * rowHeight],
    ]);
    expect(pinnedAt(7.25 * rowHeight, nested).headers).toEqual([['A', 0, -0.25 * rowHeight]]);
    expect(pinnedAt(8.25 * rowHeight, nested).headers).toEqual([
      ['C', 8, 0],
      ['c', 9, 0],
    ]);
  });
});

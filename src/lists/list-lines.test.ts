import { describe, expect, it } from 'vitest';
import { groupRows, type ListRules } from './grouped-list.ts';
import { ListLines } from './list-lines.ts';
import { nestGroups } from './parent-group.ts';

type Row = { readonly key: string; readonly group: string };
const rows: readonly Row[] = ['a/x 1', 'a/x 2', 'a/y 3', 'b/x 4'].map((text) => ({
  key: text.slice(4),
  group: text.slice(0, 3),
}));
const rules: ListRules<Row> = {
  matches: () => true,
  ordering: [{ keyOf: (row) => row.key, descending: false }],
  groupOf: (row) => row.group,
  emptyGroups: [],
  compareGroups: (a, b) => (a < b ? -1 : 1),
  tally: () => 'row',
};
const { groups } = groupRows(rows, rules);
const nested = nestGroups(groups, (key) => key.slice(0, 1));
const linesOf = (collapsed: readonly string[]) =>
  new ListLines(nested, { isCollapsed: (key) => collapsed.includes(key) });
const keysOf = (lines: ListLines<Row>) =>
  Array.from({ length: lines.length }, (_, line) => lines.at(line)?.key);

describe('lines in two levels', () => {
  it('are parents, groups and rows, each at its level', () => {
    const lines = linesOf([]);

    expect(keysOf(lines)).toEqual(['a', 'a/x', '1', '2', 'a/y', '3', 'b', 'b/x', '4']);
    expect([0, 1, 2, 4, 8].map((line) => lines.levelOf(line))).toEqual([1, 2, 3, 2, 3]);
    expect([0, 1, 2, 4, 7, 8].map((line) => lines.headerOf(line))).toEqual([0, 0, 1, 0, 6, 7]);
    expect([lines.lineOfRow('3'), lines.lineOfHeader('b')]).toEqual([5, 6]);
  });

  it('leave out what is under a collapsed header', () => {
    expect(keysOf(linesOf(['a']))).toEqual(['a', 'b', 'b/x', '4']);
    expect(keysOf(linesOf(['a/x']))).toEqual(['a', 'a/x', 'a/y', '3', 'b', 'b/x', '4']);
    expect(linesOf(['a']).lineOfRow('1')).toBe(-1);
  });

  it('add up the counts of their groups', () => {
    expect([...(nested[0]?.counts ?? [])]).toEqual([['row', 3]]);
  });

  it('give the rows between two of them, either way, and none that is folded away', () => {
    const between = (a: number, b: number, collapsed: readonly string[] = []) =>
      linesOf(collapsed)
        .rowsBetween(a, b)
        .map((row) => row.key);

    expect(between(3, 8)).toEqual(['2', '3', '4']);
    expect(between(8, 3)).toEqual(['2', '3', '4']);
    expect(between(2, 2)).toEqual(['1']);
    expect(between(0, 99)).toEqual(['1', '2', '3', '4']);
    expect(between(0, 99, ['a/x'])).toEqual(['3', '4']);
    expect(between(1, 4)).toEqual(['1', '2']);
  });
});

it('are rows alone without headers', () => {
  const all = groupRows(rows, { ...rules, groupOf: () => '' });
  const lines = new ListLines(all.groups, { isCollapsed: () => false, headless: true });

  expect(keysOf(lines)).toEqual(['1', '2', '3', '4']);
  expect([lines.lineOfRow('3'), lines.headerOf(2), lines.levelOf(0)]).toEqual([2, -1, 1]);
  expect(lines.rowsBetween(1, 2).map((row) => row.key)).toEqual(['2', '3']);
});

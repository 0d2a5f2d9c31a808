import { describe, expect, it } from 'vitest';
import { columnsInSight, moveColumn, nextSorts } from './grid-column.ts';

const up = (column: string) => ({ column, descending: false });
const down = (column: string) => ({ column, descending: true });

describe('choosing a header', () => {
  it('sorts by its column alone, and turns that around the next time', () => {
    expect(nextSorts([up('a'), up('b')], 'b', false)).toEqual([up('b')]);
    expect(nextSorts([up('b')], 'b', false)).toEqual([down('b')]);
    expect(nextSorts([down('b')], 'b', false)).toEqual([up('b')]);
  });

  it('with Shift adds its column, turns it around, and takes it away again', () => {
    expect(nextSorts([up('a')], 'b', true)).toEqual([up('a'), up('b')]);
    expect(nextSorts([up('a'), up('b')], 'b', true)).toEqual([up('a'), down('b')]);
    expect(nextSorts([up('a'), down('b')], 'b', true)).toEqual([up('a')]);
  });

  it('always leaves a column to sort by', () => {
    expect(nextSorts([down('a')], 'a', true)).toEqual([down('a')]);
  });
});

it('puts a column before another, or last', () => {
  expect(moveColumn(['a', 'b', 'c'], 'c', 'a')).toEqual(['c', 'a', 'b']);
  expect(moveColumn(['a', 'b', 'c'], 'a', 'c')).toEqual(['b', 'a', 'c']);
  expect(moveColumn(['a', 'b', 'c'], 'a', null)).toEqual(['b', 'c', 'a']);
  expect(moveColumn(['a', 'b', 'c'], 'b', 'b')).toEqual(['a', 'b', 'c']);
});

it('sees the columns that are on the screen, in part too', () => {
  const seen = (left: number, width: number) => {
    const { from, to } = columnsInSight([100, 50, 200, 80], { left, width });
    return `${String(from)}-${String(to)}`;
  };
  expect(seen(0, 1_000)).toBe('0-4');
  expect(seen(0, 100)).toBe('0-1');
  expect(seen(0, 101)).toBe('0-2');
  expect(seen(99, 50)).toBe('0-2');
  expect(seen(100, 50)).toBe('1-2');
  expect(seen(120, 60)).toBe('1-3');
  expect(seen(350, 500)).toBe('3-4');
});

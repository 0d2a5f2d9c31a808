import { describe, expect, it } from 'vitest';
import { headerHeight, linesInSight, linesToDraw, rowHeight, scrollFor, slotOf } from './line-window.ts';

/** Room for ten lines below the header. */
const height = headerHeight + 10 * rowHeight;

describe('linesInSight', () => {
  it('counts lines that can be seen in part', () => {
    expect(linesInSight({ top: 0, height, count: 100 })).toEqual({ from: 0, to: 10 });
    expect(linesInSight({ top: 5 * rowHeight + 1, height, count: 100 })).toEqual({ from: 5, to: 16 });
  });

  it('ends with the list', () => {
    expect(linesInSight({ top: 0, height, count: 3 })).toEqual({ from: 0, to: 3 });
    expect(linesInSight({ top: 0, height, count: 0 })).toEqual({ from: 0, to: 0 });
  });

  it('shows the end of a list that became shorter than what was scrolled past', () => {
    expect(linesInSight({ top: 5_000 * rowHeight, height, count: 12 })).toEqual({ from: 2, to: 12 });
  });
});

describe('linesToDraw', () => {
  it('adds some above and below, where there are any', () => {
    expect(linesToDraw({ from: 50, to: 61 }, { height, count: 100 })).toEqual({ from: 44, to: 67 });
    expect(linesToDraw({ from: 2, to: 12 }, { height, count: 13 })).toEqual({ from: 0, to: 13 });
  });

  it('draws as many wherever the list is scrolled to, and all that can be seen', () => {
    for (let top = 0; top <= 90 * rowHeight; top += 9) {
      const inSight = linesInSight({ top, height, count: 100 });
      const { from, to } = linesToDraw(inSight, { height, count: 100 });

      expect(to - from).toBe(23);
      expect(from).toBeLessThanOrEqual(inSight.from);
      expect(to).toBeGreaterThanOrEqual(inSight.to);
    }
  });
});

describe('slotOf', () => {
  it('gives each line that is drawn at a time a slot of its own, wherever the list is scrolled to', () => {
    for (let top = 0; top < 40 * rowHeight; top += 9) {
      const { from, to } = linesToDraw(linesInSight({ top, height, count: 100 }), { height, count: 100 });
      const slots = Array.from({ length: to - from }, (_, at) => slotOf(from + at, height));

      expect(new Set(slots).size).toBe(to - from);
    }
  });
});

describe('scrollFor', () => {
  const at = { top: 20 * rowHeight, height, covered: 0 };

  it('stays where the line is in sight', () => {
    expect(scrollFor(20, at)).toBe(at.top);
    expect(scrollFor(29, at)).toBe(at.top);
  });

  it('goes no further than the line needs', () => {
    expect(scrollFor(5, at)).toBe(5 * rowHeight);
    expect(scrollFor(30, at)).toBe(21 * rowHeight);
  });

  it('leaves no line under what covers the top', () => {
    const under = { ...at, covered: rowHeight };

    expect(scrollFor(20, under)).toBe(19 * rowHeight);
    expect(scrollFor(21, under)).toBe(at.top);
    expect(scrollFor(30, under)).toBe(21 * rowHeight);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardSizes, layoutColumn } from './board-layout.ts';
import { firstTile, moveTile } from './tile-moves.ts';

const column = (counts: readonly number[], width: number, scrollTop = 0) => ({
  ...layoutColumn(
    counts.map((count, at) => ({ key: String(at), count, hasBars: true })),
    { width, density: 'named' },
  ),
  scrollTop,
});
const narrow = boardSizes.leastColumn; // two tiles a row, one panel a row
const place = (col: number, panel: number, tile: number) => ({ column: col, panel, tile });

describe('moving between tiles', () => {
  const board = [column([5, 0, 3], narrow), column([2], narrow)];

  it('goes along a row and down a panel', () => {
    expect(moveTile('ArrowRight', place(0, 0, 0), board)).toEqual(place(0, 0, 1));
    expect(moveTile('ArrowDown', place(0, 0, 1), board)).toEqual(place(0, 0, 3));
    expect(moveTile('ArrowUp', place(0, 0, 3), board)).toEqual(place(0, 0, 1));
  });

  it('goes to the last tile where the row below is shorter', () => {
    expect(moveTile('ArrowDown', place(0, 0, 3), board)).toEqual(place(0, 0, 4));
  });

  it('goes on to the next panel with tiles, in the same file', () => {
    expect(moveTile('ArrowDown', place(0, 0, 4), board)).toEqual(place(0, 2, 0));
    expect(moveTile('ArrowUp', place(0, 2, 0), board)).toEqual(place(0, 0, 4));
  });

  it('goes over to the next datacenter at the end of a row, and back', () => {
    expect(moveTile('ArrowRight', place(0, 0, 1), board)).toEqual(place(1, 0, 0));
    expect(moveTile('ArrowLeft', place(1, 0, 0), board)).toEqual(place(0, 0, 1));
  });

  it('goes over at the height on the screen, not at the top', () => {
    const [scrolled] = [column([2, 2, 2, 2, 2, 2], narrow, 300)];
    const to = moveTile('ArrowRight', place(0, 0, 1), [column([2], narrow), scrolled ?? column([], narrow)]);

    expect(to?.panel).toBeGreaterThan(1);
  });

  it('goes to the panel beside in a wide column', () => {
    const wide = [column([4, 9, 3], 800)];

    expect(moveTile('ArrowRight', place(0, 0, 1), wide)).toEqual(place(0, 1, 0));
    expect(moveTile('ArrowLeft', place(0, 1, 0), wide)).toEqual(place(0, 0, 1));
  });

  it('pages from panel to panel, and to the ends of one', () => {
    expect(moveTile('PageDown', place(0, 0, 3), board)).toEqual(place(0, 2, 0));
    expect(moveTile('PageUp', place(0, 2, 2), board)).toEqual(place(0, 0, 0));
    expect(moveTile('End', place(0, 0, 0), board)).toEqual(place(0, 0, 4));
    expect(moveTile('Home', place(0, 0, 4), board)).toEqual(place(0, 0, 0));
  });

  it('stays where there is nothing further, and leaves other keys alone', () => {
    expect(moveTile('ArrowLeft', place(0, 0, 0), board)).toEqual(place(0, 0, 0));
    expect(moveTile('x', place(0, 0, 0), board)).toBeNull();
  });

  it('begins a column with its first tile', () => {
    expect(firstTile(0, [column([0, 0, 4], narrow)])).toEqual(place(0, 2, 0));
    expect(firstTile(0, [column([0], narrow)])).toBeNull();
  });
});

it('never leaves the board, wherever it goes', () => {
  const counts = fc.array(fc.nat(30), { maxLength: 8 });
  const keys = fc.constantFrom(
    'ArrowLeft',
    'ArrowRight',
    'ArrowUp',
    'ArrowDown',
    'PageUp',
    'PageDown',
    'Home',
    'End',
  );
  fc.assert(
    fc.property(
      fc.array(counts, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: narrow, max: 1_400 }),
      fc.array(keys, { maxLength: 40 }),
      (columns, width, pressed) => {
        const board = columns.map((each) => column(each, width));
        let at = board.map((_, index) => firstTile(index, board)).find((tile) => tile !== null);
        if (!at) return;
        for (const key of pressed) {
          at = moveTile(key, at, board) ?? at;
          const box = board[at.column]?.panels[at.panel];
          expect(box !== undefined && at.tile >= 0 && at.tile < box.count).toBe(true);
        }
      },
    ),
  );
});

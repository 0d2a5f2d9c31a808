import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boardSizes, type Density, layoutColumn, tileBox, visiblePanels } from './board-layout.ts';

const panels = (...counts: number[]) =>
  counts.map((count, at) => ({ key: `dc/hn-${String(at)}`, count, hasBars: true }));
const { gap, leastPanel, leastColumn } = boardSizes;

const content = fc.array(fc.record({ key: fc.string(), count: fc.nat(2_000), hasBars: fc.boolean() }), {
  maxLength: 60,
});
const density = fc.constantFrom<Density>('named', 'compact');
const width = fc.integer({ min: leastColumn, max: 2_400 });

describe('a column of the board', () => {
  it('puts one panel under the other where it is narrow', () => {
    const { panels: boxes, height } = layoutColumn(panels(3, 5), { width: leastColumn, density: 'named' });

    expect(boxes.map(({ left }) => left)).toEqual([gap, gap]);
    expect(boxes[1]?.top).toBe((boxes[0]?.top ?? 0) + (boxes[0]?.height ?? 0) + gap);
    expect(height).toBe((boxes[1]?.top ?? 0) + (boxes[1]?.height ?? 0) + gap);
  });

  it('puts as many panels beside each other as fit, equally high', () => {
    const wide = 3 * leastPanel + 4 * gap;

    const { panels: boxes } = layoutColumn(panels(3, 40, 5, 1), { width: wide, density: 'named' });

    expect(boxes.slice(0, 3).map(({ top }) => top)).toEqual([gap, gap, gap]);
    expect(new Set(boxes.slice(0, 3).map(({ height }) => height)).size).toBe(1);
    expect(boxes[3]?.left).toBe(gap);
  });

  it('never lets panels overlap or leave the column, at any width', () => {
    fc.assert(
      fc.property(content, width, density, (all, wide, dense) => {
        const { panels: boxes, height } = layoutColumn(all, { width: wide, density: dense });
        for (const [at, box] of boxes.entries()) {
          expect(box.left + box.width).toBeLessThanOrEqual(wide - gap);
          expect(box.top + box.height + gap).toBeLessThanOrEqual(height);
          const next = boxes[at + 1];
          if (next === undefined) continue;
          const isBeside = next.top === box.top && next.left >= box.left + box.width + gap;
          expect(isBeside || next.top >= box.top + box.height + gap).toBe(true);
        }
      }),
    );
  });

  it('keeps every tile inside its panel', () => {
    fc.assert(
      fc.property(content, width, density, (all, wide, dense) => {
        for (const box of layoutColumn(all, { width: wide, density: dense }).panels) {
          if (box.count === 0) continue;
          expect(tileBox(box, box.count - 1, dense).bottom).toBeLessThanOrEqual(box.top + box.height);
          expect(tileBox(box, 0, dense).top).toBe(box.top + box.headHeight);
        }
      }),
    );
  });
});

describe('what is drawn of a column', () => {
  it('is every tile that the window touches, and little else', () => {
    fc.assert(
      fc.property(content, width, density, fc.nat(20_000), (all, wide, dense, top) => {
        const layout = layoutColumn(all, { width: wide, density: dense });
        const window = { top, bottom: top + 800 };
        const drawn = new Map(visiblePanels(layout, window, dense).map((panel) => [panel.box, panel]));
        for (const box of layout.panels) {
          const panel = drawn.get(box);
          for (const tile of [0, 1, Math.floor(box.count / 2), box.count - 1]) {
            if (tile < 0 || tile >= box.count) continue;
            const { top: from, bottom: to } = tileBox(box, tile, dense);
            if (from >= window.bottom || to <= window.top) continue;
            expect(panel !== undefined && tile >= panel.from && tile < panel.to).toBe(true);
          }
        }
      }),
    );
  });

  it('is a part of a panel of thousands', () => {
    const layout = layoutColumn(panels(5_000), { width: 300, density: 'named' });

    const [panel] = visiblePanels(layout, { top: 10_000, bottom: 11_000 }, 'named');

    expect((panel?.to ?? 0) - (panel?.from ?? 0)).toBeLessThan(200);
  });
});

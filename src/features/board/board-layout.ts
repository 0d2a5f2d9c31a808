/** How large tiles are. Named ones stretch to fill their row; compact ones are squares. */
export type Density = 'named' | 'compact';

export type PanelContent = {
  readonly key: string;
  readonly count: number;
  /** Whether its header has room for capacity bars. */
  readonly hasBars: boolean;
};

/** Where a panel lies in its column, in pixels, and how its tiles lie in it. */
export type PanelBox = PanelContent & {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly headHeight: number;
  readonly perRow: number;
};

export type ColumnLayout = { readonly panels: readonly PanelBox[]; readonly height: number };

export const boardSizes = {
  /** Narrower columns scroll sideways instead. */
  leastColumn: 200,
  leastPanel: 236,
  /** Narrower panels say less in their headers. */
  narrowPanel: 215,
  gap: 8,
  /** Inside a panel, around its tiles. */
  padding: 7,
  headWithBars: 66,
  head: 30,
  tileGap: 3,
  /** Of a tile, what its edges and its mark take from its name. */
  besideName: 24,
} as const;

/** `least` is the width from which another tile fits into a row, `leastPair` the one from which two do. */
export const tileSizes = {
  named: { least: 96, leastPair: 68, height: 22 },
  compact: { least: 20, leastPair: 20, height: 20 },
} as const satisfies Record<Density, { least: number; leastPair: number; height: number }>;

/** Pixels of each tile of a panel. */
export const tileWidth = ({ width, perRow }: Pick<PanelBox, 'width' | 'perRow'>): number =>
  (width - 2 * boardSizes.padding - (perRow - 1) * boardSizes.tileGap) / perRow;

/**
 * Lays out a column: panels in reading order, as many beside each other as fit, those of a row equally high. All
 * heights follow from counts, so that nothing need be measured and nothing moves when it comes into view.
 */
export function layoutColumn(
  panels: readonly PanelContent[],
  { width, density }: { readonly width: number; readonly density: Density },
): ColumnLayout {
  const { gap, leastPanel, padding, tileGap } = boardSizes;
  const inner = Math.max(0, width - 2 * gap);
  const beside = Math.max(1, Math.floor((inner + gap) / (leastPanel + gap)));
  const panelWidth = Math.floor((inner - (beside - 1) * gap) / beside);
  const { height: tileHeight } = tileSizes[density];
  const perRow = tilesPerRow(panelWidth - 2 * padding, density);
  const boxes: PanelBox[] = [];
  let top: number = gap;
  for (let from = 0; from < panels.length; from += beside) {
    const row = panels.slice(from, from + beside).map((panel, at) => {
      const headHeight = panel.hasBars ? boardSizes.headWithBars : boardSizes.head;
      const tileRows = Math.ceil(panel.count / perRow);
      const tilesHeight = tileRows === 0 ? 0 : tileRows * (tileHeight + tileGap) - tileGap + padding;
      const left = gap + at * (panelWidth + gap);
      return { ...panel, left, top, width: panelWidth, height: headHeight + tilesHeight, headHeight, perRow };
    });
    const height = Math.max(...row.map((box) => box.height));
    boxes.push(...row.map((box) => ({ ...box, height })));
    top += height + gap;
  }
  return { panels: boxes, height: top };
}

function tilesPerRow(width: number, density: Density): number {
  const { least, leastPair } = tileSizes[density];
  const fitting = (each: number) => Math.floor((width + boardSizes.tileGap) / (each + boardSizes.tileGap));
  return Math.max(1, Math.min(2, fitting(leastPair)), fitting(least));
}

/** A part of a column that is on screen, or nearly. */
export type Window = { readonly top: number; readonly bottom: number };

/** What to draw: each panel that the window touches, with the tiles of it from `from` up to `to`. */
export type VisiblePanel = { readonly box: PanelBox; readonly from: number; readonly to: number };

/** Panels with fewer tiles are drawn whole: less to do while scrolling. */
const wholeUpTo = 150;

export function visiblePanels(
  { panels }: ColumnLayout,
  window: Window,
  density: Density,
): readonly VisiblePanel[] {
  return panels
    .filter(({ top, height }) => top < window.bottom && top + height > window.top)
    .map((box) => {
      if (box.count <= wholeUpTo) return { box, from: 0, to: box.count };
      const pitch = tileSizes[density].height + boardSizes.tileGap;
      const first = box.top + box.headHeight;
      const rowFrom = Math.max(0, Math.floor((window.top - first) / pitch));
      const rowTo = Math.max(rowFrom, Math.ceil((window.bottom - first) / pitch));
      return { box, from: rowFrom * box.perRow, to: Math.min(box.count, rowTo * box.perRow) };
    });
}

/** Where a tile lies in its column, from the column's top. */
export function tileBox(box: PanelBox, tile: number, density: Density): Window {
  const { height } = tileSizes[density];
  const top = box.top + box.headHeight + Math.floor(tile / box.perRow) * (height + boardSizes.tileGap);
  return { top, bottom: top + height };
}

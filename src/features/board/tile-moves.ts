import type { ColumnLayout, PanelBox } from './board-layout.ts';

/** A tile's place on the board. */
export type TilePlace = { readonly column: number; readonly panel: number; readonly tile: number };

/** The columns as laid out, and how far each is scrolled, so that moving sideways stays at the same height. */
export type BoardGeometry = readonly (ColumnLayout & { readonly scrollTop: number })[];

/** Where a key leads from a tile. Null: the key means nothing here; the same place: there is nothing further. */
export function moveTile(key: string, from: TilePlace, board: BoardGeometry): TilePlace | null {
  const layout = board[from.column];
  const box = layout?.panels[from.panel];
  if (layout === undefined || box === undefined) return null;
  switch (key) {
    case 'ArrowLeft':
      return beside(from, -1, board, box) ?? from;
    case 'ArrowRight':
      return beside(from, 1, board, box) ?? from;
    case 'ArrowUp':
      return below(from, -1, layout, box) ?? from;
    case 'ArrowDown':
      return below(from, 1, layout, box) ?? from;
    case 'PageUp':
      return nextPanel(from, -1, layout) ?? { ...from, tile: 0 };
    case 'PageDown':
      return nextPanel(from, 1, layout) ?? { ...from, tile: box.count - 1 };
    case 'Home':
      return { ...from, tile: 0 };
    case 'End':
      return { ...from, tile: box.count - 1 };
    default:
      return null;
  }
}

/** The first tile of a column, or null where it has none. */
export function firstTile(column: number, board: BoardGeometry): TilePlace | null {
  const panel = board[column]?.panels.findIndex(({ count }) => count > 0) ?? -1;
  return panel < 0 ? null : { column, panel, tile: 0 };
}

type Step = 1 | -1;

function beside(from: TilePlace, step: Step, board: BoardGeometry, box: PanelBox): TilePlace | null {
  const to = from.tile + step;
  const isSameRow = Math.floor(to / box.perRow) === Math.floor(from.tile / box.perRow);
  if (to >= 0 && to < box.count && isSameRow) return { ...from, tile: to };
  const row = Math.floor(from.tile / box.perRow);
  const { panels, scrollTop } = board[from.column] ?? { panels: [], scrollTop: 0 };
  for (let at = from.panel + step; panels[at]?.top === box.top; at += step) {
    const other = panels[at];
    if (other !== undefined && other.count > 0) return { ...from, panel: at, tile: entry(other, row, step) };
  }
  return inNextColumn(from.column, step, box.top - scrollTop, board);
}

/** The tile on the near edge of a row, or of the last row where there are fewer. */
function entry(box: PanelBox, row: number, step: Step): number {
  const rows = Math.ceil(box.count / box.perRow);
  const first = Math.min(row, rows - 1) * box.perRow;
  return step === 1 ? first : Math.min(first + box.perRow, box.count) - 1;
}

function inNextColumn(column: number, step: Step, screenTop: number, board: BoardGeometry): TilePlace | null {
  for (let at = column + step; at >= 0 && at < board.length; at += step) {
    const { panels, scrollTop } = board[at] ?? { panels: [], scrollTop: 0 };
    const near = closest(panels, ({ top }) => Math.abs(top - scrollTop - screenTop));
    const box = panels[near];
    if (box !== undefined) return { column: at, panel: near, tile: entry(box, 0, step) };
  }
  return null;
}

function below(from: TilePlace, step: Step, { panels }: ColumnLayout, box: PanelBox): TilePlace | null {
  const rows = Math.ceil(box.count / box.perRow);
  const row = Math.floor(from.tile / box.perRow) + step;
  if (row >= 0 && row < rows)
    return { ...from, tile: Math.min(from.tile + step * box.perRow, box.count - 1) };
  const isBeyond = (other: PanelBox) => (step === 1 ? other.top > box.top : other.top < box.top);
  const rowsAway = (other: PanelBox) =>
    Math.abs(other.top - box.top) * 10_000 + Math.abs(other.left - box.left);
  const near = closest(panels, (other) => (isBeyond(other) ? rowsAway(other) : Infinity));
  const other = panels[near];
  if (other === undefined) return null;
  const lastRow = Math.ceil(other.count / other.perRow) - 1;
  const tile = (step === 1 ? 0 : lastRow * other.perRow) + (from.tile % box.perRow);
  return { ...from, panel: near, tile: Math.min(tile, other.count - 1) };
}

function nextPanel(from: TilePlace, step: Step, { panels }: ColumnLayout): TilePlace | null {
  for (let at = from.panel + step; at >= 0 && at < panels.length; at += step) {
    if ((panels[at]?.count ?? 0) > 0) return { ...from, panel: at, tile: 0 };
  }
  return null;
}

/** The panel with tiles of the least finite distance, or -1. */
function closest(panels: readonly PanelBox[], distance: (box: PanelBox) => number): number {
  let best = -1;
  let least = Infinity;
  for (const [at, box] of panels.entries()) {
    const far = box.count > 0 ? distance(box) : Infinity;
    if (far < least) [best, least] = [at, far];
  }
  return best;
}

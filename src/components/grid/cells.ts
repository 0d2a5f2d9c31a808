import type { DirectiveBinding, ObjectDirective } from 'vue';
import { afterPaint } from '../../engine/frames.ts';
import type { ColumnRange, GridColumn } from './grid-column.ts';

/** What a cell says and what it looks like. */
export type CellLook = { readonly text: string; readonly classes: string };

/** The cells of a line, and what they are of: whose they were before is nothing to them. */
export type LineCells = {
  readonly row: unknown;
  readonly columns: unknown;
  readonly count: number;
  readonly lookAt: (column: number) => CellLook;
  /** Which of them can be seen. */
  readonly inSight: () => ColumnRange;
};

/** How the cells of a row look in these columns. Classes that all cells of a column have are put together once. */
export function looksIn<R>(
  columns: readonly GridColumn<R>[],
  inSight: () => ColumnRange,
): (row: R) => LineCells {
  const looks = columns.map(({ text, classes, fits = 0, alignEnd = false, opens = false }) => {
    const common = joined('grid-cell', alignEnd ? 'grid-end' : '', opens ? 'grid-opens' : '');
    const [fitting, other] = [joiningTo(joined(common, 'grid-fits')), joiningTo(common)];
    return (row: R): CellLook => {
      const said = text(row);
      const own = classes?.(row) ?? '';
      return { text: said, classes: said.length <= fits ? fitting(own) : other(own) };
    };
  });
  return (row) => ({
    row,
    columns,
    count: columns.length,
    lookAt: (column) => looks[column]?.(row) ?? noLook,
    inSight,
  });
}

const joined = (...classes: readonly string[]): string => classes.filter((each) => each !== '').join(' ');

/** Puts others to some classes, each once: they are few, and the cells are many. */
function joiningTo(common: string): (own: string) => string {
  const known = new Map<string, string>();
  return (own) => {
    const classes = known.get(own) ?? joined(common, own);
    known.set(own, classes);
    return classes;
  };
}

/**
 * Draws the cells of a row straight into its element, changing only what differs from before: with virtual nodes for
 * hundreds of cells, a filter spent more on comparing those than on finding the rows. What can be seen is drawn at
 * once, and what cannot when that is painted. Null for a line without cells.
 */
export const vCells: ObjectDirective<HTMLElement, LineCells | null> = { beforeMount: draw, updated: draw };

function draw(line: HTMLElement, { value }: DirectiveBinding<LineCells | null>): void {
  const cells = value ?? noCells;
  const isWhole = drawCells(line, cells, cells.inSight());
  if (!isWhole) drawLater(line);
}

const noLook: CellLook = { text: '', classes: '' };
const noRange: ColumnRange = { from: 0, to: 0 };
const noCells: LineCells = {
  row: null,
  columns: null,
  count: 0,
  lookAt: () => noLook,
  inSight: () => noRange,
};

type Cell = { readonly element: HTMLElement; readonly text: Text; shown: CellLook };
type Drawn = { readonly of: LineCells; readonly cells: Cell[] };
const drawnIn = new WeakMap<HTMLElement, Drawn>();

/** Lines with cells that are still to be drawn. */
const unfinished = new Set<HTMLElement>();

function drawLater(line: HTMLElement): void {
  if (unfinished.size === 0) afterPaint(finish);
  unfinished.add(line);
}

function finish(): void {
  const lines = [...unfinished];
  unfinished.clear();
  for (const line of lines) {
    const { of } = drawnIn.get(line) ?? { of: noCells };
    drawCells(line, of, { from: 0, to: of.count });
  }
}

/** Whether all cells are drawn by that. */
function drawCells(line: HTMLElement, next: LineCells, { from, to }: ColumnRange): boolean {
  const { of: before, cells } = drawnIn.get(line) ?? { of: noCells, cells: [] };
  drawnIn.set(line, { of: next, cells });
  for (const { element } of cells.splice(next.count)) element.remove();
  while (cells.length < next.count) cells.push(addCell(line, cells.length));
  const last = Math.min(to, next.count);
  for (let at = from; at < last; at += 1) changeCell(cells[at] as Cell, next.lookAt(at)); // there are `count` cells
  // A tooltip that a pointer left behind says something of another row, or column.
  if (before.row !== next.row || before.columns !== next.columns)
    for (const { element } of cells) element.removeAttribute('title');
  return from <= 0 && to >= next.count;
}

function addCell(line: HTMLElement, at: number): Cell {
  const element = document.createElement('div');
  const text = document.createTextNode('');
  element.setAttribute('role', 'gridcell');
  element.setAttribute('aria-colindex', String(at + 1));
  element.append(text);
  line.append(element);
  return { element, text, shown: noLook };
}

function changeCell(cell: Cell, look: CellLook): void {
  if (cell.shown.text !== look.text) cell.text.data = look.text;
  if (cell.shown.classes !== look.classes) cell.element.className = look.classes;
  cell.shown = look;
}

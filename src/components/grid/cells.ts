import type { DirectiveBinding, ObjectDirective } from 'vue';
import type { GridColumn } from './grid-column.ts';

/** What a cell says and what it looks like. */
export type CellLook = { readonly text: string; readonly classes: string };

/** The cells of a line, and what they are of: whose they were before is nothing to them. */
export type LineCells = {
  readonly row: unknown;
  readonly columns: unknown;
  readonly looks: readonly CellLook[];
};

/** How the cells of a row look in these columns. Classes that all cells of a column have are put together once. */
export function looksIn<R>(columns: readonly GridColumn<R>[]): (row: R) => LineCells {
  const common = columns.map(({ alignEnd = false, opens = false }) =>
    joined('grid-cell', alignEnd ? 'grid-end' : '', opens ? 'grid-opens' : ''),
  );
  return (row) => ({
    row,
    columns,
    looks: columns.map(({ text, classes }, at) => ({
      text: text(row),
      classes: joined(common[at] ?? '', classes?.(row) ?? ''),
    })),
  });
}

const joined = (...classes: readonly string[]): string => classes.filter((each) => each !== '').join(' ');

/**
 * Draws the cells of a row straight into its element, changing only what differs from before: with virtual nodes for
 * hundreds of cells, a filter spent more on comparing those than on finding the rows. Null for a line without cells.
 */
export const vCells: ObjectDirective<HTMLElement, LineCells | null> = { beforeMount: draw, updated: draw };

function draw(line: HTMLElement, { value }: DirectiveBinding<LineCells | null>): void {
  drawCells(line, value ?? noCells);
}

const noCells: LineCells = { row: null, columns: null, looks: [] };

type Cell = { readonly element: HTMLElement; readonly text: Text; shown: CellLook };
type Drawn = { readonly of: LineCells; readonly cells: Cell[] };
const drawnIn = new WeakMap<HTMLElement, Drawn>();

function drawCells(line: HTMLElement, next: LineCells): void {
  const { of: before, cells } = drawnIn.get(line) ?? { of: noCells, cells: [] };
  drawnIn.set(line, { of: next, cells });
  for (const { element } of cells.splice(next.looks.length)) element.remove();
  for (const [at, look] of next.looks.entries()) {
    const cell = cells[at];
    if (cell === undefined) cells.push(addCell(line, at, look));
    else changeCell(cell, look);
  }
  // A tooltip that a pointer left behind says something of another row, or column.
  if (before.row !== next.row || before.columns !== next.columns)
    for (const { element } of cells) element.removeAttribute('title');
}

function addCell(line: HTMLElement, at: number, look: CellLook): Cell {
  const element = document.createElement('div');
  const text = document.createTextNode(look.text);
  element.className = look.classes;
  element.setAttribute('role', 'gridcell');
  element.setAttribute('aria-colindex', String(at + 1));
  element.append(text);
  line.append(element);
  return { element, text, shown: look };
}

function changeCell(cell: Cell, look: CellLook): void {
  if (cell.shown.text !== look.text) cell.text.data = look.text;
  if (cell.shown.classes !== look.classes) cell.element.className = look.classes;
  cell.shown = look;
}

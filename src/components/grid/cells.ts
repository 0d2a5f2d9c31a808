import type { ObjectDirective } from 'vue';

/** What a cell says and what it looks like. */
export type CellLook = { readonly text: string; readonly classes: string };

/**
 * Draws the cells of a row straight into its element, changing only what differs from before: with virtual nodes for
 * hundreds of cells, a filter spent more on comparing those than on finding the rows. Null for a line without cells.
 */
export const vCells: ObjectDirective<HTMLElement, readonly CellLook[] | null> = {
  beforeMount: (line, { value }) => {
    drawCells(line, value ?? []);
  },
  updated: (line, { value }) => {
    drawCells(line, value ?? []);
  },
};

type Cell = { readonly element: HTMLElement; readonly text: Text; shown: CellLook };
const cellsOf = new WeakMap<HTMLElement, Cell[]>();

function drawCells(line: HTMLElement, looks: readonly CellLook[]): void {
  const cells = cellsOf.get(line) ?? [];
  cellsOf.set(line, cells);
  for (const { element } of cells.splice(looks.length)) element.remove();
  for (const [at, look] of looks.entries()) {
    const cell = cells[at];
    if (cell === undefined) cells.push(addCell(line, at, look));
    else changeCell(cell, look);
  }
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

/**
 * One tooltip for a whole grid: the title of a cell is made when the pointer comes, from the column's hint or,
 * where its text is cut off, from the text.
 */
export const tooltipOnHover =
  (hintOf: (row: number, column: number) => string | undefined) =>
  (event: MouseEvent): void => {
    const cell = event.target instanceof Element ? event.target.closest('[role=gridcell]') : null;
    const line = cell?.closest('[data-index]');
    if (!(cell instanceof HTMLElement) || !line) return;
    const row = Number(line.getAttribute('data-index'));
    const hint = hintOf(row, Number(cell.getAttribute('aria-colindex')) - 1);
    const isCut = cell.scrollWidth > cell.clientWidth;
    cell.title = hint ?? (isCut ? (cell.textContent ?? '').trim() : '');
  };

type Said = {
  /** More than the cell shows, where its column knows more. */
  readonly hint: string | undefined;
  /** What is said of the whole row. */
  readonly note: string;
};

/**
 * One tooltip for a whole grid: the title of a cell is made when the pointer comes, from the column's hint or,
 * where its text is cut off, from the text. What is said of the row stands below.
 */
export const tooltipOnHover =
  (saidOf: (row: number, column: number) => Said) =>
  (event: MouseEvent): void => {
    const cell = event.target instanceof Element ? event.target.closest('[role=gridcell]') : null;
    const line = cell?.closest('[data-index]');
    if (!(cell instanceof HTMLElement) || !line) return;
    const row = Number(line.getAttribute('data-index'));
    const { hint, note } = saidOf(row, Number(cell.getAttribute('aria-colindex')) - 1);
    const isCut = cell.scrollWidth > cell.clientWidth;
    const own = hint ?? (isCut ? (cell.textContent ?? '').trim() : '');
    cell.title = [own, note].filter((line) => line !== '').join('\n');
  };

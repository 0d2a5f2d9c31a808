import type { SortKey } from '../../lists/sort-rows.ts';

/** A column of a grid: text and classes, never a component. */
export type GridColumn<R> = {
  readonly id: string;
  readonly title: string;
  /** Pixels, until a person drags it. */
  readonly width: number;
  readonly alignEnd?: boolean;
  /** Whether clicking its cells opens the row, as the cells of a name do. */
  readonly opens?: boolean;
  readonly text: (row: R) => string;
  readonly classes?: (row: R) => string;
  /** More than the cell shows, for the tooltip. Without it a cut-off text is its own tooltip. */
  readonly hint?: (row: R) => string;
  /** Null where the column has no order worth having. */
  readonly sortKey: ((row: R) => SortKey) | null;
};

export type GridSort = { readonly column: string; readonly descending: boolean };

export const narrowestColumn = 48;
export const widestColumn = 900;

/** The sort after a header was chosen: its column ascending, then descending. */
export const nextSort = (sort: GridSort, column: string): GridSort => ({
  column,
  descending: sort.column === column && !sort.descending,
});

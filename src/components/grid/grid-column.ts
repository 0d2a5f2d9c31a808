import type { SortKey } from '../../lists/sort-rows.ts';

/** A column of a grid: text and classes, never a component. */
export type GridColumn<R> = {
  readonly id: string;
  readonly title: string;
  /** Pixels, until a person drags it. */
  readonly width: number;
  readonly alignEnd?: boolean;
  /**
   * How many characters of its alphabet fit its usual width for certain. Longer texts are cut at the edge of their
   * cell; to cut every cell, most of them in vain, is a tenth of drawing a list.
   */
  readonly fits?: number;
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

/**
 * The sorts after a header was chosen: its column alone, ascending, then descending. With `alsoBy` the column joins
 * those before it: ascending, descending, then no more.
 */
export function nextSorts(sorts: readonly GridSort[], column: string, alsoBy: boolean): readonly GridSort[] {
  const at = sorts.findIndex((sort) => sort.column === column);
  const known = sorts[at];
  if (!alsoBy) {
    const isOnly = sorts.length === 1 && known !== undefined;
    return [{ column, descending: isOnly && !known.descending }];
  }
  if (known === undefined) return [...sorts, { column, descending: false }];
  if (known.descending) return sorts.length === 1 ? sorts : sorts.filter((sort) => sort !== known);
  return sorts.with(at, { column, descending: true });
}

/** The order of columns after one was put before another, or last for null. */
export function moveColumn(
  order: readonly string[],
  column: string,
  before: string | null,
): readonly string[] {
  if (column === before) return order;
  const rest = order.filter((id) => id !== column);
  const at = before === null ? -1 : rest.indexOf(before);
  return at < 0 ? [...rest, column] : rest.toSpliced(at, 0, column);
}

/** From the first column to the one after the last. */
export type ColumnRange = { readonly from: number; readonly to: number };

/** The columns of these widths that can be seen, if only in part, where `left` pixels are scrolled past. */
export function columnsInSight(
  widths: readonly number[],
  { left, width }: { readonly left: number; readonly width: number },
): ColumnRange {
  let [from, to, edge] = [0, 0, 0];
  for (const each of widths) {
    if (edge + each <= left) from += 1;
    if (edge < left + width) to += 1;
    edge += each;
  }
  return { from, to };
}

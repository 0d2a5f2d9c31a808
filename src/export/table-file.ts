/** What a cell holds, for those who work on with it: a number as a number, several as several. */
export type CellValue = string | number | boolean | null | readonly string[];

export type FileFormat = 'csv' | 'json';

/** A column of a file. */
export type FileColumn<R> = {
  readonly id: string;
  readonly title: string;
  /** What its numbers count, as `MB`: a spreadsheet's heading has to say it, since its cells are bare. */
  readonly unit?: string;
  readonly value: (row: R) => CellValue;
};

/** Tells Excel that a file is UTF-8. */
const byteOrderMark = '\uFEFF';

/**
 * Text that a spreadsheet would run as a formula is led by an apostrophe, as the spreadsheet itself would. Some skip
 * blanks before it, and Japanese ones take full-width signs too.
 */
const withoutFormula = (text: string): string => (/^\s*[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text);

function csvCell(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = withoutFormula(typeof value === 'string' ? value : value.join(' '));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

type Table<R> = { readonly columns: readonly FileColumn<R>[]; readonly rows: readonly R[] };

const heading = ({ title, unit }: Pick<FileColumn<never>, 'title' | 'unit'>): string =>
  unit === undefined ? title : `${title} (${unit})`;

/** A table as CSV (RFC 4180), headed by the columns' titles and units. */
export function toCsv<R>({ columns, rows }: Table<R>): string {
  const lines = [
    columns.map((column) => csvCell(heading(column))),
    ...rows.map((row) => columns.map(({ value }) => csvCell(value(row)))),
  ];
  return byteOrderMark + lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** The same as JSON: an object a row, by the columns' own names. */
export const toJson = <R>({ columns, rows }: Table<R>): string =>
  `${JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map(({ id, value }) => [id, value(row)]))),
    null,
    2,
  )}\n`;

/** `nori-instances-20120101-0930.csv`, in local time: sorts by time and is legal everywhere. */
export function fileName(what: 'instances' | 'operations', at: Date, format: FileFormat): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(at.getFullYear())}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  return `nori-${what}-${day}-${two(at.getHours())}${two(at.getMinutes())}.${format}`;
}

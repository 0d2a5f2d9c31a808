import type { InstanceRow } from '#contract/inventory.ts';
import type { CellValue, InstanceColumn } from './instance-columns.ts';

/** Tells Excel that a file is UTF-8. */
const byteOrderMark = '\uFEFF';

/** Text that a spreadsheet would run as a formula is led by an apostrophe, as the spreadsheet itself would. */
const withoutFormula = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

function csvCell(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = withoutFormula(typeof value === 'string' ? value : value.join(' '));
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

type Shown = { readonly columns: readonly InstanceColumn[]; readonly rows: readonly InstanceRow[] };

/** The shown columns of the shown rows as CSV (RFC 4180), headed by the columns' titles. */
export function toCsv({ columns, rows }: Shown): string {
  const lines = [
    columns.map(({ title }) => csvCell(title)),
    ...rows.map((row) => columns.map(({ value }) => csvCell(value(row)))),
  ];
  return byteOrderMark + lines.map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** The same as JSON: an object a row, by the columns' own names. */
export const toJson = ({ columns, rows }: Shown): string =>
  `${JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map(({ id, value }) => [id, value(row)]))),
    null,
    2,
  )}\n`;

/** `nori-instances-20120101-0930.csv`, in local time: sorts by time and is legal everywhere. */
export function exportName(at: Date, extension: 'csv' | 'json'): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(at.getFullYear())}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  return `nori-instances-${day}-${two(at.getHours())}${two(at.getMinutes())}.${extension}`;
}

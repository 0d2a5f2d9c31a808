import { type FileColumn, type FileFormat, fileName, toCsv, toJson } from './table-file.ts';

export type ExportedTable<R> = {
  readonly what: Parameters<typeof fileName>[0];
  readonly columns: readonly FileColumn<R>[];
  readonly rows: readonly R[];
  readonly at: number;
};

/** Hands a table to the browser as a file to keep. */
export function saveTable<R>({ what, at, ...table }: ExportedTable<R>, format: FileFormat): void {
  const name = fileName(what, new Date(at), format);
  if (format === 'csv') saveFile(name, 'text/csv;charset=utf-8', toCsv(table));
  else saveFile(name, 'application/json', toJson(table));
}

function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of the data by the next turn; without this it would be kept until the page goes.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

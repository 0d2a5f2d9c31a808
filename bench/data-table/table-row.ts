/** A row's texts, one for each column, and all of them in one for the filter. */
export type TableRow = Readonly<Record<string, string>> & { readonly key: string; readonly text: string };
export type TableColumn = { readonly key: string; readonly title: string; readonly width: number };
export type TableDelta = { readonly upserted: readonly TableRow[]; readonly removed: readonly string[] };

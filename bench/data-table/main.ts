// Naive UI's own table on the rows that Nori shows, as an application would use it: what the benchmark of the page
// compares with. Bundled and opened by ../table-page.ts.
import { type DataTableColumns, NDataTable } from 'naive-ui';
import { computed, createApp, h, ref, shallowRef } from 'vue';
import type { TableColumn, TableDelta, TableRow } from './table-row.ts';

declare global {
  interface Window {
    readonly addRows: (rows: readonly TableRow[]) => void;
    readonly openTable: (columns: readonly TableColumn[]) => void;
  }
}

const rowHeight = 28;
const rows = shallowRef<TableRow[]>([]);
const wanted = ref('');

function applyDelta(text: string): void {
  const { upserted, removed } = JSON.parse(text) as TableDelta; // written by the benchmark
  const news = new Map(upserted.map((row) => [row.key, row]));
  const gone = new Set(removed);
  const kept = rows.value.filter(({ key }) => !gone.has(key));
  const next = kept.map((row) => {
    const fresh = news.get(row.key);
    news.delete(row.key);
    return fresh ?? row;
  });
  rows.value = [...next, ...news.values()];
}

function openTable(columns: readonly TableColumn[]): void {
  const tableColumns = computed(() => columns.map(toTableColumn));
  const table = () =>
    h(NDataTable, {
      columns: tableColumns.value,
      data: rows.value,
      rowKey: (row) => String(row['key']),
      virtualScroll: true,
      maxHeight: window.innerHeight - 3 * rowHeight,
      scrollX: columns.reduce((sum, { width }) => sum + width, 0),
      minRowHeight: rowHeight,
      size: 'small',
    });
  createApp(() => [h('input', { role: 'combobox', onInput }), table()]).mount(document.body);
}

/** The filter hangs on the first column, though it looks in the text of all: a table can have it nowhere else. */
function toTableColumn(column: TableColumn, at: number): DataTableColumns<TableRow>[number] {
  const sorted = {
    ...column,
    sorter: 'default' as const,
    defaultSortOrder: column.key === 'hostname' ? ('ascend' as const) : (false as const),
  };
  if (at > 0) return sorted;
  const text = wanted.value;
  return {
    ...sorted,
    filterOptionValue: text === '' ? null : text,
    filter: (_, row) => row.text.includes(text),
  };
}

function onInput({ target }: InputEvent): void {
  if (target instanceof HTMLInputElement) wanted.value = target.value;
}

Object.assign(window, {
  applyDelta,
  addRows: (more: readonly TableRow[]) => (rows.value = [...rows.value, ...more]),
  openTable,
});

import path from 'node:path';
import type { Browser } from '@playwright/test';
import { build } from 'vite';
import type { InstanceRow } from '#contract/inventory.ts';
import type { TableColumn, TableDelta, TableRow } from './data-table/table-row.ts';
import { installClock } from './page-clock.ts';
import type { ListPage } from './list-measures.ts';
import { temporaryFolder } from './temporary-folder.ts';

const chunk = 5_000;

/** The columns of Nori's list without headers: their names, widths and texts, less what needs a look elsewhere. */
const columns: readonly (TableColumn & { readonly text: (row: InstanceRow) => string })[] = [
  { key: 'hostname', title: 'Name', width: 190, text: (row) => row.hostname },
  { key: 'id', title: 'ID', width: 108, text: (row) => row.id },
  { key: 'state', title: 'State', width: 144, text: (row) => row.state },
  { key: 'status', title: 'Status', width: 96, text: (row) => row.status },
  { key: 'datacenter', title: 'Datacenter', width: 120, text: (row) => row.datacenterId },
  { key: 'host', title: 'Host', width: 120, text: (row) => row.hostNodeId ?? '' },
  { key: 'spec', title: 'Spec', width: 112, text: (row) => row.instanceSpecId },
  { key: 'image', title: 'Image', width: 170, text: (row) => row.imageId },
  { key: 'cores', title: 'Cores', width: 64, text: (row) => String(row.cpuCores) },
  { key: 'memory', title: 'Memory', width: 84, text: (row) => `${String(row.memoryMb)} MB` },
  { key: 'address', title: 'Address', width: 116, text: (row) => row.addresses[0] ?? '' },
  { key: 'nat', title: 'NAT', width: 116, text: (row) => row.natAddresses.join(', ') },
  { key: 'account', title: 'Account', width: 128, text: (row) => row.owner ?? '' },
  { key: 'created', title: 'Created', width: 144, text: (row) => new Date(row.createdAt).toISOString() },
  { key: 'seen', title: 'Seen', width: 96, text: (row) => new Date(row.fetchedAt).toISOString() },
];

/** Opens Naive UI's own table with these rows. */
export async function openTablePage(browser: Browser, rows: readonly InstanceRow[]): Promise<ListPage> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await installClock(page);
  await page.goto('about:blank');
  await page.addScriptTag({ path: await bundle() });
  const tableRows = rows.map(toTableRow);
  for (let from = 0; from < tableRows.length; from += chunk) {
    await page.evaluate(
      (some) => {
        window.addRows(some);
      },
      tableRows.slice(from, from + chunk),
    );
  }
  await page.evaluate(
    (shown) => {
      window.openTable(shown);
    },
    columns.map(({ key, title, width }) => ({ key, title, width })),
  );
  await page.locator('.n-data-table-tbody .n-data-table-tr').first().waitFor();
  return {
    page,
    row: '.n-data-table-tbody .n-data-table-tr',
    scroller: '.v-vl',
    heading: (column) => `th[data-col-key="${column}"]`,
    deltaText: ({ upserted, removed }) =>
      JSON.stringify({ upserted: upserted.map(toTableRow), removed } satisfies TableDelta),
  };
}

function toTableRow(row: InstanceRow): TableRow {
  const texts = Object.fromEntries(columns.map(({ key, text }) => [key, text(row)]));
  return { ...texts, key: row.key, text: Object.values(texts).join('\n').toLowerCase() };
}

/** One script with everything in it, as an application would ship it. */
async function bundle(): Promise<string> {
  const outDir = temporaryFolder();
  await build({
    configFile: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: true,
      lib: {
        entry: path.join(import.meta.dirname, 'data-table/main.ts'),
        formats: ['iife'],
        name: 'bench',
        fileName: () => 'table.js',
      },
    },
  });
  return path.join(outDir, 'table.js');
}

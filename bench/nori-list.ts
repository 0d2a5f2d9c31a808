import type { Browser, Page } from '@playwright/test';
import { z } from 'zod';
import type { Delta, InstanceRow } from '#contract/inventory.ts';
import { decodeFrame, encodeFrame } from '#contract/rpc/json-frame.ts';
import type { ListPage } from './list-measures.ts';
import { installClock } from './page-clock.ts';

/** Milliseconds of the page's own time at which a frame with rows was painted, and one with all of them. */
export type StartTimes = { readonly first?: number; readonly all?: number };

declare global {
  interface Window {
    readonly startTimes: StartTimes;
  }
}

/** Nori's own page on its own web host, and the instances that the host sent it. */
export type NoriList = ListPage & {
  readonly rows: readonly InstanceRow[];
  readonly started: Required<StartTimes>;
};

const grid = '[role=grid], [role=treegrid]';
/** Columns that are clicked, by their place where nothing is grouped. */
const places: Readonly<Record<string, number>> = { hostname: 1, id: 2 };

/** Opens Nori where a link leads, and waits until all its instances are there. */
export async function openNori(browser: Browser, link: string): Promise<NoriList> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await installClock(page);
  await page.addInitScript(keepSocket);
  await page.addInitScript(watchStart, grid);
  const heard = listen(page);
  await page.goto(link);
  const handle = await page.waitForFunction(
    () => {
      const { first, all } = window.startTimes;
      return first === undefined || all === undefined ? null : { first, all };
    },
    undefined,
    { timeout: 120_000 },
  );
  const started = await handle.jsonValue();
  if (started === null) throw new Error('waited for times and got none');
  let { revision } = heard;
  return {
    page,
    rows: heard.rows,
    started,
    row: '[role=row][aria-selected]',
    scroller: grid,
    heading: (column) => `[role=columnheader][aria-colindex="${String(places[column])}"] button`,
    deltaText: ({ upserted, removed }) => {
      revision += 1;
      const delta: Delta = {
        kind: 'instances',
        revision,
        upserted: [...upserted],
        removed: [...removed],
        seen: [],
      };
      return encodeFrame({ t: 'q', m: 'event', a: ['inventory.changed', delta] });
    },
  };
}

/** Chooses what the list is grouped by, as a person does. */
export async function groupBy({ page }: NoriList, grouping: string): Promise<void> {
  await page.getByLabel('Group by').selectOption(grouping);
}

/** The same page at its board: its tiles are the rows. */
export async function showBoard(nori: NoriList): Promise<NoriList> {
  await nori.page.evaluate(() => {
    location.hash = '#/board';
  });
  const row = '[role=listbox] [role=option]';
  await nori.page.locator(row).first().waitFor();
  return { ...nori, row, scroller: '[role=listbox]' };
}

/** Runs in the page: hands a frame to its socket as if the engine had sent it. */
function keepSocket(): void {
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(url: string | URL) {
      super(url);
      const applyDelta = (data: string) => this.dispatchEvent(new MessageEvent('message', { data }));
      Object.assign(window, { applyDelta });
    }
  };
}

/** Runs in the page, from its first moment. */
function watchStart(grid: string): void {
  const times: { first?: number; all?: number } = {};
  Object.assign(window, { startTimes: times });
  const look = (): void => {
    const element = document.querySelector(grid);
    const hasRows = element !== null && element.querySelector('[role=gridcell]') !== null;
    const isWhole = hasRows && element.getAttribute('aria-busy') === 'false';
    if (!isWhole) requestAnimationFrame(look);
    // What a frame's callbacks find was painted with the frame before.
    if (hasRows) times.first ??= performance.now();
    if (isWhole) times.all = performance.now();
  };
  requestAnimationFrame(look);
}

const subscribeCall = z.object({
  i: z.string(),
  a: z.tuple([z.literal('inventory.subscribe'), z.object({ kind: z.literal('instances') })]),
});
const subscribeAnswer = z.object({
  i: z.string(),
  r: z.object({ value: z.object({ revision: z.number() }) }),
});
const chunkAnswer = z.object({
  r: z.object({ value: z.object({ rows: z.array(z.custom<InstanceRow>(isInstance)).nonempty() }) }),
});

function isInstance(row: unknown): boolean {
  return typeof row === 'object' && row !== null && 'hostname' in row;
}

/** What the host and the page tell each other of instances. */
function listen(page: Page): { readonly revision: number; readonly rows: readonly InstanceRow[] } {
  const heard = { revision: 0, rows: [] as InstanceRow[] };
  let asked: string | null = null;
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      asked = subscribeCall.safeParse(decodeFrame(String(payload))).data?.i ?? asked;
    });
    socket.on('framereceived', ({ payload }) => {
      const frame = decodeFrame(String(payload));
      const answer = subscribeAnswer.safeParse(frame).data;
      if (answer !== undefined && answer.i === asked) heard.revision = answer.r.value.revision;
      heard.rows.push(...(chunkAnswer.safeParse(frame).data?.r.value.rows ?? []));
    });
  });
  return heard;
}

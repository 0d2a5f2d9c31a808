import type { Page } from '@playwright/test';
import type { RecordKey } from '#contract/ids.ts';
import type { InstanceRow } from '#contract/inventory.ts';

export type RowDelta = { readonly upserted: readonly InstanceRow[]; readonly removed: readonly RecordKey[] };

/** A page with a list of instances in it, Nori's or another: what is the same of both is measured by the same code. */
export type ListPage = {
  readonly page: Page;
  /** Selectors: of the drawn rows, of what scrolls, of the heading that a click sorts by. */
  readonly row: string;
  readonly scroller: string;
  readonly heading: (column: string) => string;
  /** What `window.applyDelta` of this page takes. */
  readonly deltaText: (delta: RowDelta) => string;
};

declare global {
  interface Window {
    readonly applyDelta: (text: string) => void;
  }
}

/** What a frame costs in which nothing happens. */
export const emptyFrame = ({ page }: Pick<ListPage, 'page'>): Promise<number> =>
  page.evaluate(() =>
    window.clock.timeToPaint(
      () => document.body.dispatchEvent(new Event('nothing')),
      () => true,
    ),
  );

/** From the arrival of a delta until a row on the screen says `mark`. */
export const timeDelta = (list: ListPage, delta: RowDelta, mark: string): Promise<number> =>
  list.page.evaluate(
    ({ text, mark }) =>
      window.clock.timeToPaint(
        () => {
          window.applyDelta(text);
        },
        () => document.body.textContent.includes(mark),
      ),
    { text: list.deltaText(delta), mark },
  );

/** From a text put into the query's field until other rows are on the screen. */
export const timeFilter = ({ page, row }: ListPage, text: string): Promise<number> =>
  page.evaluate(
    ({ text, row }) => {
      const field = document.querySelector<HTMLInputElement>('input[role=combobox]');
      if (field === null) throw new Error('no field for the query');
      return window.clock.timeToOthers(() => {
        field.value = text;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }, row);
    },
    { text, row },
  );

/** Takes the text out again, and waits for the rows that come back. */
export const clearFilter = (list: ListPage): Promise<number> => timeFilter(list, '');

/** The ids of the rows on the screen. */
export const drawnIds = ({ page, row }: ListPage): Promise<readonly string[]> =>
  page.evaluate((row) => window.clock.drawnIds(row), row);

/** From a click on a heading until other rows are on the screen. */
export const timeSort = ({ page, row, heading }: ListPage, column: string): Promise<number> =>
  page.evaluate(
    ({ row, heading }) => {
      const target = document.querySelector<HTMLElement>(heading);
      if (target === null) throw new Error(`no heading ${heading}`);
      return window.clock.timeToOthers(() => {
        target.click();
      }, row);
    },
    { row, heading: heading(column) },
  );

/** Frames while a list is scrolled fast, downwards and on from its top again; or while nothing is done, with 0. */
export const scrollFrames = (
  { page, scroller }: Pick<ListPage, 'page' | 'scroller'>,
  { pixelsAFrame, forMs }: { readonly pixelsAFrame: number; readonly forMs: number },
): Promise<readonly number[]> =>
  page.evaluate(
    ({ scroller, pixelsAFrame, forMs }) => {
      const element = document.querySelector(scroller);
      if (element === null) throw new Error(`nothing is ${scroller}`);
      return window.clock.framesWhile(() => {
        const before = element.scrollTop;
        element.scrollTop += pixelsAFrame;
        if (pixelsAFrame > 0 && element.scrollTop === before) element.scrollTop = 0;
      }, forMs);
    },
    { scroller, pixelsAFrame, forMs },
  );

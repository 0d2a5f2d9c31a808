// The board with 5,000 instances in eight datacenters side by side: scrolled, and drawn again for a delta.
import { chromium } from '@playwright/test';
import playwrightConfig from '../playwright.config.ts';
import { deltaSeries } from './delta-series.ts';
import { emptyFrame, scrollFrames, timeDelta } from './list-measures.ts';
import { type Measurement, median, slowFrames } from './measurement.ts';
import { openNori, showBoard } from './nori-list.ts';
import { cachedFleet, planOf } from './settled-fleet.ts';

const atLeast = 5_000;
const rounds = 7;
const scroll = { pixelsAFrame: 60, forMs: 5_000 };

const browser = await chromium.launch(playwrightConfig.use?.launchOptions);
// Some of the seed's instances are long terminated, and unlisted.
const plans = planOf({ datacenters: 8, hostsEach: 30, instancesEach: 680 });
const fleet = await cachedFleet(browser, plans, atLeast);
const board = await showBoard(await openNori(browser, await fleet.link()));

const idle = await scrollFrames(board, { ...scroll, pixelsAFrame: 0 });
const frames = await scrollFrames(board, scroll);
const empties: number[] = [];
const deltas: number[] = [];
/** What a tile says of a mark: names are cut in their middle, and end in their number. */
const asNumber = (mark: string) => `900${mark.slice(-1)}`;
const series = deltaSeries(board, board.rows, (row, mark) => ({
  ...row,
  hostname: `${row.hostname}-${asNumber(mark)}`,
}));
for (let round = 0; round < rounds; round += 1) {
  empties.push(await emptyFrame(board));
  const { delta, mark } = await series.next();
  deltas.push(await timeDelta(board, delta, asNumber(mark)));
}
await browser.close();
await fleet.close();

const count = board.rows.length.toLocaleString('en');
const ms = (values: readonly number[]): string => values.map((value) => value.toFixed(1)).join(', ');
const empty = `an empty frame cost ${ms([median(empties)])} ms in this run`;
console.log(
  JSON.stringify([
    {
      name: 'board scroll',
      value: slowFrames(frames),
      unit: 'frames over 50 ms',
      goal: 0,
      better: 'lower',
      baseline: null,
      note:
        `of ${String(frames.length)} in 5 s of scrolling one of eight columns, with ${count} instances in all; the longest took ${ms([Math.max(...frames)])} ms; ` +
        `in 5 s without scrolling ${String(slowFrames(idle))}; ${empty}`,
    },
    {
      name: 'board delta',
      value: median(deltas),
      unit: 'ms',
      goal: 50,
      better: 'lower',
      baseline: null,
      note: `a delta of 100 (90 changed in all columns, 5 new, 5 gone) until the frame is painted that shows it, so that no frame stutters: ${ms(deltas)}; ${empty}`,
    },
  ] satisfies Measurement[]),
);
process.exit(0);

// The real page on the real web host, with 100,000 instances that 20 datacenters once answered and none answers
// now, against Naive UI's own table given the same rows.
import { chromium } from '@playwright/test';
import type { InstanceRow } from '#contract/inventory.ts';
import playwrightConfig from '../playwright.config.ts';
import type { Fleet } from '../e2e/harness/fleet.ts';
import { heapMb } from './heap.ts';
import { deltaSeries } from './delta-series.ts';
import {
  clearFilter,
  emptyFrame,
  type ListPage,
  scrollFrames,
  timeDelta,
  timeFilter,
  timeSort,
} from './list-measures.ts';
import { type Measurement, median, slowFrames } from './measurement.ts';
import { groupBy, type NoriList, openNori } from './nori-list.ts';
import { cachedFleet, planOf } from './settled-fleet.ts';
import { openTablePage } from './table-page.ts';

const atLeast = 100_000;
const rounds = 5;
const starts = 3;
const scroll = { pixelsAFrame: 90, forMs: 5_000 };
const absolute = { better: 'lower', baseline: null } as const;

/** What a list took, in milliseconds by round. */
type Figures = {
  readonly empty: readonly number[];
  readonly delta: readonly number[];
  readonly filter: readonly number[];
  readonly sort: readonly number[];
  readonly frames: readonly number[];
};

type Timed = 'delta' | 'filter' | 'sort';

const browser = await chromium.launch(playwrightConfig.use?.launchOptions);
// Some of the seed's instances are long terminated, and unlisted.
const plans = planOf({ datacenters: 20, hostsEach: 220, instancesEach: 5_300 });
const fleet = await cachedFleet(browser, plans, atLeast);
const { nori, firsts, wholes } = await coldStarts(fleet);
// The first filter needs texts that are made when there is time.
await nori.page.waitForTimeout(5_000);
const heap = await heapMb(nori.page);
const idle = await scrollFrames(nori, { ...scroll, pixelsAFrame: 0 });
const grouped = await measureList(nori, nori.rows);
await groupBy(nori, '');
const ours = await measureList(nori, nori.rows);
await nori.page.close();
await fleet.close();

const table = await openTablePage(browser, nori.rows);
const theirs = await measureList(table, nori.rows);
await browser.close();

const count = nori.rows.length.toLocaleString('en');
const empty = `an empty frame cost ${ms(median(ours.empty))} ms in this run (${ms(median(theirs.empty))} beside the table)`;
const measurements: readonly Measurement[] = [
  ...compare('delta', 20, 'a delta of 100 (90 changed, 5 new, 5 gone) as the socket brings it'),
  timeOf('filter', 25, 'a text put into the query'),
  ...compare('sort', 80, 'a click on a heading, by id and by name in turn'),
  coldStart('page cold start', firsts, 'its grid is painted with the first rows'),
  coldStart('page cold start, all rows', wholes, 'all of them are in the grid, in their final order'),
  {
    ...absolute,
    name: 'page heap',
    value: heap,
    unit: 'MB',
    goal: 120,
    note: `JavaScript heap and array buffers once garbage is collected, with ${count} instances and the texts that filters look in`,
  },
  {
    ...absolute,
    name: 'page scroll',
    value: slowFrames(ours.frames),
    unit: 'frames over 50 ms',
    goal: 0,
    baseline: slowFrames(theirs.frames),
    note:
      `of ${String(ours.frames.length)} in 5 s of fast scrolling, ungrouped, the longest ${ms(Math.max(...ours.frames))} ms; grouped by host ` +
      `${String(slowFrames(grouped.frames))}; in 5 s without scrolling ${String(slowFrames(idle))}; the baseline is Naive UI's table; ${empty}`,
  },
];
console.log(JSON.stringify(measurements));
process.exit(0);

/** Starts the web host anew for each, since the next one finds it warm. Leaves the last page open. */
async function coldStarts(on: Fleet): Promise<{
  readonly nori: NoriList;
  readonly firsts: readonly number[];
  readonly wholes: readonly number[];
}> {
  const firsts: number[] = [];
  const wholes: number[] = [];
  for (let start = 1; ; start += 1) {
    const opened = await openNori(browser, await on.link());
    firsts.push(opened.started.first);
    wholes.push(opened.started.all);
    if (start === starts) return { nori: opened, firsts, wholes };
    await opened.page.close();
    await on.restart();
  }
}

async function measureList(page: ListPage, rows: readonly InstanceRow[]): Promise<Figures> {
  const emptyFrames: number[] = [];
  const deltas: number[] = [];
  const filters: number[] = [];
  const sorts: number[] = [];
  const series = deltaSeries(page, rows, (row, mark) => ({ ...row, instanceSpecId: mark }));
  for (let round = 0; round < rounds; round += 1) {
    emptyFrames.push(await emptyFrame(page));
    const { delta, mark } = await series.next();
    deltas.push(await timeDelta(page, delta, mark));
    filters.push(await timeFilter(page, `web-${String(round + 1)}`));
    await clearFilter(page);
    for (const column of ['id', 'hostname']) sorts.push(await timeSort(page, column));
  }
  const frames = await scrollFrames(page, scroll);
  return { empty: emptyFrames, delta: deltas, filter: filters, sort: sorts, frames };
}

function timeOf(name: Timed, goal: number, what: string): Measurement {
  return {
    ...absolute,
    name: `page ${name}`,
    value: median(ours[name]),
    unit: 'ms',
    goal,
    baseline: median(theirs[name]),
    note:
      `${what}, until the frame is painted that shows it, among ${count} ungrouped rows: ${msList(ours[name])}; grouped by host ` +
      `${msList(grouped[name])}; the baseline is Naive UI's n-data-table with virtual-scroll on the same rows: ${msList(theirs[name])}; ${empty}`,
  };
}

/** The time itself, and how much shorter it is than the table's. */
function compare(name: Timed, goal: number, what: string): readonly Measurement[] {
  const time = timeOf(name, goal, what);
  return [
    time,
    {
      ...time,
      name: `page ${name}, table`,
      value: median(theirs[name]) / median(ours[name]),
      unit: '× as fast',
      goal: 5,
      better: 'higher',
      note: `the times of both as above, the empty frame in them included; ${empty}`,
    },
  ];
}

function coldStart(name: string, times: readonly number[], until: string): Measurement {
  return {
    ...absolute,
    name,
    value: median(times),
    unit: 'ms',
    goal: 1_200,
    note: `from the page's first request until ${until}, with ${count} instances in the store, a web host that has just started and no datacenter that answers: ${msList(times)}; ${empty}`,
  };
}

function ms(value: number): string {
  return value.toFixed(1);
}

function msList(values: readonly number[]): string {
  return values.map(ms).join(', ');
}

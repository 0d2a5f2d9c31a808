// Resident memory of the whole web host (engine, store, socket) with 100,000 instances of 20 datacenters, read over
// HTTP from simulators and shown in a page of a real browser.
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import playwrightConfig from '../playwright.config.ts';
import type { Measurement } from './measurement.ts';
import { planOf, readAll } from './settled-fleet.ts';

const size = { datacenters: 20, hostsEach: 60, instancesEach: 5_000 };

const browser = await chromium.launch(playwrightConfig.use?.launchOptions);
// Some of the seed's instances are long terminated, and unlisted.
const { fleet, shown } = await readAll(browser, planOf(size), 0.95 * size.datacenters * size.instancesEach);

// Half a minute of ordinary polling, so that what reading everything has left behind is not all that is seen.
const samples: number[] = [];
for (let second = 0; second < 30; second += 1) {
  samples.push(residentMb(fleet.hostPid));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
}
const measurement: Measurement = {
  name: 'engine memory',
  value: samples.at(-1) ?? NaN,
  unit: 'MB',
  goal: 350,
  better: 'lower',
  baseline: null,
  note: `resident memory of the web host's process while a page shows "${shown}" of ${String(size.datacenters)} datacenters; its highest in half a minute was ${Math.max(...samples).toFixed(0)} MB`,
};
console.log(JSON.stringify([measurement]));
await browser.close();
await fleet.close();
process.exit(0);

/** From /proc: benchmarks run on Linux. */
function residentMb(pid: number | undefined): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

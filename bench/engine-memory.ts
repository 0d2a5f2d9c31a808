// Resident memory of the whole web host (engine, store, socket) with 100,000 instances of 20 datacenters, read over
// HTTP from simulators and shown in a page of a real browser.
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import playwrightConfig from '../playwright.config.ts';
import { Fleet } from '../e2e/harness/fleet.ts';
import { NoriPage } from '../e2e/pages/nori-page.ts';
import type { Measurement } from './measurement.ts';

const datacenters = 20;
const instancesEach = 5_000;
const patienceMs = 300_000;

const plans = Array.from({ length: datacenters }, (_, i) => ({
  name: `Datacenter ${String(i + 1)}`,
  seed: i + 1,
  hosts: 60,
  instances: instancesEach,
  tenants: 2,
  speed: 0,
}));
const fleet = await Fleet.start(plans);
const browser = await chromium.launch(playwrightConfig.use?.launchOptions);
const page = await browser.newPage();
const nori = new NoriPage(page);
await nori.open(await fleet.link());
const shown = await settledCount();

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
  note: `resident memory of the web host's process while a page shows "${shown}" of ${String(datacenters)} datacenters; its highest in half a minute was ${Math.max(...samples).toFixed(0)} MB`,
};
console.log(JSON.stringify([measurement]));
await browser.close();
await fleet.close();
process.exit(0);

/** What the page says once it shows (nearly) all: some of the seed's instances are long terminated, and unlisted. */
async function settledCount(): Promise<string> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline;) {
    const text = (await nori.instances.count.textContent().catch(() => null)) ?? '';
    const count = Number(/^\s*([\d,]+) instances/.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
    if (count >= 0.95 * datacenters * instancesEach) return text.trim();
    console.error(`  ${text.trim()}`);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
  }
  throw new Error('the page never showed all instances');
}

/** From /proc: benchmarks run on Linux. */
function residentMb(pid: number | undefined): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

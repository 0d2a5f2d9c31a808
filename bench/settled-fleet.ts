import type { Browser } from '@playwright/test';
import { type DatacenterPlan, Fleet } from '../e2e/harness/fleet.ts';
import { NoriPage } from '../e2e/pages/nori-page.ts';
import { ensureBuilt } from '../scripts/build.mjs';

const patienceMs = 600_000;

export type FleetSize = {
  readonly datacenters: number;
  readonly hostsEach: number;
  readonly instancesEach: number;
};

export const planOf = ({ datacenters, hostsEach, instancesEach }: FleetSize): readonly DatacenterPlan[] =>
  Array.from({ length: datacenters }, (_, i) => ({
    name: `Datacenter ${String(i + 1)}`,
    seed: i + 1,
    hosts: hostsEach,
    instances: instancesEach,
    tenants: 2,
    speed: 0,
  }));

/** Reads everything of these datacenters into a Nori, through a page that stays open at the end. */
export async function readAll(
  browser: Browser,
  plans: readonly DatacenterPlan[],
  atLeast: number,
): Promise<{ readonly fleet: Fleet; readonly nori: NoriPage; readonly shown: string }> {
  await ensureBuilt();
  const fleet = await Fleet.start(plans);
  const nori = new NoriPage(await browser.newPage());
  await nori.open(await fleet.link());
  return { fleet, nori, shown: await countOf(nori, atLeast) };
}

/** Everything read once, and from then on only kept: no datacenter answers, and the web host has started anew. */
export async function cachedFleet(
  browser: Browser,
  plans: readonly DatacenterPlan[],
  atLeast: number,
): Promise<Fleet> {
  const { fleet, nori } = await readAll(browser, plans, atLeast);
  await nori.page.close();
  await Promise.all(plans.map(({ name }) => fleet.datacenter(name).stop()));
  await fleet.restart();
  return fleet;
}

/** What the page says once it shows that many. */
async function countOf(nori: NoriPage, atLeast: number): Promise<string> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline;) {
    const text = (await nori.instances.count.textContent().catch(() => null)) ?? '';
    const count = Number(/^\s*([\d,]+) instances/.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
    if (count >= atLeast) return text.trim();
    console.error(`  ${text.trim()}`);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
  }
  throw new Error('the page never showed all instances');
}

import { test as base } from '@playwright/test';
import { NoriPage } from '../pages/nori-page.ts';
import { type DatacenterPlan, Fleet } from './fleet.ts';

type Fixtures = {
  /** The datacenters of the tests in this file: `test.use({ plans: [{ name: 'Tokyo', instances: 5 }] })`. */
  readonly plans: readonly DatacenterPlan[];
  /** Nori's host and its datacenters, running; the page is not open yet. */
  readonly fleet: Fleet;
  /** The page, signed in. */
  readonly nori: NoriPage;
};

/** Playwright's `test` with a Nori of its own for each test. */
export const test = base.extend<Fixtures>({
  plans: [
    [
      // Few enough for every row to be in sight.
      { name: 'Tokyo', seed: 1, hosts: 3, instances: 10, tenants: 2 },
      { name: 'Osaka', seed: 2, hosts: 2, instances: 6, tenants: 1 },
      { name: 'Sendai', seed: 3, hosts: 1, instances: 4, tenants: 1 },
    ],
    { option: true },
  ],

  fleet: async ({ plans }, use, testInfo) => {
    const fleet = await Fleet.start(plans);
    await use(fleet);
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('web-host.log', { body: fleet.log, contentType: 'text/plain' });
    }
    await fleet.close();
  },

  nori: async ({ page, fleet }, use) => {
    const nori = new NoriPage(page);
    await nori.open(await fleet.link());
    await use(nori);
  },
});

export { expect } from '@playwright/test';

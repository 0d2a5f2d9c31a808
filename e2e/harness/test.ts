import { test as base } from '@playwright/test';
import { NoriPage } from '../pages/nori-page.ts';
import { type DatacenterPlan, Fleet } from './fleet.ts';

type Fixtures = {
  /**
   * The datacenters of the tests in this file, by name: `test.use({ plans: { Tokyo: { instances: 5 } } })`. No
   * list, since Playwright takes a list of two for a value with its options.
   */
  readonly plans: Readonly<Record<string, Omit<DatacenterPlan, 'name'>>>;
  /** Nori's host and its datacenters, running; the page is not open yet. */
  readonly fleet: Fleet;
  /** The page, signed in. */
  readonly nori: NoriPage;
};

/** Playwright's `test` with a Nori of its own for each test. */
export const test = base.extend<Fixtures>({
  plans: [
    {
      // Few enough for every row to be in sight.
      Tokyo: { seed: 1, hosts: 3, instances: 10, tenants: 2 },
      Osaka: { seed: 2, hosts: 2, instances: 6, tenants: 1 },
      Sendai: { seed: 3, hosts: 1, instances: 4, tenants: 1 },
    },
    { option: true },
  ],

  fleet: async ({ plans }, use, testInfo) => {
    const fleet = await Fleet.start(Object.entries(plans).map(([name, plan]) => ({ name, ...plan })));
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

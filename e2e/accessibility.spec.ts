import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './harness/test.ts';

/** What keeps people from using a page, each with where it is. */
async function barriers(page: Page): Promise<string[]> {
  const { violations, passes } = await new AxeBuilder({ page }).analyze();
  expect(passes.length).toBeGreaterThan(10);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join()}: ${failureSummary ?? ''}`),
    );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(() => {
    test.use({ colorScheme });

    test(`puts no barrier before anybody, in the ${colorScheme}`, async ({ nori, fleet }) => {
      const { datacenters, editor, instances, page } = nori;
      await expect(instances.count).toHaveText('20 instances');
      await fleet.datacenter('Osaka').stop();
      await expect(datacenters.item('Osaka')).toContainText('Unreachable');

      await test.step('the list, with a datacenter that is away', async () => {
        expect(await barriers(page)).toEqual([]);
      });
      await test.step('the form', async () => {
        await datacenters.edit('Tokyo').click();
        await editor.button('Test connection').click();
        await expect(editor.testResult).toContainText('records');
        expect(await barriers(page)).toEqual([]);
      });
    });
  });
}

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { newestInstance } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';

test.use({
  plans: {
    // One row of each kind is enough: what holds for it holds for all.
    Tokyo: { seed: 4, hosts: 1, instances: 5, tenants: 1 },
    Osaka: { seed: 2, hosts: 1, instances: 2, tenants: 1 },
  },
});

/** What keeps people from using a page, or a part of it, each with where it is. */
async function barriers(page: Page, part = 'body'): Promise<string[]> {
  const axe = new AxeBuilder({ page }).include(part).options({ resultTypes: ['violations'] });
  const { violations, passes } = await axe.analyze();
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
      const { board, datacenters, detail, editor, fleet: cards, instances, page, query, wizard } = nori;
      const expectNone = async (part?: 'main' | 'aside[aria-label]' | 'dialog') => {
        expect(await barriers(page, part)).toEqual([]);
      };
      await expect(instances.count).toHaveText('7 instances');
      await fleet.datacenter('Osaka').stop();
      await expect(datacenters.item('Osaka')).toContainText('Unreachable');

      await test.step('the list, with a datacenter that is away', () => expectNone());
      await test.step('its menus, and a query that is wrong', async () => {
        await instances.tool('Columns').click();
        await expectNone('main');
        await page.keyboard.press('Escape');
        await query.search('stat:running');
        await expect(query.field).toHaveAttribute('aria-invalid', 'true');
        await expectNone('main');
        await query.search('');
      });
      await test.step('the form', async () => {
        await datacenters.edit('Tokyo').click();
        await editor.button('Test connection').click();
        await expect(editor.testResult).toContainText('records');
        await expectNone('dialog');
        await editor.button('Cancel').click();
      });
      await test.step('the details, section by section, beside a selection', async () => {
        await instances.row(newestInstance(fleet.datacenter('Tokyo'))).dblclick();
        for (const section of ['Security', 'Document', 'Overview'] as const) {
          await detail.tab(section).click();
          await expectNone('aside[aria-label]');
        }
      });
      await test.step('the board, with details', async () => {
        await nori.goTo('Board');
        await expect(board.count).toHaveText('7 instances');
        await expectNone('main');
        await detail.close.click();
      });
      await test.step('the fleet', async () => {
        await nori.goTo('Fleet');
        await expect(cards.cards).toHaveCount(2);
        await expectNone('main');
      });
      await test.step('the activity', async () => {
        await nori.goTo('Activity');
        await expectNone('main');
      });
      await test.step('the launch wizard', async () => {
        await nori.launch.click();
        await expect(wizard.dialog).toBeVisible();
        await expectNone('dialog');
      });
    });
  });
}

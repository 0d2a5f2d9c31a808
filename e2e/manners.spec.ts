import type { Locator } from '@playwright/test';
import { instanceThat } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';

test.use({
  plans: {
    Tokyo: { seed: 1, hosts: 3, instances: 12, tenants: 2 },
    Osaka: { seed: 2, hosts: 2, instances: 6, tenants: 1 },
    'A datacenter with quite a long name': { seed: 3, hosts: 1, instances: 4, tenants: 1 },
  },
});

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

const overlap = (a: Box, b: Box): boolean =>
  a.x + 1 < b.x + b.width && b.x + 1 < a.x + a.width && a.y + 1 < b.y + b.height && b.y + 1 < a.y + a.height;

/** Controls of a bar that lie over each other, or out of it, each by its name. */
async function crowded(bar: Locator): Promise<string[]> {
  const outside = await bar.boundingBox();
  if (outside === null) return ['the bar itself'];
  const controls = bar.getByRole('button').or(bar.getByRole('combobox'));
  const placed: { readonly name: string; readonly box: Box }[] = [];
  for (const control of await controls.all()) {
    const box = await control.boundingBox();
    const name = await control.evaluate((each) => each.getAttribute('aria-label') ?? each.textContent);
    if (box !== null && box.width > 0) placed.push({ name: name.trim(), box });
  }
  const right = outside.x + outside.width;
  const cut = placed.filter(({ box }) => box.x < outside.x || box.x + box.width > right);
  const over = placed.filter(({ box }, at) => placed.slice(at + 1).some((other) => overlap(box, other.box)));
  return [...cut.map(({ name }) => `cut: ${name}`), ...over.map(({ name }) => `over another: ${name}`)];
}

test('speaks Japanese as soon as asked, and calls terminating 破棄', async ({ nori, fleet }) => {
  const { instances, page } = nori;
  const tokyo = fleet.datacenter('Tokyo');
  const running = instanceThat(tokyo, ({ state }) => state === 'running');
  await instances.row(running.id).dblclick();
  await page.getByRole('combobox', { name: 'Language' }).selectOption('日本語');

  await test.step('every word changes at once', async () => {
    await expect(page.locator('css=html')).toHaveAttribute('lang', 'ja');
    const grid = page.getByRole('treegrid', { name: 'インスタンス' });
    await expect(grid.getByRole('columnheader', { name: '状態' })).toBeVisible();
    await expect(grid.getByRole('row').filter({ hasText: running.id })).toContainText('稼働中');
    await expect(page.getByRole('main')).not.toContainText(/\b(Group by|instances|running)\b/);
  });
  await test.step('terminating is 破棄, stopping is 停止', async () => {
    const actions = page.getByRole('complementary').getByRole('group').getByRole('button');
    await expect(actions.filter({ hasText: '破棄' })).toHaveCount(1);
    await expect(actions.filter({ hasText: '停止' })).toHaveCount(1);
    tokyo.world.instances.destroy(running);
    const row = page.getByRole('treegrid').getByRole('row').filter({ hasText: running.id });
    await page.mouse.move(0, 0);
    await expect(row).toContainText('破棄済み', { timeout: 30_000 });
  });
  await test.step('it is remembered, and left again', async () => {
    await nori.page.reload();
    await expect(page.getByRole('navigation', { name: 'データセンター' })).toBeVisible();
    await page.getByRole('combobox', { name: '言語' }).selectOption('English');
    await expect(page.getByRole('navigation', { name: 'Datacenters' })).toBeVisible();
  });
});

test('follows the system between light and dark, or what was chosen', async ({ nori }) => {
  const { page } = nori;
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await ground();

  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(ground).not.toBe(light);
  await page.getByRole('combobox', { name: 'Appearance' }).selectOption('Light');
  await expect.poll(ground).toBe(light);
});

for (const width of [1024, 2560]) {
  test(`has room for everything in a window of ${String(width)} pixels`, async ({ nori }) => {
    const { board, detail, instances, page } = nori;
    await page.setViewportSize({ width, height: 768 });
    await expect(instances.count).toHaveText('22 instances');
    const bar = page.getByRole('toolbar');
    const widths = () =>
      page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    const expectRoom = async () => {
      expect(await crowded(bar)).toEqual([]);
      const [needed, there] = await widths();
      expect(needed).toBeLessThanOrEqual(there ?? 0);
    };

    await test.step('the list, grouped by two', async () => {
      await instances.groupBy('state', 'then');
      await expectRoom();
    });
    await test.step('with something selected that a query hides', async () => {
      await instances.grid.focus();
      await instances.chooseAll();
      await nori.query.search('dc=osaka');
      await expect(instances.note(/selected not shown/)).toBeVisible();
      await expectRoom();
      await nori.query.search('');
    });
    await test.step('the board, and the list beside the details', async () => {
      await nori.goTo('Board');
      await expect(board.count).toHaveText('22 instances');
      await expectRoom();
      await nori.goTo('Instances');
      await page.keyboard.press('Escape');
      await instances.grid.getByRole('row', { selected: true }).first().dblclick();
      await expect(detail.pane).toBeVisible();
      await expectRoom();
      const pane = await detail.pane.boundingBox();
      expect((pane?.x ?? 0) + (pane?.width ?? 0)).toBeLessThanOrEqual(width);
      const grid = await instances.grid.boundingBox();
      expect(grid?.width).toBeGreaterThan(250);
    });
    await test.step('the fleet', async () => {
      await detail.close.click();
      await nori.goTo('Fleet');
      await expect(nori.fleet.cards).toHaveCount(3);
      const [needed, there] = await widths();
      expect(needed).toBeLessThanOrEqual(there ?? 0);
      for (const card of await nori.fleet.cards.all()) {
        const box = await card.boundingBox();
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
      }
    });
  });
}

test('shows where the keyboard is, and gets everywhere by it', async ({ nori }) => {
  const { instances, page } = nori;
  await expect(instances.count).toHaveText('22 instances');
  const unseen: string[] = [];
  const reached = new Set<string>();
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press('Tab');
    const { name, isNowhere, isSeen } = await page.evaluate(() => {
      const { activeElement, body } = document;
      const drawn = (element: Element | null): boolean => {
        if (element === null) return false;
        const { outlineStyle, boxShadow } = getComputedStyle(element);
        return outlineStyle !== 'none' || boxShadow !== 'none';
      };
      return {
        name: activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '',
        // After the last stop it is at none for one press.
        isNowhere: activeElement === body,
        // A field may show it by the frame around it.
        isSeen: drawn(activeElement) || drawn(activeElement?.closest('[role=search], .n-input') ?? null),
      };
    });
    if (isNowhere) continue;
    reached.add(name.trim());
    if (!isSeen) unseen.push(name.trim());
  }

  expect(unseen).toEqual([]);
  expect([...reached]).toEqual(expect.arrayContaining(['Query', 'Columns', 'Saved views', 'Instances']));
  await page.keyboard.press('?');
  const help = nori.dialog('Keyboard shortcuts');
  await expect(help).toContainText('Select all that match');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await expect(nori.board.toolbar).toBeVisible();
});

import path from 'node:path';
import type { Page } from '@playwright/test';
import { createWords, type Locale, type WordKey } from '#page/i18n/words.ts';
import { launchByHttp } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';
import type { Fleet } from './harness/fleet.ts';

const folder = path.join(import.meta.dirname, 'screenshots');
const desk = { width: 1440, height: 900 };
const wide = { width: 1920, height: 1080 };
const looks = (['en', 'ja'] as const).flatMap((locale) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ locale, colorScheme })),
);
const longName = 'a-name-as-long-as-dcmgr-takes-32';

type Look = { readonly locale: Locale; readonly colorScheme: 'light' | 'dark' };

/** A photographer: a page in one language and theme, and the names of its pictures. */
class Studio {
  readonly page: Page;
  readonly #look: string;
  readonly #words: ReturnType<typeof createWords>['global']['t'];

  private constructor(page: Page, { locale, colorScheme }: Look) {
    this.page = page;
    this.#look = `${locale}-${colorScheme}`;
    this.#words = createWords(locale).global.t;
  }

  /** Signs in. */
  static async open(page: Page, fleet: Fleet, look: Look): Promise<Studio> {
    const studio = new Studio(page, look);
    await page.goto(await fleet.link());
    await page.getByRole('navigation', { name: studio.word('datacenters.title') }).waitFor();
    return studio;
  }

  word(key: WordKey): string {
    return this.#words(key);
  }

  button(key: WordKey) {
    return this.page.getByRole('button', { name: this.word(key), exact: true });
  }

  async go(place: string): Promise<void> {
    await this.page.goto(`${new URL(this.page.url()).origin}/#/${place}`);
  }

  async shoot(name: string, size = desk): Promise<void> {
    await this.page.setViewportSize(size);
    await this.page.waitForLoadState('networkidle');
    const file = `${name}-${this.#look}-${String(size.width)}.png`;
    await this.page.screenshot({ path: path.join(folder, file) });
  }
}

const runningIn = (fleet: Fleet, name: string) => {
  const found = fleet.datacenter(name).world.database.instances.rows.find(({ state }) => state === 'running');
  if (found === undefined) throw new Error(`nothing runs in ${name}`);
  return found.id;
};

for (const { locale, colorScheme } of looks) {
  test.describe(`${locale} ${colorScheme}`, () => {
    test.use({ locale: locale === 'en' ? 'en-US' : 'ja-JP', colorScheme });

    test.describe('in use', () => {
      test.use({
        plans: {
          Tokyo: { seed: 1, hosts: 12, instances: 300, tenants: 3 },
          Osaka: { seed: 2, hosts: 6, instances: 120, tenants: 2, profile: { colour: 'green' } },
          Fukuoka: {
            seed: 3,
            hosts: 4,
            instances: 60,
            tenants: 2,
            profile: { colour: 'violet', safety: 'guarded' },
          },
        },
      });

      test('views', async ({ page, fleet }) => {
        const studio = await Studio.open(page, fleet, { locale, colorScheme });
        for (const view of ['fleet', 'instances', 'board']) {
          await studio.go(view);
          for (const size of [desk, wide]) await studio.shoot(view, size);
        }
        await studio.go('instances');
        await page.getByRole('treegrid').hover();
        await page.mouse.wheel(0, 640);
        await studio.shoot('scrolled');
        await studio.go(`instances/i/tokyo/${runningIn(fleet, 'Tokyo')}`);
        for (const size of [desk, wide, { width: 1024, height: 768 }, { width: 2560, height: 1440 }])
          await studio.shoot('detail', size);
        await studio.go(
          `board/hn/tokyo/${fleet.datacenter('Tokyo').world.database.hostNodes.rows[0]?.id ?? ''}`,
        );
        await studio.shoot('host', { width: 1024, height: 768 });
        await studio.go('instances?q=' + encodeURIComponent('state:running (mem>=2g'));
        await studio.shoot('query-error');
        await studio.go('instances?q=' + encodeURIComponent('nothing-is-called-so'));
        await studio.shoot('no-match');
      });

      test('dialogs', async ({ page, fleet }) => {
        const studio = await Studio.open(page, fleet, { locale, colorScheme });
        await launchByHttp(fleet.datacenter('Fukuoka'), longName);
        const id = runningIn(fleet, 'Fukuoka');
        await studio.go(`instances/i/fukuoka/${id}?q=${encodeURIComponent('dc=fukuoka')}`);
        await studio.button('action.terminate').first().click();
        await studio.shoot('terminate');
        await page.keyboard.press('Escape');
        await studio.button('action.reboot').first().click();
        await studio.shoot('reboot');
        await page.getByRole('dialog').getByRole('button').last().click();
        await studio.shoot('run');
        await studio.go('activity');
        await studio.shoot('activity');
        await page.getByRole('button', { name: studio.word('launch.open'), exact: true }).click();
        const dialog = page.getByRole('dialog', { name: studio.word('launch.title') });
        await dialog.waitFor();
        for (const step of ['place', 'image', 'spec', 'network', 'groups', 'key', 'naming']) {
          const option = dialog.getByRole('option').or(dialog.getByRole('radio')).first();
          if (['place', 'image', 'spec'].includes(step)) await option.click();
          await studio.shoot(`launch-${step}`);
          const on = studio.word(step === 'naming' ? 'launch.toReview' : 'launch.next');
          await dialog.getByRole('button', { name: on, exact: true }).click();
        }
        await studio.shoot('launch-review');
      });

      test('trouble', async ({ page, fleet }) => {
        const studio = await Studio.open(page, fleet, { locale, colorScheme });
        const osaka = fleet.datacenter('Osaka');
        await studio.go(`instances/i/osaka/${runningIn(fleet, 'Osaka')}`);
        await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
        await osaka.stop();
        await expect(page.getByText(studio.word('condition.unreachable')).first()).toBeVisible({
          timeout: 60_000,
        });
        await studio.shoot('unreachable');
        await studio.go('fleet');
        await studio.shoot('unreachable-fleet');
        await studio.go('board');
        await studio.shoot('unreachable-board');
        await page.getByRole('button', { name: /^(Edit Osaka|Osaka ?を編集)/ }).click();
        await studio.shoot('editor');
      });
    });

    test.describe('with nothing', () => {
      test.use({ plans: {} });

      test('empty', async ({ page, fleet }) => {
        const studio = await Studio.open(page, fleet, { locale, colorScheme });
        for (const view of ['fleet', 'instances', 'board', 'activity']) {
          await studio.go(view);
          await studio.shoot(`empty-${view}`);
        }
      });
    });
  });
}

test.describe('with 5,000 instances', () => {
  test.use({
    plans: Object.fromEntries(
      ['Sapporo', 'Sendai', 'Tokyo', 'Nagoya', 'Osaka', 'Hiroshima', 'Fukuoka', 'Naha'].map((name, at) => [
        name,
        { seed: at, hosts: 12, instances: 625, tenants: 3 },
      ]),
    ),
  });

  test('eight datacenters', async ({ page, fleet }) => {
    const studio = await Studio.open(page, fleet, { locale: 'en', colorScheme: 'light' });
    await expect(page.getByText('5,000 instances').first()).toBeVisible({ timeout: 90_000 });
    for (const view of ['fleet', 'instances', 'board']) {
      await studio.go(view);
      for (const size of [desk, wide]) await studio.shoot(`large-${view}`, size);
    }
  });
});

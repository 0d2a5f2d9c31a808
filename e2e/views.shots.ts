import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './harness/test.ts';

const folder = path.join(import.meta.dirname, 'screenshots');
const sizes = [
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
];
const schemes = ['light', 'dark'] as const;
const locales = ['en-US', 'ja-JP'] as const;
const views = ['fleet', 'instances', 'board'] as const;

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

for (const locale of locales) {
  for (const colorScheme of schemes) {
    test.describe(`${locale} ${colorScheme}`, () => {
      test.use({ locale, colorScheme });

      test('every view', async ({ nori: { page }, fleet }) => {
        const tokyo = fleet.datacenter('Tokyo');
        const [instance] = tokyo.world.database.instances.rows.filter((row) => row.state === 'running');
        for (const view of views) {
          for (const size of sizes) await shoot(page, `${view}`, { locale, colorScheme, size });
        }
        await page.goto(`${new URL(page.url()).origin}/#/instances/i/tokyo/${instance?.id ?? ''}`);
        for (const size of sizes) await shoot(page, 'detail', { locale, colorScheme, size });
        await fleet.datacenter('Osaka').stop();
        await expect(page.getByText(/Unreachable|到達不能|接続できません/).first()).toBeVisible({
          timeout: 60_000,
        });
        await shoot(page, 'unreachable', { locale, colorScheme, size: { width: 1440, height: 900 } });
      });
    });
  }
}

type Shot = {
  readonly locale: string;
  readonly colorScheme: string;
  readonly size: { readonly width: number; readonly height: number };
};

async function shoot(page: Page, name: string, { locale, colorScheme, size }: Shot): Promise<void> {
  await page.setViewportSize(size);
  if (name !== 'detail' && name !== 'unreachable') {
    await page.goto(`${new URL(page.url()).origin}/#/${name}`);
  }
  await page.waitForLoadState('networkidle');
  const file = `${name}-${locale.slice(0, 2)}-${colorScheme}-${String(size.width)}.png`;
  await page.screenshot({ path: path.join(folder, file) });
}

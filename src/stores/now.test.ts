import { disposePinia, getActivePinia } from 'pinia';
import { expect, it } from 'vitest';
import { createFakeEngine } from '#contract/testing/fake-engine.ts';
import { aPage } from '../testing/page-context.ts';
import { useNowStore } from './now.ts';

it('ticks on the second, with the frame after it', () => {
  const page = aPage(createFakeEngine());
  page.time.advance(300);
  const time = page.run(() => useNowStore());

  page.time.advance(700);
  expect(time.now).toBe(1_000_300);
  page.time.frame();
  expect(time.now).toBe(1_001_000);
});

it('stops for good when the page does, even with a tick that waits for its frame', () => {
  const page = aPage(createFakeEngine());
  const time = page.run(() => useNowStore());
  page.time.advance(1_000);

  const pinia = getActivePinia();
  if (pinia !== undefined) disposePinia(pinia);
  page.time.frame();
  page.time.advance(10_000);
  page.time.frame();

  expect(time.now).toBe(1_000_000);
});

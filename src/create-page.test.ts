// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { anInstanceRow } from '#contract/testing/builders.ts';
import { InstancesPage } from './testing/instances-page.ts';

afterEach(() => {
  vi.useRealTimers();
});

const open = () => InstancesPage.open([anInstanceRow({ hostname: 'web-1' })]);

it('leaves no timer and no connection behind when it is unmounted', async () => {
  (await open()).close(); // the first page of all sets a timer of Vue's own
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  const page = await open();
  expect(vi.getTimerCount()).toBeGreaterThan(0);
  expect(page.engine.connections).toBe(1);

  page.close();

  expect(vi.getTimerCount()).toBe(0);
  expect(page.engine.connections).toBe(0);
});

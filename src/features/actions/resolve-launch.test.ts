// @vitest-environment happy-dom
import { createPinia } from 'pinia';
import { afterEach, expect, it } from 'vitest';
import { type App as VueApp, createApp, h } from 'vue';
import type { Operation } from '#contract/operation.ts';
import { aLaunch, aRun } from '#contract/testing/operation-builders.ts';
import { createFakeEngine, type FakeEngine } from '#contract/testing/fake-engine.ts';
import { pageContextKey } from '../../engine/page-context.ts';
import { createWords } from '../../i18n/words.ts';
import { aPage, settle } from '../../testing/page-context.ts';
import ResolveLaunch from './ResolveLaunch.vue';

let app: VueApp | null = null;
afterEach(() => {
  app?.unmount();
  document.body.innerHTML = '';
});

async function open(operation: Operation): Promise<FakeEngine> {
  const engine = createFakeEngine({ runs: [aRun({ action: 'launch' })], operations: [operation] });
  document.body.innerHTML = '<div id="app"></div>';
  app = createApp({ render: () => h(ResolveLaunch, { operation }) })
    .provide(pageContextKey, aPage(engine))
    .use(createPinia())
    .use(createWords('en'));
  app.mount('#app');
  await settle();
  return engine;
}

const buttons = () => [...document.querySelectorAll('button')];
const offered = () => buttons().map(({ textContent }) => textContent?.trim());
async function press(name: string): Promise<void> {
  buttons()
    .find(({ textContent }) => textContent?.trim() === name)
    ?.click();
  await settle();
}
const said = (engine: FakeEngine) =>
  engine.calls.filter(({ method }) => method === 'operations.resolve').map(({ input }) => input);

it('asks which of several instances a lost launch made, or whether any', async () => {
  const engine = await open(aLaunch({}, { state: 'unknown', candidates: ['i-00000001', 'i-00000002'] }));
  expect(offered()).toEqual(['It made i-00000001', 'It made i-00000002', 'It made none']);

  await press('It made none');

  expect(said(engine)).toEqual([{ operationId: 'operation-1', instanceId: null }]);
});

it('does not ask that of one whose instance is known, and watches it again', async () => {
  const engine = await open(aLaunch({}, { state: 'unknown', instanceId: 'i-00000001', endedAt: 9 }));
  expect(offered()).toEqual(['Watch i-00000001 again']);
  expect(document.body.textContent).not.toContain('Which instance');

  await press('Watch i-00000001 again');

  expect(said(engine)).toEqual([{ operationId: 'operation-1', instanceId: 'i-00000001' }]);
});

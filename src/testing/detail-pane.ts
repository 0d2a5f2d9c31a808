import { createPinia } from 'pinia';
import { type App as VueApp, createApp } from 'vue';
import type { Change } from '#contract/change.ts';
import { listStatusSchema } from '#contract/endpoint.ts';
import { datacenterIdSchema, recordKey } from '#contract/ids.ts';
import { type Row, rowSchemas } from '#contract/inventory.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import { aDatacenterStatus, anInstanceRow, aProfileView, builtAt } from '#contract/testing/builders.ts';
import { createFakeEngine, type FakeEngine, type FakeEngineOptions } from '#contract/testing/fake-engine.ts';
import { pageContextKey } from '../engine/page-context.ts';
import { DetailColumn } from '../features/detail/index.ts';
import { createWords } from '../i18n/words.ts';
import { aPage, settle, type TestPage } from './page-context.ts';

// The detail pane by itself, beside a list that is only there to take the focus, as a person sees and works it.

const tokyo = datacenterIdSchema.parse('tokyo');

/** A record of one of the nine smaller kinds, as the tests of the pane need it. */
export function aRow<K extends Exclude<ResourceKind, 'instances'>>(kind: K, id: string, value: object): Row {
  const key = recordKey(tokyo, id);
  const provenance = { key, datacenterId: tokyo, id, owner: 'a-shpoolxx', accounts: ['a-shpoolxx'] };
  const times = { createdAt: builtAt, updatedAt: builtAt };
  return rowSchemas[kind].parse({
    ...provenance,
    fetchedAt: builtAt,
    changedAt: builtAt,
    value: { id, accountId: 'a-shpoolxx', ...times, ...value },
  });
}

export const aList = (kind: ResourceKind, fetchedAt: number | null) =>
  listStatusSchema.parse({
    kind,
    account: 'a-shpoolxx',
    freshness: fetchedAt === null ? 'never' : 'live',
    fetchedAt,
    ownerTotal: null,
    sweepRead: null,
    error: null,
    nextAt: null,
  });
export const aChange = (fields: Partial<Change>): Change => ({
  seq: 1,
  at: builtAt + 180_000,
  since: builtAt,
  datacenterId: tokyo,
  kind: 'instances',
  id: 'i-00000001',
  label: 'web',
  what: 'changed',
  fields: [],
  ...fields,
});

let app: VueApp | null = null;

export function closePane(): void {
  app?.unmount();
  app = null;
  document.body.innerHTML = '';
}

export const firstInstance = '#/instances/i/tokyo/i-00000001';

/** Opens the pane on the record that the address names. */
export async function openPane(
  options: FakeEngineOptions = {},
  fragment = firstInstance,
): Promise<{ engine: FakeEngine; page: TestPage }> {
  const engine = createFakeEngine({
    profiles: [aProfileView({ id: 'tokyo', name: 'Tokyo', accounts: [{ id: 'a-shpoolxx' }] })],
    statuses: [aDatacenterStatus('tokyo', { lists: [aList('instances', builtAt)] })],
    ...options,
    rows: { instances: [anInstanceRow({ hostname: 'web' })], ...options.rows },
  });
  const page = aPage(engine, { fragment });
  page.time.advance(builtAt + 5_000 - page.time.now());
  closePane();
  document.body.innerHTML = '<div role="treegrid" tabindex="0"></div><div id="app"></div>';
  app = createApp(DetailColumn).provide(pageContextKey, page).use(createPinia()).use(createWords('en'));
  app.mount('#app');
  await settle();
  return { engine, page };
}

export const shown = () => document.querySelector('#app')?.textContent?.replaceAll(/\s+/g, ' ') ?? '';
const nameOf = (element: Element) =>
  element.getAttribute('aria-label') ?? element.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';

export function named(selector: string, name: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>(selector)].find((each) => nameOf(each) === name);
  if (found === undefined) throw new Error(`no ${selector} "${name}"`);
  return found;
}
export async function press(name: string): Promise<void> {
  named('button', name).click();
  await settle();
}
export async function key(target: Element, name: string): Promise<void> {
  target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
  await settle();
}
/** What the timeline says, newest first. */
export const entries = () =>
  [...document.querySelectorAll('ol > li')].map((entry) => entry.textContent?.replaceAll(/\s+/g, ' '));
/** What a definition list says under a label. */
export function under(label: string): string {
  const term = [...document.querySelectorAll('dt')].find((each) => each.textContent === label);
  return term?.nextElementSibling?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
}

// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { type App as VueApp, createApp } from 'vue';
import { hostNodeSchema } from '#contract/resources.ts';
import { anInstanceRow } from '#contract/testing/builders.ts';
import { totalsOf } from '../../capacity/datacenter-totals.ts';
import { createWords } from '../../i18n/words.ts';
import CardCapacity from './CardCapacity.vue';

let app: VueApp | null = null;
afterEach(() => {
  app?.unmount();
  document.body.innerHTML = '';
});

const aHost = (id: string, status: string) =>
  hostNodeSchema.parse({
    id,
    accountId: 'a-shpoolxx',
    name: null,
    arch: 'x86_64',
    hypervisor: 'kvm',
    offeringCpuCores: 8,
    offeringMemoryMb: 8192,
    status,
    createdAt: 0,
    updatedAt: 0,
  });
const hosts = [aHost('hn-1', 'online'), aHost('hn-2', 'offline'), aHost('hn-3', 'timeout')];

/** What the card says below the bars. */
function notesOn(...hostIds: readonly string[]): string {
  const rows = hostIds.map((hostNodeId, at) => anInstanceRow({ id: `i-${String(at)}`, hostNodeId }));
  app?.unmount();
  document.body.innerHTML = '<div id="app"></div>';
  app = createApp(CardCapacity, { totals: totalsOf(hosts, rows), lists: [] }).use(createWords('en'));
  app.mount('#app');
  return document.querySelector('p')?.textContent ?? '';
}

it('says what is on hosts that are down, which the bars leave out', () => {
  expect(notesOn('hn-1', 'hn-2', 'hn-3', 'hn-3')).toBe(
    '1 host online · 2 hosts down with 3 instances, not counted',
  );
  expect(notesOn('hn-1', 'hn-2')).toContain('2 hosts down with 1 instance, not counted');
  expect(notesOn('hn-1')).toBe('1 host online · 2 hosts down, not counted');
});

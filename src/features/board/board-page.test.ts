// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it } from 'vitest';
import { datacenterIdSchema, recordKey } from '#contract/ids.ts';
import { rowSchemas } from '#contract/inventory.ts';
import { anInstanceRow } from '#contract/testing/builders.ts';
import { InstancesPage } from '../../testing/instances-page.ts';

const web = anInstanceRow({ id: 'i-1', hostname: 'web-1' });
const db = anInstanceRow({ id: 'i-2', hostname: 'db-1' });
const aHost = (id: string, status: string) =>
  rowSchemas.host_nodes.parse({
    ...web,
    key: recordKey(datacenterIdSchema.parse('tokyo'), id),
    id,
    value: {
      id,
      accountId: 'a-shpoolxx',
      name: null,
      arch: 'x86_64',
      hypervisor: 'kvm',
      offeringCpuCores: 8,
      offeringMemoryMb: 4096,
      status,
      createdAt: 0,
      updatedAt: 0,
    },
  });

let page: InstancesPage;
beforeEach(async () => {
  page = await InstancesPage.open([web, db], {
    fragment: '#/board',
    rows: { host_nodes: [aHost('hn-1', 'online'), aHost('hn-2', 'offline')] },
  });
});
afterEach(() => {
  page.close();
});

it('says on every panel how its host is', () => {
  const statuses = [...document.querySelectorAll('.head-status')].map((each) => each.textContent);

  expect(statuses).toEqual(['online', 'offline']);
});

it('counts what a query leaves of all there is', async () => {
  const count = () => document.querySelector('.toolbar > [role=status]')?.textContent;
  expect(count()).toBe('2 instances');

  await page.type('web');

  expect(count()).toBe('1 of 2 instances');
});

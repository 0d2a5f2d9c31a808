// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { datacenterIdSchema, recordKey } from '#contract/ids.ts';
import { rowSchemas } from '#contract/inventory.ts';
import { anInstanceRow } from '#contract/testing/builders.ts';
import { InstancesPage } from '../../testing/instances-page.ts';

const web1 = anInstanceRow({ id: 'i-1', hostname: 'web-1', memoryMb: 512, cpuCores: 2 });
const web2 = anInstanceRow({ id: 'i-2', hostname: 'web-2', memoryMb: 1024, cpuCores: 1 });
const db1 = anInstanceRow({
  id: 'i-3',
  hostname: 'db-1',
  memoryMb: 512,
  cpuCores: 1,
  state: 'stopped',
  hostNodeId: null,
});
const osaka1 = anInstanceRow({
  id: 'i-4',
  hostname: 'app-1',
  memoryMb: 256,
  cpuCores: 4,
  datacenterId: 'osaka',
});
const rows = [web1, web2, db1, osaka1];
const tokyo = datacenterIdSchema.parse('tokyo');
const host = rowSchemas.host_nodes.parse({
  ...web1,
  key: recordKey(tokyo, 'hn-1'),
  id: 'hn-1',
  value: {
    id: 'hn-1',
    accountId: 'a-shpoolxx',
    name: 'kvm-one',
    arch: 'x86_64',
    hypervisor: 'kvm',
    offeringCpuCores: 8,
    offeringMemoryMb: 4096,
    status: 'online',
    createdAt: 0,
    updatedAt: 0,
  },
});

let page: InstancesPage;
const open = async (options: Parameters<typeof InstancesPage.open>[1] = {}) => {
  page = await InstancesPage.open(rows, { rows: { host_nodes: [host] }, ...options });
};
const remembered = () => {
  const saves = page.engine.calls.filter((call) => call.method === 'settings.save');
  return JSON.stringify(saves.at(-1)?.input ?? null);
};
afterEach(() => {
  page.close();
});

describe('grouping', () => {
  it('is by host at first, and headers say what the host is and how full', async () => {
    await open();

    const [first] = page.headers;
    for (const said of [
      'Tokyo',
      'kvm-one',
      'hn-1',
      'online',
      'kvm · x86_64',
      '3 / 8',
      '1.5 GB / 4 GB',
      '2 running',
    ])
      expect(first).toContain(said);
    expect(page.headers).toHaveLength(3);
    expect(page.headings).not.toContain('Host');
  });

  it('nests two deep', async () => {
    await open();

    await page.choose('Group by', 'datacenter');
    await page.choose('then', 'state');

    expect(page.headers.map((header) => header.replaceAll(/\d+ \w+/g, '').trim())).toEqual(
      ['Tokyo', 'running', 'stopped', 'Osaka', 'running'].map(
        (name) => expect.stringContaining(name) as string,
      ),
    );
    expect(page.hostnames).toEqual(['web-1', 'web-2', 'db-1', 'app-1']);
    expect(page.line('web-1').getAttribute('aria-level')).toBe('3');
  });

  it('says what the instances of a group have none of', async () => {
    page = await InstancesPage.open([anInstanceRow({ networkIds: [], securityGroupIds: [] })]);

    await page.choose('Group by', 'network');
    expect(page.headers[0]).toContain('No network');
    await page.choose('Group by', 'group');
    expect(page.headers[0]).toContain('No security group');
  });

  it('by nothing is one plain list, which then says host and datacenter itself', async () => {
    await open();

    await page.choose('Group by', '');

    expect(page.headers).toEqual([]);
    expect(page.hostnames).toEqual(['app-1', 'db-1', 'web-1', 'web-2']);
    expect(page.headings).toEqual(expect.arrayContaining(['Host', 'Datacenter']));
    expect(page.grid.getAttribute('role')).toBe('grid');
  });

  it('keeps folded what was folded', async () => {
    await open();

    await page.click(page.line('kvm-one'));

    expect(page.hostnames).toEqual(['db-1', 'app-1']);
    await vi.waitFor(() => expect(remembered()).toContain('"except":["tokyo/hn-1"]'));
  });
});

describe('columns', () => {
  const heading = (title: string) => {
    const found = [...document.querySelectorAll('[role=columnheader] button')].find((each) =>
      each.textContent?.startsWith(title),
    );
    if (found === undefined) throw new Error(`no heading "${title}"`);
    return found;
  };

  it('sort by several, numbered', async () => {
    await open();
    await page.choose('Group by', '');

    await page.click(heading('Cores'));
    await page.click(heading('Memory'), { shiftKey: true });
    await page.click(heading('Memory'), { shiftKey: true });

    expect(page.hostnames).toEqual(['web-2', 'db-1', 'web-1', 'app-1']);
    expect([heading('Cores').textContent, heading('Memory').textContent]).toEqual(['Cores▴1', 'Memory▾2']);
  });

  it('are chosen in a list, moved with the keyboard, and remembered', async () => {
    await open();
    await page.click(page.button('Columns'));
    const box = [...document.querySelectorAll('[role=dialog] label')].find(
      (each) => each.textContent?.trim() === 'Volumes',
    );

    await page.click(box?.querySelector('input') ?? document.body);
    expect(page.headings.at(-1)).toBe('Volumes');
    await page.press(heading('ID'), 'ArrowLeft', { ctrlKey: true });

    expect(page.headings.slice(0, 2)).toEqual(['ID', 'Hostname▴']);
    await vi.waitFor(() => expect(remembered()).toContain('"columns":["id","hostname"'));
    await page.click(page.button('Back to the usual columns'));
    expect(page.headings).not.toContain('Volumes');
  });
});

describe('the selection', () => {
  it('follows clicks, Ctrl and Shift, and keeps what a query hides, said so', async () => {
    await open();

    await page.click(page.line('web-1'));
    await page.click(page.line('app-1'), { ctrlKey: true });
    expect(page.selected).toEqual(['web-1', 'app-1']);
    await page.click(page.line('web-1'));
    await page.click(page.line('db-1'), { shiftKey: true });
    expect(page.selected).toEqual(['web-1', 'web-2', 'db-1']);

    await page.type('db');

    expect(page.text).toContain('2 of 3 selected not shown');
    await page.click(page.button('Show them'));
    expect(page.hostnames).toEqual(['web-1', 'web-2', 'db-1']);
    await page.click(page.button('Back to the query'));
    expect(page.hostnames).toEqual(['db-1']);
  });

  it('is said where a folded group hides it, and shown whatever is folded', async () => {
    await open();
    await page.click(page.line('web-1'));
    await page.click(page.line('db-1'), { ctrlKey: true });
    expect(page.text).not.toContain('not shown');

    await page.click(page.line('kvm-one'));

    expect(page.hostnames).toEqual(['db-1', 'app-1']);
    expect(page.text).toContain('1 of 2 selected not shown');
    await page.click(page.button('Show them'));
    expect(page.hostnames).toEqual(['web-1', 'db-1']);
    await page.click(page.button('Back to the query'));
    expect(page.hostnames).toEqual(['db-1', 'app-1']);
  });

  it('follows the keyboard', async () => {
    await open();
    const { grid } = page;

    for (const key of ['ArrowDown', 'ArrowDown', ' ']) await page.press(grid, key);
    await page.press(grid, 'ArrowDown', { shiftKey: true });
    expect(page.selected).toEqual(['web-1', 'web-2']);
    await page.press(grid, 'Home');
    await page.press(grid, ' ');
    expect(page.selected).toEqual([]);

    await page.type('web');
    await page.press(grid, 'a', { ctrlKey: true });
    await page.type('');

    expect(page.selected).toEqual(['web-1', 'web-2']);
  });
});

it('pins the header of the topmost rows, and knows its line while the list moves under it', async () => {
  const inBoth = Array.from({ length: 120 }, (_, at) =>
    anInstanceRow({ id: `i-${String(at)}`, datacenterId: at < 60 ? 'tokyo' : 'osaka' }),
  );
  page = await InstancesPage.open(inBoth);
  await page.choose('Group by', 'datacenter');
  const pinned = () => page.grid.querySelector('.grid-pinned');
  expect(pinned()).toBeNull();

  page.grid.scrollTop = 70 * 28;
  page.grid.dispatchEvent(new Event('scroll'));
  await page.settle();
  expect([pinned()?.textContent, pinned()?.getAttribute('data-index')]).toEqual([
    expect.stringContaining('Osaka'),
    '61',
  ]);

  page.engine.changeRows('instances', { upserted: [anInstanceRow({ id: 'i-new' })], removed: [] });
  await page.settle();
  expect(pinned()?.getAttribute('data-index')).toBe('62');
});

describe('rows under the pointer', () => {
  const point = () => page.grid.querySelector('.grid-lines')?.dispatchEvent(new Event('pointermove'));
  const leave = () => page.grid.querySelector('.grid-lines')?.dispatchEvent(new Event('pointerleave'));

  it('stand still while what is new waits, and take their places when asked', async () => {
    await open();
    await page.choose('Group by', '');
    point();
    await page.settle();

    page.engine.changeRows('instances', {
      upserted: [{ ...web1, hostname: 'zzz-1' }, anInstanceRow({ id: 'i-9', hostname: 'aaa-1' })],
      removed: [db1.key],
    });
    await page.settle();

    expect(page.hostnames).toEqual(['app-1', 'db-1', 'zzz-1', 'web-2']);
    expect(page.line('db-1').className).toContain('row-gone');
    expect(page.text).toContain('1 new, 1 moved, 1 gone');
    await page.click(page.button('1 new, 1 moved, 1 gone Show'));
    expect(page.hostnames).toEqual(['aaa-1', 'app-1', 'web-2', 'zzz-1']);
  });

  it('move again once the pointer has left', async () => {
    await open();
    await page.choose('Group by', '');
    point();
    await page.settle();
    page.engine.changeRows('instances', { removed: [db1.key] });
    await page.settle();
    expect(page.hostnames).toContain('db-1');

    leave();
    await page.settle();

    expect(page.hostnames).not.toContain('db-1');
  });
});

describe('the export', () => {
  const exported = async () => {
    const files: Blob[] = [];
    const create = vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
      if (file instanceof Blob) files.push(file);
      return 'blob:made';
    });
    await page.click(page.button('Export'));
    await page.click(page.button('As CSV, for spreadsheets'));
    create.mockRestore();
    const text = (await files[0]?.text()) ?? '';
    return text.split('\r\n').map((line) => line.replace('\uFEFF', '').split(','));
  };

  it('is what is shown, in the order in which it is shown', async () => {
    await open();
    await page.choose('Group by', '');
    await page.type('web');

    expect((await exported()).map(([first]) => first)).toEqual(['Hostname', 'web-1', 'web-2', '']);
  });

  it('says of each row what the header above it says, and the units of numbers', async () => {
    await open();
    await page.type('web');

    const [headings = [], first] = await exported();

    expect(headings.slice(0, 3)).toEqual(['Datacenter', 'Host', 'Hostname']);
    expect(first?.slice(0, 3)).toEqual(['Tokyo', 'kvm-one', 'web-1']);
    expect([headings.indexOf('Memory (MB)'), headings.lastIndexOf('Host')]).toEqual([
      first?.indexOf('512'),
      1,
    ]);
  });
});

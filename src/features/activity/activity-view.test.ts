// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { changeSchema } from '#contract/change.ts';
import { appError } from '#contract/errors.ts';
import type { Operation } from '#contract/operation.ts';
import { defaultSettings } from '#contract/settings.ts';
import { anInstanceRow, builtAt } from '#contract/testing/builders.ts';
import { aLaunch, anOperation, aRun } from '#contract/testing/operation-builders.ts';
import { InstancesPage } from '../../testing/instances-page.ts';

const stopFailed = anOperation({
  seq: 1,
  label: 'web-1',
  state: 'failed',
  error: appError('operation/dropped', 'dropped'),
});
const stopDone = anOperation({ seq: 2, label: 'db-1', instanceId: 'i-00000002', state: 'confirmed' });
const launch = aLaunch(
  {},
  { seq: 3, runId: 'run-2', position: 0, datacenterId: 'osaka', label: 'app-1', state: 'refused' },
);
const runs = [
  aRun({ total: 2, counts: { failed: 1, confirmed: 1 } }),
  aRun({ seq: 2, action: 'launch', counts: { refused: 1 } }),
];

let page: InstancesPage;
const open = async (options: Parameters<typeof InstancesPage.open>[1] = {}) => {
  page = await InstancesPage.open([], {
    fragment: '#/activity',
    runs,
    operations: [stopFailed, stopDone, launch],
    ...options,
  });
};
const go = (view: string) => page.click(document.querySelector(`nav a[href^="#/${view}"]`) ?? document.body);
afterEach(() => {
  page.close();
});
const textOf = (element: Element) => element.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
async function openFirst(): Promise<void> {
  const details = document.querySelector('details');
  details?.setAttribute('open', '');
  details?.dispatchEvent(new Event('toggle'));
  await page.settle();
}
/** The operations on the screen, from top to bottom. */
const shown = () => [...document.querySelectorAll('.operations .entry-name')].map(textOf);
const runsShown = () => [...document.querySelectorAll('nav .run')].map(textOf);
const count = () => textOf(document.querySelector('[role=toolbar] [role=status]') ?? document.body);
const describedError = () => {
  const id = page.query.getAttribute('aria-describedby');
  return id === null ? '' : (document.getElementById(id)?.textContent ?? '');
};

describe('the operations', () => {
  it('are those of the newest run at first, and of all runs when asked for', async () => {
    await open();
    expect(shown()).toEqual(['app-1']);

    await page.click(page.button('All runs'));

    expect(shown()).toEqual(['app-1', 'db-1', 'web-1']);
    expect(count()).toBe('3 of 3 operations');
  });

  it.each([
    ['state:failed', ['web-1']],
    ['action:stop', ['db-1', 'web-1']],
    ['dc:osaka', ['app-1']],
    ['error:dropped', ['web-1']],
    ['run=run-1 !state:failed', ['db-1']],
    ['i-00000002', ['db-1']],
  ])('are found over all runs by %s', async (text, expected) => {
    await open();

    await page.type(text);

    expect(shown()).toEqual(expected);
    expect(count()).toBe(`${String(expected.length)} of 3 operations`);
  });

  it('are found by the words that the page has for them', async () => {
    await open({ settings: { ...defaultSettings, locale: 'ja' } });

    await page.type('失敗');

    expect(shown()).toEqual(['web-1']);
  });

  it('leave only the runs in which something was found, each saying how much', async () => {
    await open();

    await page.type('state:failed');

    expect(runsShown()).toHaveLength(2);
    expect(runsShown()[1]).toContain('1 of 2 operations');
    await page.click([...document.querySelectorAll('nav .run')][1] ?? document.body);
    expect(shown()).toEqual(['web-1']);
    await page.type('');
    expect(shown()).toEqual(['web-1', 'db-1']);
  });

  it('stay as they are while a query can’t be understood, which is said at its place', async () => {
    await open();
    await page.type('state:failed');

    await page.type('state:failed host:hn-1');
    await page.press(page.query, 'Enter');

    expect(describedError()).toContain('There is no field “host”.');
    expect(describedError()).toContain('Still showing what fits: state:failed');
    expect(document.querySelector('.echo-wrong')?.textContent).toBe('host');
    expect(shown()).toEqual(['web-1']);
  });

  it('offer fields with words for them, and every state whether there is one or not', async () => {
    await open();
    const options = () => [...document.querySelectorAll('[role=option]')].map(textOf);

    await page.type('err');
    expect(options()[0]).toContain('error');
    expect(options()[0]).toContain('code of what went wrong');
    await page.type('state:un');

    expect(options()).toEqual(['unknown']);
  });

  it('come and go under a query as they change', async () => {
    await open();
    await page.type('state:failed');

    page.engine.changeOperations([{ ...launch, state: 'failed' }]);
    await page.settle();

    expect(shown()).toEqual(['app-1', 'web-1']);
  });

  it('keep their query from view to view, and the instances keep theirs', async () => {
    await open({ fragment: '#/activity?q=host%3Ahn-1' });
    await page.type('state:failed');

    await go('instances');
    expect(page.query.value).toBe('host:hn-1');
    await go('activity');

    expect(page.query.value).toBe('state:failed');
    expect(shown()).toEqual(['web-1']);
  });
});

describe('a long journal', () => {
  const many = (total: number): readonly Operation[] =>
    Array.from({ length: total }, (_, at) =>
      anOperation({ seq: at + 1, label: `web-${String(at + 1)}`, state: 'confirmed' }),
    );
  const reads = () => page.engine.calls.filter(({ method }) => method === 'operations.list').length;

  it('is searched further back by itself while little is found, and then as far as a person asks', async () => {
    await open({ operations: many(7_500) });
    expect(page.text).not.toContain('web-1 ');

    await page.type('name=web-1');
    await vi.waitFor(() => expect(count()).toBe('0 of 6,000 operations'));
    await page.settle();
    expect(page.text).toContain('Nothing of what was searched fits.');
    expect(page.text).toMatch(/Nothing before .* was searched\./);

    const before = reads();
    await page.click(page.button('Show older'));
    await page.click(page.button('Show older'));
    await vi.waitFor(() => expect(shown()).toEqual(['web-1']));

    expect(reads() - before).toBe(2);
    expect(page.text).not.toMatch(/Nothing before .* was searched\./);
  });

  it('is drawn in parts', async () => {
    await open({ operations: many(450) });
    await page.type('web');
    expect(shown()).toHaveLength(200);

    await page.click(page.button('Show 200 more'));
    await page.click(page.button('Show 50 more'));

    expect(shown()).toHaveLength(450);
  });
});

describe('an export', () => {
  async function exported(format: string): Promise<string> {
    const files: Blob[] = [];
    const create = vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
      if (file instanceof Blob) files.push(file);
      return 'blob:made';
    });
    await page.click(page.button('Export'));
    await page.click(page.button(format));
    create.mockRestore();
    return (await files[0]?.text()) ?? '';
  }
  const formula = {
    ...stopFailed,
    label: '=cmd()',
    account: 'a-00000001' as Operation['account'], // as the builder's
    request: { method: 'PUT', path: '/instances/i-00000001/stop', body: 'user_data=hidden' },
  } as const;

  it('has the operations shown, in their order, and no formula', async () => {
    await open({ operations: [formula, stopDone, launch] });
    await page.type('action:stop');

    const lines = (await exported('As CSV, for spreadsheets')).trim().split('\r\n');

    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('Queued,Run,Operation,Action,State,Hostname,ID,Datacenter');
    expect(lines[1]).toContain(',stop,confirmed,db-1,i-00000002,Tokyo,tokyo,a-00000001,');
    expect(lines[2]).toContain(`,stop,failed,'=cmd(),i-00000001,`);
    expect(lines[2]).toContain(',operation/dropped,');
  });

  it('says as JSON what was sent, but no body', async () => {
    await open({ operations: [formula, stopDone, launch] });
    await page.type('state:failed');

    const text = await exported('As JSON');

    expect(JSON.parse(text)).toEqual([
      expect.objectContaining({
        queued: new Date(builtAt).toISOString(),
        run: 'run-1',
        action: 'stop',
        state: 'failed',
        name: '=cmd()',
        error: 'operation/dropped',
        request: 'PUT /instances/i-00000001/stop',
      }),
    ]);
    expect(text).not.toContain('hidden');
  });
});

describe('the request of a launch', () => {
  const sent = (userData: string | null): Operation => ({
    ...launch,
    state: 'confirmed',
    userDataLength: userData?.length ?? 0,
    request: {
      method: 'POST',
      path: '/instances.json',
      body: JSON.stringify({
        instance: { image_id: 'wmi-lucid5', ...(userData && { user_data: userData }) },
      }),
    },
  });
  const copies = () =>
    [...document.querySelectorAll('button')].filter((each) => textOf(each) === 'Copy as curl');

  it('is offered as a command', async () => {
    await open({ operations: [sent(null)] });
    await openFirst();

    expect(page.text).toContain("curl -X POST -H 'X-VDC-ACCOUNT-UUID: a-00000001'");
    expect(copies()).toHaveLength(1);
  });

  it('is no command where its user data was cut: another instance would boot', async () => {
    await open({ operations: [sent('(user data, 12 characters)')] });
    await openFirst();

    expect(page.text).toContain('POST /instances.json');
    expect(page.text).toContain('(user data, 12 characters)');
    expect(page.text).toContain('There is no command to repeat it: its user data is not kept.');
    expect(page.text).not.toContain('curl -X');
    expect(copies()).toEqual([]);
  });
});

it('counts an operation that somebody opened here as seen: its row tells no more', async () => {
  const web1 = anInstanceRow({ id: 'i-00000001', hostname: 'web-1' });
  page = await InstancesPage.open([web1], { runs, operations: [{ ...stopFailed, endedAt: Date.now() }] });
  expect(page.line('web-1').getAttribute('aria-description')).toContain('Stop: failed');

  await go('activity');
  await page.click(page.button('All runs'));
  await openFirst();
  await go('instances');

  expect(page.line('web-1').getAttribute('aria-description')).toBeNull();
});

describe('the changes', () => {
  const aChange = (seq: number, fields: object = {}) =>
    changeSchema.parse({
      seq,
      at: builtAt,
      since: null,
      datacenterId: 'tokyo',
      kind: 'instances',
      id: `i-0000000${String(seq)}`,
      label: `web-${String(seq)}`,
      what: 'changed',
      fields: [{ field: 'state', before: 'running', after: 'stopped' }],
      ...fields,
    });
  const labels = () => [...document.querySelectorAll('.change-head button')].map(textOf);

  it('are found by the same language with fields of their own', async () => {
    await open({
      changes: [
        aChange(1),
        aChange(2, { what: 'appeared', fields: [] }),
        aChange(3, { kind: 'host_nodes', id: 'hn-1', label: 'kvm-one' }),
      ],
    });
    await page.click(page.button('Changes'));
    expect(labels()).toEqual(['kvm-one', 'web-2', 'web-1']);

    await page.type('kind:instances after:stopped');
    expect(labels()).toEqual(['web-1']);
    expect(count()).toBe('1 of 3 changes');
    await page.type('what:disappeared');
    expect(labels()).toEqual([]);
    expect(page.text).toContain('No change that was searched fits.');
    await page.type('state:failed');
    await page.press(page.query, 'Enter');

    expect(describedError()).toContain('There is no field “state”.');
  });
});

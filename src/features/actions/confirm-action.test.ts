// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { type App as VueApp, createApp, defineComponent, h } from 'vue';
import { createPinia } from 'pinia';
import type { MethodArgument } from '#contract/api.ts';
import { appError } from '#contract/errors.ts';
import { instanceIdSchema } from '#contract/ids.ts';
import type { InstanceRow } from '#contract/inventory.ts';
import type { Intent, IntentCheck, PowerAction } from '#contract/operation.ts';
import { aDatacenterStatus, anInstanceRow, aProfileView } from '#contract/testing/builders.ts';
import { createFakeEngine, type FakeEngine, type FakeEngineOptions } from '#contract/testing/fake-engine.ts';
import { noObjection } from '#contract/testing/fake-operations.ts';
import { anOperation, aRun } from '#contract/testing/operation-builders.ts';
import { pageContextKey } from '../../engine/page-context.ts';
import { createWords } from '../../i18n/words.ts';
import { useDatacentersStore } from '../../stores/datacenters.ts';
import { useSelectionStore } from '../../stores/selection.ts';
import { aPage, settle, type TestPage } from '../../testing/page-context.ts';
import ActionsDock from './ActionsDock.vue';

let app: VueApp | null = null;
afterEach(() => {
  app?.unmount();
  document.body.innerHTML = '';
});

type Opened = { readonly engine: FakeEngine; readonly page: TestPage };

/** The dock of a page on which these instances are selected. */
async function open(rows: readonly InstanceRow[], options: FakeEngineOptions = {}): Promise<Opened> {
  const engine = createFakeEngine({
    profiles: [aProfileView({ id: 'tokyo', name: 'Tokyo' }), aProfileView({ id: 'osaka', name: 'Osaka' })],
    statuses: [aDatacenterStatus('tokyo'), aDatacenterStatus('osaka')],
    rows: { instances: rows },
    ...options,
  });
  const page = aPage(engine);
  document.body.innerHTML = '<div id="app"></div>';
  const Root = defineComponent(() => {
    useDatacentersStore();
    const selection = useSelectionStore();
    selection.replace(rows.map(({ key }) => key));
    return () => h(ActionsDock);
  });
  app = createApp(Root).provide(pageContextKey, page).use(createPinia()).use(createWords('en'));
  app.mount('#app');
  await draw(page);
  return { engine, page };
}

async function draw(page: TestPage): Promise<void> {
  await settle();
  page.time.frame();
  await settle();
}

const text = (element: Element | null | undefined) =>
  element?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
const nameOf = (element: Element) => element.getAttribute('aria-label') ?? text(element);
function button(name: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find((each) => nameOf(each) === name);
  if (found === undefined) throw new Error(`no button "${name}"`);
  return found;
}
async function press(name: string): Promise<void> {
  button(name).click();
  await settle();
}
const dialog = () => document.querySelector('dialog');
const section = (title: string) =>
  [...document.querySelectorAll('dialog section')].find((each) => text(each.querySelector('h3')) === title);
const linesOf = (title: string) => [...(section(title)?.querySelectorAll('li') ?? [])].map(text);
const startsOf = (engine: FakeEngine) =>
  engine.calls
    .filter(({ method }) => method === 'runs.start')
    .map(({ input }) => input as MethodArgument<'runs.start'>); // what the contract let through
async function type(words: string): Promise<void> {
  const input = document.querySelector<HTMLInputElement>('dialog input[type=text]');
  if (input === null) throw new Error('no field');
  input.value = words;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}

const web = anInstanceRow({ id: 'i-00000001', hostname: 'web-1' });
const db = anInstanceRow({ id: 'i-00000002', hostname: 'db-1', datacenterId: 'osaka', hostNodeId: 'hn-9' });
const refusing =
  (id: string): ((intent: Intent) => IntentCheck) =>
  (intent) =>
    intent.action !== 'launch' && intent.instanceId === id
      ? { ...noObjection, refusal: appError('operation/busy', 'busy') }
      : noObjection;

describe('a confirmation', () => {
  it('lists each target with its datacenter, host and state, and the skipped ones with the reason', async () => {
    const { engine } = await open([web, db], { check: refusing('i-00000002') });

    await press('Stop');

    expect(text(dialog()?.querySelector('h2'))).toBe('Stop 2 instances?');
    expect(linesOf('Will be done')).toEqual(['web-1i-00000001Tokyohn-1running']);
    expect(linesOf('Will be skipped')).toEqual([
      'db-1i-00000002Osakahn-9runningAnother operation on this instance is still under way.',
    ]);
    await press('Stop 1');
    expect(startsOf(engine).map(({ intents }) => intents)).toEqual([
      [{ action: 'stop', datacenterId: 'tokyo', instanceId: 'i-00000001' }],
    ]);
    expect(dialog()).toBeNull();
  });

  it('begins on Cancel, which sends nothing', async () => {
    const { engine } = await open([web]);

    await press('Terminate');
    expect(document.activeElement && nameOf(document.activeElement)).toBe('Cancel');
    await press('Cancel');

    expect(dialog()).toBeNull();
    expect(startsOf(engine)).toEqual([]);
  });

  it('says what is lost and what stays behind', async () => {
    await open([web]);

    await press('Terminate');

    expect(text(dialog())).toContain('can’t be brought back');
    expect(text(dialog())).toContain('boot volumes too');
    expect(text(dialog())).toContain('quota');
  });

  it('wants a word before it terminates in a guarded datacenter', async () => {
    const profiles = [aProfileView({ id: 'tokyo', name: 'Tokyo', safety: 'guarded' })];
    const { engine } = await open([web], { profiles });

    await press('Terminate');
    await press('Terminate 1');
    await type('yes');
    await press('Terminate 1');
    expect(startsOf(engine)).toEqual([]);

    await type('terminate');
    await press('Terminate 1');
    expect(startsOf(engine)).toHaveLength(1);
  });

  it('never gains a target, and shows what became of those it has', async () => {
    const { engine, page } = await open([web, db]);
    await press('Terminate');

    engine.changeRows('instances', {
      upserted: [{ ...web, state: 'stopped' }, anInstanceRow({ id: 'i-00000003', hostname: 'new-1' })],
      removed: [db.key],
    });
    await draw(page);

    expect(linesOf('Will be done')).toEqual([
      'web-1i-00000001Tokyohn-1runningwas running when you asked, now stopped',
    ]);
    expect(linesOf('Will be skipped')).toEqual(['db-1i-00000002Osakahn-9runninggone since you asked']);
    expect(text(dialog())).not.toContain('new-1');
  });

  it('does nothing to those with a warning unless told to', async () => {
    const warnings = [{ error: appError('operation/old-knowledge', 'old'), asOf: null }];
    const { engine } = await open([web], { check: () => ({ ...noObjection, warnings }) });
    await press('Reboot');
    expect(button('Reboot 0').disabled).toBe(true);

    document.querySelector<HTMLInputElement>('dialog input[type=checkbox]')?.click();
    await settle();
    await press('Reboot 1');

    expect(startsOf(engine)).toMatchObject([{ overrideWarnings: true }]);
  });

  it('stays open and says so when the run could not be started', async () => {
    const { engine } = await open([web]);
    await press('Stop');
    engine.failWith('runs.start', 'operation/not-journaled');

    await press('Stop 1');

    expect(text(dialog()?.querySelector('[role=alert]'))).toContain('journal');
  });
});

describe('an action that can’t be taken', () => {
  const reasonOf = (action: string) => button(action).title;

  it.each<[PowerAction, string, string]>([
    ['start', 'Start', 'Not possible while it is running.'],
    ['stop', 'Stop', ''],
  ])('says why: %s', async (_, label, reason) => {
    await open([web]);

    expect(reasonOf(label)).toBe(reason);
  });

  it.each([
    [{ profiles: [aProfileView({ name: 'Tokyo', safety: 'read-only' })] }, 'Tokyo is set to read-only.'],
    [{ statuses: [aDatacenterStatus('tokyo', { condition: 'unreachable' })] }, 'Tokyo can’t be reached.'],
  ])('says so of its datacenter, and does not ask: %j', async (options, reason) => {
    await open([web], options);

    await press('Stop');

    expect(reasonOf('Stop')).toBe(reason);
    expect(dialog()).toBeNull();
  });
});

describe('a run', () => {
  /** Shows a run of which one operation, on `web`, has failed. */
  async function withFailed(
    action: PowerAction,
    options: FakeEngineOptions = {},
    rows: readonly InstanceRow[] = [web],
  ): Promise<FakeEngine> {
    const operation = anOperation({
      intent: { action, datacenterId: 'tokyo', instanceId: 'i-00000001' },
      state: 'accepted',
    });
    const run = aRun({ action, counts: { accepted: 1 } });
    const { engine, page } = await open(rows, { runs: [run], operations: [operation], ...options });
    engine.changeOperations([{ ...operation, state: 'failed', error: appError('operation/dropped', 'no') }]);
    await draw(page);
    return engine;
  }
  const retriesOf = (engine: FakeEngine) =>
    engine.calls.filter(({ method }) => method === 'runs.retryFailed').map(({ input }) => input);

  it('is shown with each result, and what failed can be tried again', async () => {
    const { engine, page } = await open([web, db]);
    await press('Stop');
    await press('Stop 2');
    const [first, second] = engine.operations;
    if (first === undefined || second === undefined) throw new Error('two operations were started');

    engine.changeOperations([
      { ...first, state: 'confirmed' },
      { ...second, state: 'failed', error: appError('operation/dropped', 'dropped') },
    ]);
    await draw(page);
    expect([...document.querySelectorAll('.dock-items > li')].map(text)).toEqual([
      expect.stringContaining('faileddb-1'),
      expect.stringContaining('doneweb-1'),
    ]);
    await press('Try failed again');
    expect(engine.operations).toHaveLength(2);
    expect(text(dialog()?.querySelector('h2'))).toBe('Stop 1 instance?');
    await press('Stop 1');

    expect(engine.operations).toHaveLength(3);
    expect(engine.operations.at(-1)?.instanceId).toBe('i-00000002');
    await draw(page);
    expect(text(document.querySelector('.dock'))).toContain('tries a previous run again');
    expect(dialog()).toBeNull();
  });

  it('asks before it tries terminations again, with the word where a datacenter is guarded', async () => {
    const profiles = [aProfileView({ id: 'tokyo', name: 'Tokyo', safety: 'guarded' })];
    const engine = await withFailed('terminate', { profiles });

    await press('Try failed again');
    await press('Terminate 1');
    expect(retriesOf(engine)).toEqual([]);
    await type('terminate');
    await press('Terminate 1');

    expect(retriesOf(engine)).toEqual([
      { runId: 'run-1', operationIds: ['operation-1'], overrideWarnings: false },
    ]);
    expect(startsOf(engine)).toEqual([]);
  });

  it('asks nothing before it tries again what takes nothing away', async () => {
    const engine = await withFailed('start');

    await press('Try failed again');

    expect(dialog()).toBeNull();
    expect(retriesOf(engine)).toEqual([{ runId: 'run-1' }]);
  });

  it('overrides what a person overrides now, whatever was said the first time', async () => {
    const warnings = [{ error: appError('operation/old-knowledge', 'old'), asOf: null }];
    const engine = await withFailed('stop', { check: () => ({ ...noObjection, warnings }) });
    await press('Try failed again');

    document.querySelector<HTMLInputElement>('dialog input[type=checkbox]')?.click();
    await settle();
    await press('Stop 1');

    expect(retriesOf(engine)).toMatchObject([{ runId: 'run-1', overrideWarnings: true }]);
    expect(startsOf(engine)).toEqual([]);
  });

  it('says so where none of what it would ask about is in the inventory', async () => {
    const engine = await withFailed('stop', {}, []);

    await press('Try failed again');

    expect(dialog()).toBeNull();
    expect(text(document.querySelector('.commands'))).toContain('This record is not in the inventory.');
    expect(retriesOf(engine)).toEqual([]);
  });

  it('keeps trying again out of the place of cancelling: a second click on one is never on the other', async () => {
    const { engine, page } = await open([web, db]);
    await press('Stop');
    await press('Stop 2');
    const commands = () => [...document.querySelectorAll<HTMLButtonElement>('.commands button')];
    const [first] = engine.operations;
    if (first === undefined) throw new Error('an operation was started');
    expect(commands().map(nameOf)).toEqual(['Cancel what is not yet sent']);

    engine.changeOperations([{ ...first, state: 'failed', error: appError('operation/dropped', 'dropped') }]);
    await draw(page);
    expect(commands().map(nameOf)).toEqual(['Try failed again', 'Cancel what is not yet sent']);
    await press('Cancel what is not yet sent');

    expect(commands().map((each) => [nameOf(each), each.disabled])).toEqual([
      ['Try failed again', false],
      ['Cancel what is not yet sent', true],
    ]);
  });

  it('gives up what is not yet sent', async () => {
    const { engine } = await open([web, db]);
    await press('Stop');
    await press('Stop 2');

    await press('Cancel what is not yet sent');

    expect(engine.operations.map(({ state }) => state)).toEqual(['refused', 'refused']);
  });

  it('is shown again after a reload while it goes on', async () => {
    const before = createFakeEngine({ rows: { instances: [web] } });
    const link = before.connect();
    await link.call('runs.start', {
      intents: [
        { action: 'stop', datacenterId: web.datacenterId, instanceId: instanceIdSchema.parse('i-00000001') },
      ],
    });
    const runs = await link.call('runs.list', { limit: 10 });

    await open([web], { runs: runs.ok ? runs.value : [], operations: before.operations });

    expect(text(document.querySelector('[aria-label="Run in progress"] h2'))).toBe('Stop, 1 instance');
  });
});

// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { type App as VueApp, nextTick } from 'vue';
import type { ConnectionTest } from '#contract/connection-test.ts';
import { appError } from '#contract/errors.ts';
import { accountIdSchema } from '#contract/ids.ts';
import { ok } from '#contract/result.ts';
import { aDatacenterStatus, aProfileView } from '#contract/testing/builders.ts';
import { createFakeEngine, type FakeEngine, type FakeEngineOptions } from '#contract/testing/fake-engine.ts';
import { createPage } from '../../create-page.ts';
import { settle } from '../../testing/page-context.ts';

let app: VueApp | null = null;
afterEach(() => {
  app?.unmount();
  document.body.innerHTML = '';
});

async function open(options: FakeEngineOptions = {}): Promise<FakeEngine> {
  const engine = createFakeEngine(options);
  document.body.innerHTML = '<div id="app"></div>';
  app = createPage({ open: () => Promise.resolve(engine.connect()) });
  app.mount('#app');
  await settle();
  return engine;
}

const nameOf = (element: Element) =>
  element.getAttribute('aria-label') ?? element.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';

function button(name: string): HTMLButtonElement {
  const found = [...document.querySelectorAll('button')].find((each) => nameOf(each) === name);
  if (found === undefined) throw new Error(`no button "${name}"`);
  return found;
}

async function press(name: string): Promise<void> {
  button(name).click();
  await settle();
}

/** A submit button outside of its form: happy-dom does not follow its `form` attribute. */
async function pressSave(): Promise<void> {
  document.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true, bubbles: true }));
  await settle();
}

async function type(label: string, text: string): Promise<void> {
  const found = [...document.querySelectorAll('label')].find((each) => nameOf(each) === label);
  const input = found && document.getElementById(found.htmlFor);
  if (!(input instanceof HTMLInputElement)) throw new Error(`no field "${label}"`);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await nextTick();
}

const shown = () => document.body.textContent?.replaceAll(/\s+/g, ' ') ?? '';
const dialog = () => document.querySelector('dialog');
const called = (engine: FakeEngine, method: string) => engine.calls.filter((call) => call.method === method);

/** An engine whose connection tests end as told. */
function testingEngine(outcome: Partial<ConnectionTest>): FakeEngineOptions {
  return {
    handlers: {
      'profiles.startTest': (_, session) => {
        const test = { done: true, error: null, accounts: [], clockSkewMs: null, ...outcome };
        // Told before the start is answered, as a quick engine may.
        session.emit('profiles.testProgressed', { jobId: 'job-1', test });
        return ok({ jobId: 'job-1' });
      },
    },
  };
}

async function fillIn(account = 'a-shpoolxx'): Promise<void> {
  await press('Add datacenter');
  await type('Name', 'Kobe');
  await type('API address', 'http://kobe.example.com:9001/api');
  await type('Account 1: ID', account);
}

describe('the datacenters on the page', () => {
  it('welcomes a person who has none yet', async () => {
    await open();

    expect(shown()).toContain('Welcome to Nori');
  });

  it('say their condition in words, why, and when they are tried again', async () => {
    await open({
      profiles: [aProfileView({ id: 'osaka', name: 'Osaka' })],
      statuses: [
        aDatacenterStatus('osaka', {
          condition: 'unreachable',
          asOf: null,
          nextTryAt: Date.now() + 3_600_000 * 2.5,
          error: appError('endpoint/timeout', 'no answer'),
        }),
      ],
    });

    for (const words of [
      'Osaka',
      'Unreachable',
      'never read',
      'The server did not answer in time.',
      'Next try in 2 h',
    ])
      expect(shown()).toContain(words);
  });

  it('are tried at once and paused when asked', async () => {
    const engine = await open({
      profiles: [aProfileView({ id: 'osaka', name: 'Osaka' })],
      statuses: [aDatacenterStatus('osaka')],
    });

    await press('Read Osaka now');
    await press('Pause polling of Osaka');

    expect(called(engine, 'datacenters.refresh')).toHaveLength(1);
    expect(called(engine, 'datacenters.setPaused')[0]?.input).toEqual({
      datacenterId: 'osaka',
      paused: true,
    });
    expect(shown()).toContain('Paused');
    expect(button('Resume polling of Osaka')).toBeDefined();
  });

  it('are removed only after a question that names them', async () => {
    const engine = await open({ profiles: [aProfileView({ id: 'osaka', name: 'Osaka' })] });

    await press('Remove Osaka');
    expect(dialog()?.textContent).toContain('Remove “Osaka” from Nori?');
    expect(called(engine, 'profiles.remove')).toEqual([]);
    await press('Remove');

    expect(called(engine, 'profiles.remove')[0]?.input).toEqual({ datacenterId: 'osaka' });
    expect(dialog()).toBeNull();
    expect(shown()).not.toContain('Osaka');
  });
});

describe('the editor', () => {
  it('saves a new datacenter after its accounts were looked at', async () => {
    const engine = await open(testingEngine({}));

    await fillIn();
    await pressSave();

    expect(called(engine, 'profiles.startTest')).toHaveLength(1);
    expect(called(engine, 'profiles.save')[0]?.input).toMatchObject({
      profile: { name: 'Kobe', accounts: [{ id: 'a-shpoolxx' }] },
      secrets: {},
    });
    expect(dialog()).toBeNull();
    expect(shown()).toContain('Kobe');
  });

  it('asks before it believes an account that is empty everywhere', async () => {
    const account = accountIdSchema.parse('a-typo');
    const suspicion = appError('account/all-empty', 'empty');
    const engine = await open(testingEngine({ accounts: [{ account, lists: [], suspicion }] }));

    await fillIn('a-typo');
    await pressSave();
    expect(called(engine, 'profiles.save')).toEqual([]);
    expect(dialog()?.textContent).toContain('Nothing at all belongs to a-typo.');
    await press('Save anyway');

    expect(called(engine, 'profiles.save')).toHaveLength(1);
  });

  it('asks before it saves what could not be checked, and goes on editing when told to', async () => {
    const engine = await open(testingEngine({ error: appError('endpoint/refused', 'refused') }));

    await fillIn();
    await pressSave();
    expect(dialog()?.textContent).toContain('Nothing accepts connections at this address.');
    await press('Keep editing');

    expect(called(engine, 'profiles.save')).toEqual([]);
    expect(button('Save')).toBeDefined();
  });

  it('says what is wrong at each field, and sends nothing', async () => {
    const engine = await open();

    await press('Add datacenter');
    await type('API address', 'ftp://kobe');
    await pressSave();

    expect(dialog()?.textContent).toContain('Enter a name of at most 80 characters.');
    expect(dialog()?.textContent).toContain('Enter an address beginning with http:// or https://.');
    expect(called(engine, 'profiles.startTest')).toEqual([]);
  });

  it('does not lose what was typed without asking', async () => {
    await open();
    await press('Add datacenter');
    await type('Name', 'Kobe');

    await press('Cancel');
    expect(dialog()?.textContent).toContain('What you typed has not been saved.');
    await press('Discard changes');

    expect(dialog()).toBeNull();
  });

  it('closes at once when nothing was typed', async () => {
    await open();
    await press('Add datacenter');

    await press('Cancel');

    expect(dialog()).toBeNull();
  });

  it('says that a name is taken, at the name', async () => {
    await open({ ...testingEngine({}), profiles: [aProfileView({ id: 'x', name: 'Kobe' })] });

    await fillIn();
    await pressSave();

    expect(dialog()?.textContent).toContain('Another datacenter already has this name.');
  });

  it('shows that a secret is stored, never which, and sends only what was typed', async () => {
    const view = aProfileView({ id: 'x', name: 'Kobe', auth: { kind: 'basic', username: 'ops' } });
    const engine = await open({
      profiles: [{ ...view, hasSecret: { ...view.hasSecret, password: true } }],
    });

    await press('Edit Kobe');
    expect(dialog()?.textContent).toContain('Stored');
    await press('Replace');
    await type('Password', 'hunter2');
    await pressSave();

    expect(called(engine, 'profiles.save')[0]?.input).toMatchObject({ secrets: { password: 'hunter2' } });
  });
});

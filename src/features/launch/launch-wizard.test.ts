// @vitest-environment happy-dom
import { createPinia } from 'pinia';
import { afterEach, describe, expect, it } from 'vitest';
import { type App as VueApp, createApp, nextTick } from 'vue';
import { appError } from '#contract/errors.ts';
import type { Row } from '#contract/inventory.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { Template } from '#contract/template.ts';
import { aDatacenterStatus, anInstanceRow, aProfileView } from '#contract/testing/builders.ts';
import { createFakeEngine, type FakeEngine, type FakeEngineOptions } from '#contract/testing/fake-engine.ts';
import { pageContextKey } from '../../engine/page-context.ts';
import { createWords } from '../../i18n/words.ts';
import { type LaunchStart, useLaunchStore } from '../../stores/launch.ts';
import { aRecordRow, launchInventory } from '../../testing/launch-inventory.ts';
import { aPage, settle } from '../../testing/page-context.ts';
import LaunchHost from './LaunchHost.vue';

let app: VueApp | null = null;
afterEach(() => {
  app?.unmount();
  document.body.innerHTML = '';
});

function joined(...parts: readonly Partial<Record<ResourceKind, readonly Row[]>>[]) {
  const all: Partial<Record<ResourceKind, readonly Row[]>> = {};
  for (const part of parts) {
    for (const [kind, rows] of Object.entries(part) as [ResourceKind, readonly Row[]][])
      all[kind] = [...(all[kind] ?? []), ...rows];
  }
  return all;
}

const oneDatacenter: FakeEngineOptions = {
  profiles: [aProfileView({ id: 'tokyo', name: 'Tokyo' })],
  statuses: [aDatacenterStatus('tokyo')],
  rows: joined(launchInventory('tokyo'), {
    instances: [anInstanceRow({ hostname: 'web-2', owner: 'a-shpoolxx', memoryMb: 1_024 })],
  }),
};
const twoDatacenters: FakeEngineOptions = {
  profiles: [aProfileView({ id: 'tokyo', name: 'Tokyo' }), aProfileView({ id: 'osaka', name: 'Osaka' })],
  statuses: [aDatacenterStatus('tokyo'), aDatacenterStatus('osaka')],
  rows: joined(launchInventory('tokyo'), launchInventory('osaka', 'o')),
};

async function open(options: FakeEngineOptions, start: LaunchStart = { kind: 'empty' }) {
  const engine = createFakeEngine(options);
  const page = aPage(engine);
  document.body.innerHTML = '<div id="app"></div>';
  const pinia = createPinia();
  app = createApp(LaunchHost).provide(pageContextKey, page).use(pinia).use(createWords('en'));
  app.mount('#app');
  const launch = useLaunchStore(pinia);
  // The datacenters are there before anybody can ask for a launch.
  const { useDatacentersStore } = await import('../../stores/datacenters.ts');
  app.runWithContext(() => useDatacentersStore(pinia));
  await settle();
  launch.open(start);
  await look(page);
  look.page = page;
  return { engine, launch };
}

/** Lets everything arrive and be drawn. */
async function look(page = look.page): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await settle();
    page?.time.frame();
    await nextTick();
  }
}
look.page = null as ReturnType<typeof aPage> | null;

const wordsOf = (element: Element | null) => element?.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';
const shown = () => wordsOf(document.body);
const heading = () => wordsOf(document.querySelector('.launch-step h3'));

async function press(name: string): Promise<void> {
  const found = [...document.querySelectorAll('button')].find(
    (each) => (each.getAttribute('aria-label') ?? wordsOf(each)) === name,
  );
  if (found === undefined) throw new Error(`no button "${name}"`);
  found.click();
  await look();
}

function choiceOf(title: string): HTMLInputElement {
  const found = [...document.querySelectorAll<HTMLInputElement>('.choice input')].find(
    (each) => wordsOf(document.getElementById(each.getAttribute('aria-labelledby') ?? '')) === title,
  );
  if (found === undefined) throw new Error(`no choice "${title}"`);
  return found;
}

async function choose(title: string): Promise<void> {
  choiceOf(title).click();
  await look();
}

async function type(label: string, text: string): Promise<void> {
  const found = [...document.querySelectorAll('label')].find((each) => wordsOf(each) === label);
  const input = found && document.getElementById(found.htmlFor);
  if (!(input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement))
    throw new Error(`no field "${label}"`);
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await look();
}

async function goToNaming(): Promise<void> {
  await press('Next');
  await choose('Ubuntu 10.04');
  await press('Next');
  await choose('1 core, 512 MB');
  for (let step = 0; step < 4; step += 1) await press('Next');
}

const called = (engine: FakeEngine, method: string) => engine.calls.filter((call) => call.method === method);

describe('launching on the page', () => {
  it('sends nothing before the last step, and then the launches as they were chosen', async () => {
    const { engine, launch } = await open(oneDatacenter);

    await press('Next');
    await choose('Ubuntu 10.04');
    await press('Next');
    await choose('1 core, 512 MB');
    await press('Next');
    await type('Network scheduler', 'nat');
    await press('Next');
    await choose('web');
    await press('Next');
    await choose('laptop');
    await press('Next');
    await type('Hostname', 'web-{n}');
    await type('How many', '2');
    await type('First number', '3');
    expect(called(engine, 'runs.check')).toEqual([]);
    await press('To the review');
    expect(called(engine, 'runs.start')).toEqual([]);
    await press('Launch 2');

    const parameters = { imageId: 'wmi-lucid5', instanceSpecId: 'is-small', networkScheduler: 'nat' };
    expect(called(engine, 'runs.start')).toMatchObject([
      {
        input: {
          intents: ['web-3', 'web-4'].map((hostname) => ({
            action: 'launch',
            datacenterId: 'tokyo',
            account: 'a-shpoolxx',
            parameters: {
              ...parameters,
              hostname,
              securityGroupIds: ['sg-web'],
              sshKeyPairId: 'ssh-laptop',
              networkId: null,
            },
          })),
        },
      },
    ]);
    expect(document.querySelector('dialog')).toBeNull();
    expect(launch.lastRun).toMatchObject({ total: 2 });
  });

  it('says why an image or a spec can’t be chosen', async () => {
    await open(oneDatacenter);

    await press('Next');
    expect(choiceOf('Debian ARM').disabled).toBe(true);
    expect(shown()).toContain('No online host offers arm.');
    await choose('Ubuntu 10.04');
    await press('Next');

    expect(choiceOf('2 cores, 1 GB').disabled).toBe(true);
    expect(shown()).toContain('No online host offers lxc on x86_64.');
  });

  it('tells how many fit, by what is known of the hosts', async () => {
    await open(oneDatacenter);

    await press('Next');
    await choose('Ubuntu 10.04');
    await press('Next');
    await choose('1 core, 512 MB');

    expect(shown()).toContain('By what Nori knows, 7 of this spec fit.');
    expect(shown()).toContain('The host is offline.');
  });

  it('finds by all the words of a fact', async () => {
    await open(oneDatacenter);
    await press('Next');

    const search = document.querySelector<HTMLInputElement>('input[type=search]');
    if (search === null) throw new Error('no search');
    search.value = 'private cent';
    search.dispatchEvent(new Event('input', { bubbles: true }));
    await look();

    expect([...document.querySelectorAll('.choice-title')].map(wordsOf)).toEqual(['CentOS 5']);
  });

  it('shows every name with what is wrong with it', async () => {
    await open(oneDatacenter);
    await goToNaming();

    await type('Hostname', 'web-{n}');
    await type('How many', '2');

    expect(shown()).toContain('web-1');
    expect(shown()).toContain('web-2a live instance has this name');
    expect(shown()).toContain('1 name is taken.');
  });

  it('shows refusals, warnings and the exact request in words', async () => {
    const request = {
      method: 'POST' as const,
      path: '/instances.json',
      body: '{"instance":{"hostname":"web-1"}}',
    };
    await open({
      ...oneDatacenter,
      check: (intent) =>
        intent.action === 'launch' && intent.parameters.hostname === 'web-2'
          ? {
              refusal: appError('operation/duplicate-hostname', 'taken'),
              warnings: [],
              request: null,
              account: null,
            }
          : {
              refusal: null,
              warnings: [{ error: appError('operation/no-security-group', 'none'), asOf: null }],
              request,
              account: null,
            },
    });
    await goToNaming();
    await type('Hostname', 'web-{n}');
    await type('How many', '2');

    await press('To the review');

    for (const words of [
      '1 instance is refused and will not be launched.',
      'Another live instance of this account, or of this run, has the hostname.',
      'No security group is chosen: the instance will have none at all.',
      '"hostname": "web-1"',
      "curl -X POST -H 'X-VDC-ACCOUNT-UUID: a-shpoolxx'",
      'http://tokyo.example.com:9001/api/instances.json',
      'Launch 1 in spite of warnings',
    ])
      expect(shown()).toContain(words);
  });

  it('asks before it closes on what was chosen', async () => {
    const { launch } = await open(oneDatacenter);
    await press('Next');
    await choose('Ubuntu 10.04');

    await press('Cancel');
    expect(shown()).toContain('What you have chosen so far will be lost.');
    await press('Go on choosing');
    expect(heading()).toBe('Image');
    await press('Cancel');
    await press('Discard');

    expect(launch.start).toBeNull();
  });

  it('carries choices over to another datacenter, and asks for what it lacks', async () => {
    await open(twoDatacenters);
    await choose('Tokyo');
    await goToNaming();
    document.querySelectorAll<HTMLButtonElement>('.rail button')[2]?.click();
    await look();

    await press('Go on in Osaka');

    expect(wordsOf(document.querySelector('.rail'))).toContain('Osaka, a-shpoolxx');
    expect(choiceOf('1 core, 512 MB').checked).toBe(true);
    expect(wordsOf(document.querySelector('.rail'))).toContain('Ubuntu 10.04');
  });

  it('opens on an instance to make more of, with the next number', async () => {
    const instance = anInstanceRow({
      hostname: 'web-02',
      owner: 'a-shpoolxx',
      securityGroupIds: ['sg-web', 'sg-gone'],
    });

    await open(oneDatacenter, { kind: 'like', instance });

    expect(heading()).toBe('Security groups');
    expect(shown()).toContain('Security group sg-gone is not here any more.');
    await press('Go on without');
    await press('Next');
    await press('Next');
    expect(shown()).toContain('web-03');
  });

  it('asks for the groups of a terminated instance, and says what else nobody knows of it', async () => {
    const instance = anInstanceRow({
      hostname: 'web-02',
      owner: 'a-shpoolxx',
      state: 'terminated',
      securityGroupIds: [],
    });
    const forgotten = 'The instance is terminated: in which security groups it was is no longer known.';

    await open(oneDatacenter, { kind: 'like', instance });

    expect(heading()).toBe('Security groups');
    expect(shown()).toContain(forgotten);
    await choose('web');
    expect(shown()).not.toContain(forgotten);
    await press('Back');
    expect(shown()).toContain('Which network scheduler the instance was launched with can’t be known.');
    await type('Network scheduler', 'nat');
    expect(shown()).not.toContain('Which network scheduler');
    for (let step = 0; step < 3; step += 1) await press('Next');
    expect(shown()).toContain('Whether a host was chosen for the instance can’t be known.');
    await press('To the review');
    expect(shown()).toContain('The user data of the instance is not carried over');
  });

  it('stays where the person went while lists go on coming in, and leaves waived what was', async () => {
    const instance = anInstanceRow({ owner: 'a-shpoolxx', securityGroupIds: [], sshKeyPairId: 'ssh-gone' });
    const { engine } = await open(oneDatacenter, { kind: 'like', instance });
    const news = async () => {
      engine.changeRows('instances', { upserted: [{ ...instance, state: 'stopping' }] });
      await look();
    };
    await press('Back');
    expect(heading()).toBe('Security groups');

    await news();
    expect(heading()).toBe('Security groups');
    await press('Next');
    await press('Go on without');
    await news();

    expect(heading()).toBe('SSH key');
    expect(shown()).not.toContain('is not here any more');
  });

  it('saves a template and launches from it', async () => {
    const { engine } = await open(oneDatacenter);
    await goToNaming();
    await type('Hostname', 'db-1');
    await type('Name of the template', 'Database');
    await press('Save template');
    const [saved] = called(engine, 'templates.save');

    expect(saved?.input).toMatchObject({
      name: 'Database',
      parameters: { hostname: 'db-1', imageId: 'wmi-lucid5' },
      resources: [{ kind: 'images', description: 'Ubuntu 10.04' }, { kind: 'instance_specs' }],
    });
    document.querySelectorAll<HTMLButtonElement>('.rail button')[0]?.click();
    await look();
    await press('Use: Database');
    expect(heading()).toBe('Name and placement');
  });

  it('begins with a template whose image is gone by asking for another', async () => {
    const template = {
      id: 'one',
      name: 'Old',
      datacenterId: 'tokyo',
      account: 'a-shpoolxx',
      parameters: { imageId: 'wmi-gone', instanceSpecId: 'is-small', securityGroupIds: [] },
      resources: [{ kind: 'images', id: 'wmi-gone', description: 'Ubuntu 8.04' }],
    } as unknown as Template; // as the contract fills it in below
    const { templateSchema } = await import('#contract/template.ts');

    await open(oneDatacenter, { kind: 'template', template: templateSchema.parse(template) });

    expect(heading()).toBe('Image');
    expect(shown()).toContain('Image Ubuntu 8.04 (wmi-gone) is not here any more. Choose another.');
  });

  it('says what it took in place of what a template lacks, and takes none of several alike', async () => {
    const group = (id: string) =>
      aRecordRow('security_groups', 'tokyo', { id, description: 'twin', rule: '', rules: [] });
    const template = {
      id: 'one',
      name: 'Old',
      datacenterId: 'tokyo',
      account: 'a-shpoolxx',
      parameters: { imageId: 'wmi-gone', instanceSpecId: 'is-small', securityGroupIds: ['sg-gone'] },
      resources: [
        { kind: 'images', id: 'wmi-gone', description: 'Ubuntu 10.04' },
        { kind: 'security_groups', id: 'sg-gone', description: 'twin' },
      ],
    } as unknown as Template; // as the contract fills it in below
    const { templateSchema } = await import('#contract/template.ts');
    const rows = joined(oneDatacenter.rows ?? {}, { security_groups: ['sg-one', 'sg-two'].map(group) });
    const inPlace = 'Image Ubuntu 10.04 (wmi-gone) is not here. Chosen instead: wmi-lucid5';

    await open({ ...oneDatacenter, rows }, { kind: 'template', template: templateSchema.parse(template) });

    expect(heading()).toBe('Security groups');
    expect(shown()).toContain('Security group twin (sg-gone) is not here, and several are described alike.');
    await press('Go on without');
    for (let step = 0; step < 3; step += 1) await press(step === 2 ? 'To the review' : 'Next');
    expect(shown()).toContain(inPlace);
    document.querySelectorAll<HTMLButtonElement>('.rail button')[1]?.click();
    await look();
    expect(shown()).toContain(inPlace);
    await choose('CentOS 5');
    expect(shown()).not.toContain(inPlace);
  });
});

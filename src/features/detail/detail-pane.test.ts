// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import { aDatacenterStatus, anInstanceRow, aProfileView, builtAt } from '#contract/testing/builders.ts';
import type { FakeEngineOptions } from '#contract/testing/fake-engine.ts';
import { en } from '../../i18n/en.ts';
import { useLaunchStore } from '../../stores/launch.ts';
import {
  aChange,
  aList,
  aRow,
  closePane,
  entries,
  firstInstance,
  key,
  named,
  openPane,
  press,
  shown,
  under,
} from '../../testing/detail-pane.ts';
import { settle } from '../../testing/page-context.ts';

const aHost = aRow('host_nodes', 'hn-1', {
  name: 'kvm-7',
  arch: 'x86_64',
  hypervisor: 'kvm',
  offeringCpuCores: 32,
  offeringMemoryMb: 65_536,
  status: 'online',
});
const aGroup = (id: string, description: string, rules: object[] = [], rule = '') =>
  aRow('security_groups', id, { description, rule, rules });
const aKey = (hasStoredPrivateKey: boolean) =>
  aRow('ssh_key_pairs', 'ssh-1', {
    description: 'laptop',
    publicKey: 'ssh-rsa AAAA\n',
    fingerprint: 'c1:4e',
    hasStoredPrivateKey,
  });
afterEach(closePane);

describe('the pane of an instance', () => {
  it('says what and where it is, and as of when', async () => {
    await openPane({ rows: { host_nodes: [aHost] } });

    expect(document.querySelector('h2')?.textContent).toBe('web');
    for (const words of ['Instance', 'Tokyo', 'running', 'i-00000001', 'Read 5 s ago'])
      expect(shown()).toContain(words);
    expect(named('button', 'kvm-7')).toBeDefined();
    expect([under('State'), under('Status'), under('Memory offered')]).toEqual([
      'running',
      'online',
      '64 GB',
    ]);
  });

  it('says of what it has read this second that it is just read', async () => {
    await openPane({ rows: { instances: [anInstanceRow({ fetchedAt: builtAt + 5_000 })] } });

    expect(shown()).toContain('Read just now');
  });

  it('offers no launch where nothing can be sent, and says why', async () => {
    const whyNot = async (options: FakeEngineOptions) => {
      await openPane(options);
      const button = named('button', 'Launch more like this');
      button.click();
      const reason = document.getElementById(button.getAttribute('aria-describedby') ?? '');
      const isOpened = useLaunchStore().start !== null;
      return [button.getAttribute('aria-disabled'), reason?.textContent, isOpened];
    };
    const profile = { id: 'tokyo', name: 'Tokyo', accounts: [{ id: 'a-shpoolxx' }] };

    expect(await whyNot({})).toEqual([null, undefined, true]);
    expect(await whyNot({ profiles: [aProfileView({ ...profile, safety: 'read-only' })] })).toEqual([
      'true',
      'Tokyo is set to read-only.',
      false,
    ]);
    expect(await whyNot({ statuses: [aDatacenterStatus('tokyo', { condition: 'unreachable' })] })).toEqual([
      'true',
      'Tokyo can’t be reached.',
      false,
    ]);
  });

  it('tells that the status of an instance that does not run says nothing', async () => {
    await openPane({ rows: { instances: [anInstanceRow({ state: 'stopped', hostNodeId: null })] } });

    expect(under('Status')).toContain('It means something only while the instance runs.');
    expect(shown()).toContain('An instance has no host before it is scheduled and while it is stopped.');
  });

  it('says why a reference is not resolved and keeps its id to be copied', async () => {
    const { engine } = await openPane();
    expect(shown()).toContain('Not known: its list has not been read yet.');
    expect(named('button', 'Copy hn-1')).toBeDefined();

    engine.setStatuses([aDatacenterStatus('tokyo', { lists: [aList('host_nodes', builtAt)] })]);
    await settle();
    expect(shown()).toContain('Not visible to these accounts, or gone.');
  });

  it('says since when what it refers to is gone', async () => {
    const at = new Date(2012, 0, 2, 3, 4).getTime();
    await openPane({ changes: [aChange({ kind: 'host_nodes', id: 'hn-1', what: 'disappeared', at })] });

    expect(shown()).toContain('Gone since 2012-01-02 03:04.');
  });

  it('puts its rules in words, and the group that a rule lets in by its description', async () => {
    const rules = [
      { kind: 'ports', permission: '', protocol: 'tcp', fromPort: 22, toPort: 22, source: '0.0.0.0/0' },
      { kind: 'ports', permission: '', protocol: 'tcp', fromPort: 80, toPort: 81, source: 'sg-front' },
    ];
    const groups = [aGroup('sg-default', 'web servers', rules), aGroup('sg-front', 'load balancers')];
    await openPane({ rows: { security_groups: groups } });
    await press('Security');

    const cells = [...document.querySelectorAll('tbody td')].map((cell) => cell.textContent?.trim());
    expect(cells.slice(0, 3)).toEqual(['TCP port 22 (SSH)', 'anywhere', 'TCP ports 80 to 81']);
    expect(cells[3]).toContain('members of');
    expect(named('td button', 'load balancers')).toBeDefined();
  });

  it('warns of a private key that the server hands out', async () => {
    const instances = [anInstanceRow({ sshKeyPairId: 'ssh-1' })];
    const warning = en.detail.privateKeyStored;
    await openPane({ rows: { instances, ssh_key_pairs: [aKey(true)] } });
    await press('Security');
    expect(shown()).toContain('c1:4e');
    expect(shown()).toContain(warning);

    await openPane({ rows: { instances, ssh_key_pairs: [aKey(false)] } });
    await press('Security');
    expect(shown()).not.toContain(warning);
  });

  it('reads again what changed, without being asked', async () => {
    const { engine } = await openPane();
    engine.changeRows('instances', { upserted: [anInstanceRow({ hostname: 'web', state: 'stopping' })] });
    engine.emit('timeline.appended', [aChange({})]);
    await settle();

    expect(under('State')).toBe('stopping');
  });

  it('keeps its last contents when it is gone, and says since when', async () => {
    const { engine } = await openPane({
      changes: [aChange({ what: 'disappeared', since: null, at: new Date(2012, 0, 2, 3, 4).getTime() })],
    });
    expect(shown()).toContain('Read 5 s ago');

    engine.changeRows('instances', { removed: [anInstanceRow().key] });
    engine.emit('timeline.appended', [aChange({ what: 'disappeared' })]);
    await settle();

    expect(shown()).toContain('Gone since 2012-01-02 03:04. These are its last known contents.');
    expect(under('Hostname')).toContain('web');
  });

  it('says that nothing new comes in, and of when it is', async () => {
    await openPane({ statuses: [aDatacenterStatus('tokyo', { condition: 'unreachable' })] });

    expect(shown()).toContain('Can’t be reached.');
    expect(shown()).toMatch(/As of \d{4}-\d\d-\d\d \d\d:\d\d, 5 s ago/);
  });

  it('says so when the engine can not give it, and asks again', async () => {
    const { engine, page } = await openPane({}, '#/instances');
    engine.failWith('inventory.record', 'store/unavailable');
    page.addressBar.type(firstInstance);
    await settle();
    expect(shown()).toContain('The details could not be loaded');

    engine.failWith('inventory.record', null);
    await press('Try again');

    expect(document.querySelector('h2')?.textContent).toBe('web');
  });

  it('appears as soon as what nothing was known of is there', async () => {
    const { engine } = await openPane({}, '#/instances/i/tokyo/i-late');
    expect(shown()).toContain('Nothing is known of this record');

    engine.changeRows('instances', { upserted: [anInstanceRow({ id: 'i-late', hostname: 'late' })] });
    engine.emit('timeline.appended', [aChange({ id: 'i-late', what: 'appeared' })]);
    await settle();

    expect(document.querySelector('h2')?.textContent).toBe('late');
  });

  it('says that a datacenter is not known here', async () => {
    await openPane({}, '#/instances/i/nowhere/i-1');

    expect(shown()).toContain('No datacenter of this name is set up in Nori.');
  });
});

describe('getting about in the pane', () => {
  it('leads to what a record refers to, and back', async () => {
    await openPane({ rows: { host_nodes: [aHost] } });
    await press('kvm-7');
    expect(document.querySelector('h2')?.textContent).toBe('kvm-7');
    expect(under('Cores offered')).toBe('32');

    await press('Back to Instance i-00000001');

    expect(document.querySelector('h2')?.textContent).toBe('web');
    expect(() => named('button', 'Back to Instance i-00000001')).toThrow();
  });

  it('goes through its sections with the arrow keys, and remembers the last', async () => {
    const { engine, page } = await openPane();
    const tabs = document.querySelector('[role=tablist]');
    if (tabs === null) throw new Error('no tabs');
    await key(tabs, 'ArrowLeft');
    expect(document.activeElement).toBe(named('[role=tab]', 'Document'));
    const panel = document.querySelector('[role=tabpanel]');
    expect(panel?.getAttribute('aria-labelledby')).toBe(document.activeElement?.id);

    page.time.advance(1_000);
    await settle();

    const saved = engine.calls.findLast(({ method }) => method === 'settings.save');
    expect(saved?.input).toMatchObject({ views: { detail: { tab: 'document' } } });
  });

  it('is closed with Escape, and gives the list the focus back', async () => {
    const { page } = await openPane();
    await key(named('[role=tab]', 'Overview'), 'Escape');

    expect(document.querySelector('aside')).toBeNull();
    expect(page.addressBar.read()).toBe('#/instances');
    expect(document.activeElement?.getAttribute('role')).toBe('treegrid');
  });

  it('stays open while Escape means something elsewhere', async () => {
    await openPane();
    const input = document.createElement('input');
    document.body.append(input);
    await key(input, 'Escape');

    expect(document.querySelector('aside')).not.toBeNull();
  });

  it('tells the engine what is open, so that it keeps that fresh', async () => {
    const { engine } = await openPane();

    const report = engine.calls.find(({ method }) => method === 'attention.report');
    expect(report?.input).toMatchObject({ open: { kind: 'instances', key: 'tokyo/i-00000001' } });
  });
});

describe('the timeline', () => {
  it('tells what changed and when, and what happens meanwhile', async () => {
    const at = (minutes: number) => new Date(2011, 11, 22, 10, minutes).getTime();
    const change = aChange({
      since: at(2),
      at: at(5),
      fields: [{ field: 'state', before: 'running', after: 'shuttingdown' }],
    });
    const { engine } = await openPane({ changes: [change, aChange({ seq: 2, id: 'i-other' })] });
    await press('Timeline');
    expect(document.querySelector('h3')?.textContent).toBe('2011-12-22');
    expect(entries()).toEqual(['Changedbetween 10:02 and 10:05Staterunning → becameterminating']);

    engine.emit('timeline.appended', [
      aChange({
        seq: 3,
        at: at(9),
        since: at(9),
        fields: [{ field: 'hostname', before: 'web', after: 'web2' }],
      }),
      aChange({ seq: 4, id: 'i-other', fields: [{ field: 'hostname', before: 'a', after: 'not-ours' }] }),
    ]);
    await settle();

    expect(entries()).toHaveLength(2);
    expect(entries()[0]).toContain('web2');
    expect(shown()).not.toContain('not-ours');
  });

  it('says so when nothing was seen to change, and when it can not be read', async () => {
    const { engine } = await openPane();
    await press('Timeline');
    expect(shown()).toContain('No change seen yet');

    engine.failWith('timeline.list', 'store/unavailable');
    await press('Overview');
    await press('Timeline');
    expect(shown()).toContain('The timeline could not be read');
    engine.failWith('timeline.list', null);
    await press('Try again');
    expect(shown()).toContain('No change seen yet');
  });
});

describe('the document', () => {
  it('is text whatever stands in it, and can be searched', async () => {
    await openPane({ rows: { instances: [anInstanceRow({ hostname: '<img src=x onerror=alert(1)>' })] } });
    await press('Document');
    expect(document.querySelector('img')).toBeNull();

    const search = document.querySelector<HTMLInputElement>('input[type=search]');
    if (search === null) throw new Error('no search');
    search.value = 'IMG';
    search.dispatchEvent(new Event('input'));
    await nextTick();
    expect(document.querySelector('mark')?.textContent).toBe('img');
    expect(shown()).toContain('1 of 1');

    await key(search, 'Escape');
    expect(document.querySelector('mark')).toBeNull();
    expect(document.querySelector('aside')).not.toBeNull();
  });

  it('is copied as curl, with feedback', async () => {
    await openPane({ rows: { instances: [anInstanceRow({ accounts: ['a-shpoolxx'], owner: null })] } });
    await press('Document');
    await press('Copy as curl');

    expect(await navigator.clipboard.readText()).toBe(
      "curl -H 'X-VDC-ACCOUNT-UUID: a-shpoolxx' http://tokyo.example.com:9001/api/instances/i-00000001",
    );
    expect(shown()).toContain('Copied');
  });
});

import { describe, expect, it } from 'vitest';
import { appError } from '../errors.ts';
import { err, ok } from '../result.ts';
import { anInstanceRow, aProfileView } from '../testing/builders.ts';
import { createFakeEngine } from '../testing/fake-engine.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { connect } from './connect.ts';
import { serve } from './serve.ts';
import type { Handlers } from './service.ts';
import { createInbox, createTransportPair } from './transport.ts';

/** A page talking to a fake engine whose handlers the test replaces; bugs are noted instead of thrown. */
function wired(handlers: Partial<Handlers> = {}, checkOutputs = false) {
  const [engineEnd, pageEnd] = createTransportPair();
  const bugs: { event: string; cause: unknown }[] = [];
  const engine = createFakeEngine({ handlers });
  const clock = new FakeClock();
  const server = serve(engine.service, engineEnd, {
    newId: () => 'session-1',
    reportBug: (event, cause) => `bug-${String(bugs.push({ event, cause }))}`,
    checkOutputs,
  });
  const page = connect(pageEnd, { after: (ms, callback) => clock.after(ms, callback) });
  return { engine, server, page, bugs, clock };
}

/** A raw end of the wire, for what no honest page would send. */
function rawPage(handlers: Partial<Handlers> = {}) {
  const [engineEnd, pageEnd] = createTransportPair();
  const bugs: unknown[] = [];
  const received: unknown[] = [];
  serve(createFakeEngine({ handlers }).service, engineEnd, {
    newId: () => 'session-1',
    reportBug: (_event, cause) => `bug-${String(bugs.push(cause))}`,
  });
  pageEnd.on({ message: (message) => received.push(message), closed: () => undefined });
  const ask = async (method: unknown, input: unknown, id: unknown = 'call-1') => {
    pageEnd.post({ t: 'q', m: 'call', i: id, a: [method, input] });
    await new FakeClock().settle();
    return received.at(-1);
  };
  return { post: pageEnd.post, received, bugs, ask };
}

describe('a call', () => {
  it('answers the value of the method', async () => {
    const { page } = wired({ 'profiles.list': () => ok([aProfileView({ id: 'osaka' })]) });

    const result = await page.call('profiles.list', null);

    expect(result).toEqual(ok([aProfileView({ id: 'osaka' })]));
  });

  it('carries an expected failure as data, with its code and details', async () => {
    const failure = appError('profile/not-found', 'no such datacenter', { datacenterId: 'osaka' });
    const { page, bugs } = wired({ 'profiles.remove': () => err(failure) });

    const result = await page.call('profiles.remove', { datacenterId: aProfileView().profile.id });

    expect(result).toEqual(err(failure));
    expect(bugs).toEqual([]);
  });

  it('fills defaults in before the handler sees the input', async () => {
    const { page, engine } = wired();

    await page.call('settings.save', { sidebarWidth: 300 });

    expect(engine.calls.at(-1)?.input).toEqual({
      theme: 'system',
      locale: 'system',
      sidebarWidth: 300,
      views: {},
    });
  });

  it('names the path of the first thing wrong with an input, and never runs the handler', async () => {
    const { page, engine } = wired();

    const result = await page.call('timeline.list', { limit: 5_000 });

    expect(result).toMatchObject({
      ok: false,
      error: { code: 'contract/invalid-request', details: { method: 'timeline.list', path: 'limit' } },
    });
    expect(engine.calls).toEqual([]);
  });

  it('answers an input that no transport can carry as an invalid request', async () => {
    const { page } = wired();

    const result = await page.call('settings.save', { views: { grid: (() => 0) as never } });

    expect(result).toMatchObject({ ok: false, error: { code: 'contract/invalid-request' } });
    expect((await page.call('profiles.list', null)).ok).toBe(true);
  });

  it('hides what a handler threw behind an id under which the log has it', async () => {
    const secret = new Error('password is hunter2');
    const { page, bugs } = wired({
      'profiles.list': () => {
        throw secret;
      },
    });

    const result = await page.call('profiles.list', null);

    expect(result).toEqual(err(appError('internal/bug', 'a bug in Nori', { id: 'bug-1' })));
    expect(bugs).toEqual([{ event: 'rpc.call profiles.list', cause: secret }]);
  });

  it('reports an answer that no transport can carry, and answers a bug in its place', async () => {
    const { page, bugs } = wired({ 'profiles.list': () => ok([(() => 0) as never]) });

    const result = await page.call('profiles.list', null);

    expect(result).toMatchObject({ ok: false, error: { code: 'internal/bug', details: { id: 'bug-1' } } });
    expect(bugs).toHaveLength(1);
  });

  it('reports an answer that breaks the contract where outputs are checked', async () => {
    const { page, bugs } = wired({ 'profiles.list': () => ok([{ nonsense: true } as never]) }, true);

    const result = await page.call('profiles.list', null);

    expect(result).toMatchObject({ ok: false, error: { code: 'internal/bug' } });
    expect(bugs).toHaveLength(1);
  });
});

describe('the end of waiting', () => {
  const never = () => new Promise<never>(() => undefined);

  it('comes at the deadline of the method', async () => {
    const { page, clock } = wired({ 'profiles.list': never });
    const answer = page.call('profiles.list', null);

    await clock.advance(15_000);

    await expect(answer).resolves.toMatchObject({
      ok: false,
      error: { code: 'contract/timeout', retryable: true },
    });
  });

  it('comes at once for all pending calls when the peer dies, and leaves no timer behind', async () => {
    const { page, server, clock } = wired({ 'profiles.list': never, 'datacenters.list': never });
    const answers = Promise.all([page.call('profiles.list', null), page.call('datacenters.list', null)]);

    server.close();

    const closed = { ok: false, error: { code: 'contract/closed' } };
    await expect(answers).resolves.toMatchObject([closed, closed]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('comes at once for every call after the connection is gone', async () => {
    const { page, server, engine } = wired();
    server.close();

    const result = await page.call('profiles.list', null);

    expect(result).toMatchObject({ ok: false, error: { code: 'contract/closed', retryable: true } });
    expect(page.state).toBe('closed');
    expect(engine.calls).toEqual([]);
  });

  it('is a rejection with the reason when the caller cancels, before or amid the call', async () => {
    const { page, clock } = wired({ 'profiles.list': never });
    const controller = new AbortController();
    const amid = page.call('profiles.list', null, { signal: controller.signal });

    controller.abort('closed the wizard');

    await expect(amid).rejects.toBe('closed the wizard');
    const before = page.call('profiles.list', null, { signal: controller.signal });
    await expect(before).rejects.toBe('closed the wizard');
    expect(clock.pendingTimers).toBe(0);
  });

  it('leaves the answer alone when the caller cancels too late', async () => {
    const { page } = wired();
    const controller = new AbortController();

    const result = await page.call('profiles.list', null, { signal: controller.signal });
    controller.abort();

    expect(result).toEqual(ok([]));
  });
});

describe('an event', () => {
  it('reaches every listener of its name until that listener leaves', async () => {
    const { page, engine, clock } = wired();
    const heard: string[] = [];
    const leave = page.on('profiles.changed', () => heard.push('first'));
    page.on('profiles.changed', () => heard.push('second'));
    page.on('datacenters.changed', () => heard.push('another event'));

    engine.emit('profiles.changed', []);
    await clock.settle();
    leave();
    engine.emit('profiles.changed', []);
    await clock.settle();

    expect(heard).toEqual(['first', 'second', 'second']);
  });

  it('arrives in the order in which it was sent', async () => {
    const { page, engine, clock } = wired();
    const revisions: number[] = [];
    page.on('inventory.changed', (delta) => revisions.push(delta.revision));
    await page.call('inventory.subscribe', { kind: 'instances' });

    for (let n = 0; n < 50; n++) engine.changeRows('instances', { upserted: [anInstanceRow()] });
    await clock.settle();

    expect(revisions).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
  });

  it('is kept back and reported when it breaks the contract where outputs are checked', async () => {
    const { page, engine, bugs, clock } = wired({}, true);
    const heard: unknown[] = [];
    page.on('profiles.changed', (profiles) => heard.push(profiles));

    engine.emit('profiles.changed', [{ nonsense: true } as never]);
    await clock.settle();

    expect(heard).toEqual([]);
    expect(bugs.map((bug) => bug.event)).toEqual(['rpc.event profiles.changed']);
  });

  it('is no longer sent to a page that left, and its session is disposed of once', async () => {
    const disposed: string[] = [];
    const [engineEnd, pageEnd] = createTransportPair();
    const { service } = createFakeEngine();
    const opened: Parameters<typeof service.opened>[0][] = [];
    const watched = { ...service, opened: (session: (typeof opened)[number]) => void opened.push(session) };
    const server = serve(watched, engineEnd, { newId: () => 'only', reportBug: () => 'bug' });
    opened[0]?.onClosed(() => disposed.push('early'));

    connect(pageEnd).close();
    server.close();
    opened[0]?.onClosed(() => disposed.push('late'));
    opened[0]?.emit('profiles.changed', []);

    expect(disposed).toEqual(['early', 'late']);
  });

  it('tells its listeners of the end once, also those that come late', () => {
    const { page, server } = wired();
    const told: string[] = [];
    page.onClosed(() => told.push('early'));
    page.onClosed(() => told.push('left'))();

    server.close();
    page.close();
    page.onClosed(() => told.push('late'));

    expect(told).toEqual(['early', 'late']);
  });
});

describe('the engine against a dishonest page', () => {
  const garbage: unknown[] = [
    undefined,
    null,
    0,
    'q',
    [],
    {},
    { t: 'q' },
    { t: 'q', m: 'call' },
    { t: 'q', m: 'call', a: [] },
    { t: 'q', m: 'call', i: 'no arguments' },
    { t: 'q', m: 'call', i: 'one argument', a: ['app.info'] },
    { t: 'q', m: 'call', i: 7, a: ['app.info', null] },
    { t: 'q', m: 'call', i: '', a: ['app.info', null] },
    { t: 'q', m: 'call', i: 'x'.repeat(1_000_000), a: ['app.info', null] },
    { t: 'q', m: 'call', i: 'name of another type', a: [{}, null] },
    { t: 'q', m: 'constructor', i: 'a', a: ['return process', null] },
    { t: 'q', m: '__proto__', i: 'b', a: ['x', null] },
    { t: 'q', m: 'toString', i: 'c', a: ['x', null], o: true },
    { t: 's', i: 'never asked', r: 1 },
    { t: 's', i: 'never asked', e: 'x' },
    new Map([['t', 'q']]),
  ];

  it('ignores what is no call and goes on serving', async () => {
    const raw = rawPage();

    for (const message of garbage) raw.post(message);
    const answer = await raw.ask('profiles.list', null);

    expect(raw.received).toEqual([{ t: 's', i: 'call-1', r: ok([]) }]);
    expect(answer).toEqual({ t: 's', i: 'call-1', r: ok([]) });
    expect(raw.bugs).toEqual([]);
  });

  it.each([
    'no.such',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    'app.info\0',
    'x'.repeat(1e6),
  ])('does not know a method %#', async (method) => {
    const answer = await rawPage().ask(method, null);

    expect(answer).toMatchObject({ r: { ok: false, error: { code: 'contract/unknown-method' } } });
    expect(JSON.stringify(answer).length).toBeLessThan(400);
  });

  it('does not let an input reach the prototype of anything', async () => {
    const input: unknown = JSON.parse(
      '{"views":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}',
    );

    const answer = await rawPage().ask('settings.save', input);

    expect(answer).toMatchObject({ t: 's' });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('refuses an input nested deeper than the stack', async () => {
    // Not through the pair in memory: structured clone itself gives up on this, JSON does not.
    const nested: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    const inbox = createInbox();
    const received: unknown[] = [];
    const transport = {
      on: inbox.on,
      close: inbox.close,
      post: (message: unknown) => void received.push(message),
    };
    serve(createFakeEngine().service, transport, { newId: () => 'only', reportBug: () => 'bug' });

    inbox.deliver({ t: 'q', m: 'call', i: 'deep', a: ['settings.save', { views: { nested } }] });
    await new FakeClock().settle();

    expect(received).toMatchObject([{ i: 'deep', r: { error: { code: 'contract/invalid-request' } } }]);
  });
});

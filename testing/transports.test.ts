import { afterEach, describe, expect, it } from 'vitest';
import { connect } from '#contract/rpc/connect.ts';
import { serve } from '#contract/rpc/serve.ts';
import type { Transport } from '#contract/rpc/transport.ts';
import { anInstanceRow } from '#contract/testing/builders.ts';
import { createFakeEngine } from '#contract/testing/fake-engine.ts';
import { type Ends, transports } from './transport-ends.ts';

/** Collects what an end hears, and waits until it has heard enough. */
function ear(end: Transport) {
  const heard: unknown[] = [];
  let closings = 0;
  let check: () => void = () => undefined;
  end.on({
    message: (message) => {
      heard.push(message);
      check();
    },
    closed: () => {
      closings += 1;
      check();
    },
  });
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      check = () => {
        if (condition()) resolve();
      };
      check();
    });
  return {
    heard,
    closings: () => closings,
    messages: (count: number) => until(() => heard.length >= count),
    closed: () => until(() => closings > 0),
  };
}

describe.each(transports)('a transport over $name', ({ open }) => {
  let ends: Ends;
  const opened = async () => (ends = await open());
  afterEach(async () => {
    ends.page.close();
    ends.engine.close();
    await ends.dispose();
  });

  it('carries messages whole and in order, both ways', async () => {
    const { engine, page } = await opened();
    const [atEngine, atPage] = [ear(engine), ear(page)];
    const messages = Array.from({ length: 200 }, (_, n) => ({
      n,
      text: '日本語 \u0000 \u2028',
      nested: [null, { n }],
    }));

    for (const message of messages) {
      page.post(message);
      engine.post(message);
    }
    await Promise.all([atEngine.messages(200), atPage.messages(200)]);

    expect(atEngine.heard).toEqual(messages);
    expect(atPage.heard).toEqual(messages);
  });

  it('carries a message of several megabytes', async () => {
    const { engine, page } = await opened();
    const atPage = ear(page);
    const message = { rows: Array.from({ length: 20_000 }, (_, n) => ({ n, text: 'x'.repeat(200) })) };

    engine.post(message);
    await atPage.messages(1);

    expect(atPage.heard).toEqual([message]);
  });

  it('delivers a copy, and leaves what was posted alone', async () => {
    const { engine, page } = await opened();
    const atPage = ear(page);
    const message = { list: [1, 2, 3] };

    engine.post(message);
    message.list.push(4);
    await atPage.messages(1);

    expect(atPage.heard).toEqual([{ list: [1, 2, 3] }]);
    expect(message.list).toEqual([1, 2, 3, 4]);
  });

  it('keeps what comes before anybody listens', async () => {
    const { engine, page } = await opened();

    engine.post('early');
    engine.post('bird');
    const atPage = ear(page);
    await atPage.messages(2);

    expect(atPage.heard).toEqual(['early', 'bird']);
  });

  it.each(['engine', 'page'] as const)('tells both ends once when the %s closes it', async (closer) => {
    const { engine, page } = await opened();
    const [atEngine, atPage] = [ear(engine), ear(page)];

    ends[closer].close();
    ends[closer].close();
    await Promise.all([atEngine.closed(), atPage.closed()]);

    expect([atEngine.closings(), atPage.closings()]).toEqual([1, 1]);
  });

  it('tells a listener that comes after the end', async () => {
    const { page } = await opened();

    page.close();
    const atPage = ear(page);
    await atPage.closed();

    expect(atPage.closings()).toBe(1);
  });

  it('does nothing with what is posted after the end', async () => {
    const { engine, page } = await opened();
    const atEngine = ear(engine);

    page.close();
    page.post('too late');
    await atEngine.closed();

    expect(atEngine.heard).toEqual([]);
  });

  it('carries the contract: calls, failures, events, and the end of it all', async () => {
    const { engine, page } = await opened();
    const rows = Array.from({ length: 700 }, (_, n) =>
      anInstanceRow({ id: `i-${String(n).padStart(8, '0')}` }),
    );
    const fake = createFakeEngine({ rows: { instances: rows } });
    const server = serve(fake.service, engine, {
      newId: () => 'only',
      reportBug: () => 'bug',
      checkOutputs: true,
    });
    const connection = connect(page);
    const delta = new Promise((resolve) => connection.on('inventory.changed', resolve));

    await connection.call('inventory.subscribe', { kind: 'instances' });
    const first = await connection.call('inventory.chunk', { kind: 'instances', offset: 0 });
    const rest = await connection.call('inventory.chunk', { kind: 'instances', offset: 500 });
    const refused = await connection.call('timeline.list', { limit: 0 });
    fake.changeRows('instances', { removed: [anInstanceRow().key] });

    expect(first).toEqual({ ok: true, value: { rows: rows.slice(0, 500), done: false } });
    expect(rest).toEqual({ ok: true, value: { rows: rows.slice(500), done: true } });
    expect(refused).toMatchObject({ ok: false, error: { code: 'contract/invalid-request' } });
    expect(await delta).toMatchObject({ revision: 1, removed: [anInstanceRow().key] });

    const closed = new Promise<void>((resolve) => connection.onClosed(resolve));
    server.close();
    await closed;
    const late = await connection.call('profiles.list', null);
    expect(late).toMatchObject({ ok: false, error: { code: 'contract/closed' } });
  });
});

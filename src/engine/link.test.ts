import { describe, expect, it } from 'vitest';
import { createFakeEngine } from '#contract/testing/fake-engine.ts';
import { aPage, settle } from '../testing/page-context.ts';
import { backoffMs } from './link.ts';

describe('the engine link', () => {
  it('goes from connecting to connected, and tells those who wait for that', async () => {
    const page = aPage(createFakeEngine());
    let times = 0;
    page.link.onConnected(() => (times += 1));
    expect(page.link.state.value.kind).toBe('connecting');

    await settle();

    expect(page.link.state.value.kind).toBe('connected');
    expect(times).toBe(1);
  });

  it('answers calls with contract/closed while there is no connection', async () => {
    const page = aPage(createFakeEngine());

    expect(await page.link.call('app.info', null)).toMatchObject({
      ok: false,
      error: { code: 'contract/closed' },
    });
  });

  it('says when the connection is lost, tries again, and keeps its listeners', async () => {
    const engine = createFakeEngine();
    const page = aPage(engine);
    const heard: string[] = [];
    let connections = 0;
    page.link.on('settings.changed', ({ theme }) => heard.push(theme));
    page.link.onConnected(() => (connections += 1));
    await settle();

    engine.disconnect();
    await settle();
    expect(page.link.state.value).toEqual({
      kind: 'lost',
      since: page.time.now(),
      retryAt: page.time.now() + 500,
    });

    page.time.advance(500);
    await settle();
    await page.link.call('settings.save', { theme: 'dark' });
    await settle();

    expect([page.link.state.value.kind, connections, heard]).toEqual(['connected', 2, ['dark']]);
  });

  it('waits longer after each failure, and not at all when asked to try now', async () => {
    const engine = createFakeEngine();
    const page = aPage(engine);
    await settle();
    page.isCut = true;
    const lostAt = page.time.now();
    engine.disconnect();
    await settle();
    page.time.advance(500);
    await settle();
    expect(page.link.state.value).toEqual({ kind: 'lost', since: lostAt, retryAt: page.time.now() + 1_000 });

    page.isCut = false;
    page.link.retryNow();
    await settle();

    expect(page.link.state.value.kind).toBe('connected');
  });

  it('stops hearing when told to, also over connections', async () => {
    const engine = createFakeEngine();
    const page = aPage(engine);
    let heard = 0;
    const stop = page.link.on('settings.changed', () => (heard += 1));
    await settle();
    stop();

    await page.link.call('settings.save', { theme: 'dark' });
    await settle();

    expect(heard).toBe(0);
  });
});

it('backs off between half and all of a doubling time, up to fifteen seconds', () => {
  expect([1, 2, 3, 20].map((attempt) => [backoffMs(attempt, 0), backoffMs(attempt, 1)])).toEqual([
    [250, 500],
    [500, 1_000],
    [1_000, 2_000],
    [7_500, 15_000],
  ]);
});

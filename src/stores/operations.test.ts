import { describe, expect, it } from 'vitest';
import { recordKeySchema } from '#contract/ids.ts';
import type { Operation } from '#contract/operation.ts';
import { createFakeEngine } from '#contract/testing/fake-engine.ts';
import { anOperation, aRun } from '#contract/testing/operation-builders.ts';
import { aPage, settle } from '../testing/page-context.ts';
import { useOperationsStore } from './operations.ts';

const key = recordKeySchema.parse('tokyo/i-00000001');
/** What `FakeTime` begins at. */
const start = 1_000_000;
const failed = (fields: { readonly [F in keyof Operation]?: unknown } = {}) =>
  anOperation({ state: 'failed', endedAt: start, ...fields });

async function open(operations: readonly Operation[]) {
  const engine = createFakeEngine({ runs: [aRun()], operations });
  const page = aPage(engine);
  const store = page.run(() => useOperationsStore());
  await settle();
  return { engine, page, store, told: () => store.telling.get(key)?.state ?? null };
}

describe('what a row tells of its instance', () => {
  it.each(['queued', 'sending', 'accepted'])('is an operation that is %s', async (state) => {
    const { told } = await open([anOperation({ state })]);

    expect(told()).toBe(state);
  });

  it.each(['failed', 'refused', 'unknown'])('is one that ended %s, for ten minutes', async (state) => {
    const { page, told } = await open([failed({ state })]);
    expect(told()).toBe(state);

    page.time.advance(10 * 60_000 - 1);
    expect(told()).toBe(state);
    page.time.advance(1);

    expect(told()).toBeNull();
  });

  it('is nothing once it was confirmed', async () => {
    const { engine, told } = await open([anOperation({ state: 'accepted' })]);

    engine.changeOperations([anOperation({ state: 'confirmed', endedAt: start })]);
    await settle();

    expect(told()).toBeNull();
  });

  it('is the newest: a later operation takes the place of a failed one, whichever is read first', async () => {
    const { told } = await open([anOperation({ seq: 2, state: 'confirmed', endedAt: start }), failed()]);

    expect(told()).toBeNull();
  });

  it('is no failure that somebody has seen', async () => {
    const { store, told } = await open([failed()]);

    store.see(failed());

    expect(told()).toBeNull();
  });

  it('goes on being told while it is open, whoever has seen it', async () => {
    const open_ = anOperation({ state: 'unknown', endedAt: null });
    const { page, store, told } = await open([open_]);

    store.see(open_);
    page.time.advance(60 * 60_000);

    expect(told()).toBe('unknown');
  });
});

import { describe, expect, it } from 'vitest';
import { appError } from '#contract/errors.ts';
import type { Operation } from '#contract/operation.ts';
import { err } from '#contract/result.ts';
import { type Intents, OperatedDatacenters } from '../../../testing/operated-datacenters.ts';

const told = (operations: readonly Operation[]) =>
  operations.map(({ state, error }) => (error === null ? state : `${state} ${error.code}`));

const minutes = (count: number) => count * 60_000;

/** Starts a run in spite of warnings and answers its id. */
async function start({ page }: OperatedDatacenters, intents: Intents): Promise<string> {
  const run = await page.get('runs.start', { intents, overrideWarnings: true });
  return run.id;
}

describe('launching', () => {
  it('shows the instance at once, and confirms it when it is seen running', async () => {
    const datacenters = await OperatedDatacenters.begin();
    const { world, page } = datacenters;

    const runId = await start(datacenters, datacenters.launches(['web-1']));
    await world.clock.advance(500);
    const [accepted] = await datacenters.operations(runId);
    const key = `tokyo/${accepted?.instanceId ?? ''}`;
    const shown = await page.get('inventory.record', { kind: 'instances', key });
    await world.clock.advance(minutes(1));

    expect(accepted).toMatchObject({ state: 'accepted', answer: { status: 200 }, attempts: 1 });
    expect(shown.value).toMatchObject({ hostname: 'web-1', state: 'scheduling' });
    expect(await datacenters.operations(runId)).toMatchObject([
      { state: 'confirmed', observed: { state: 'running' }, error: null },
    ]);
    expect(page.session.all('runs.changed').flat().at(-1)).toMatchObject({
      id: runId,
      counts: { confirmed: 1 },
    });
    expect(page.session.all('operations.changed').flat().at(-1)).toMatchObject({ state: 'confirmed' });
  });

  it('with a blank hostname is one without, and found where its answer was lost', async () => {
    const datacenters = await OperatedDatacenters.begin();
    datacenters.at().fault = () => 'lost-after';

    const runId = await start(datacenters, datacenters.launches(['']));
    await datacenters.world.clock.advance(minutes(5));

    expect(told(await datacenters.operations(runId))).toEqual(['confirmed']);
  });

  it('takes a lost answer for one instance, not two', async () => {
    const datacenters = await OperatedDatacenters.begin();
    const tokyo = datacenters.at();
    tokyo.fault = () => 'lost-after';

    const runId = await start(datacenters, datacenters.launches(['web-1', null]));
    await datacenters.world.clock.advance(minutes(5));

    expect(await datacenters.operations(runId)).toMatchObject([
      { state: 'confirmed', answer: null, attempts: 1 },
      { state: 'confirmed', answer: null, attempts: 1 },
    ]);
    expect(tokyo.writes.map(({ method }) => method)).toEqual(['POST', 'POST']);
    expect(tokyo.states().size).toBe(2);
  });

  it('that no host can take, or that does not boot, fails as what was seen', async () => {
    const datacenters = await OperatedDatacenters.begin();
    datacenters.at().simulator.world.failNext('boot');

    const boot = await start(datacenters, datacenters.launches(['web-1']));
    await datacenters.world.clock.advance(minutes(1));
    const place = await start(
      datacenters,
      datacenters.launches(['web-2'], 'tokyo', { networkScheduler: 'no' }),
    );
    await datacenters.world.clock.advance(minutes(1));

    expect(told(await datacenters.operations(boot))).toEqual(['failed operation/boot-failed']);
    expect(told(await datacenters.operations(place))).toEqual(['failed operation/placement-failed']);
  });

  it('over the quota, a bare 500, is known to have made nothing as soon as the list has been read', async () => {
    const datacenters = await OperatedDatacenters.begin(['tokyo'], {
      configuration: { instanceQuotaWeight: 0.5 },
    });

    const runId = await start(datacenters, datacenters.launches(['web-1']));
    await datacenters.world.clock.advance(20_000);

    expect(await datacenters.operations(runId)).toMatchObject([
      { state: 'failed', answer: { status: 500 }, error: { code: 'operation/server-failed' } },
    ]);
    expect(datacenters.at().states().size).toBe(0);
  });

  it('carries user data that is neither journaled nor told', async () => {
    const datacenters = await OperatedDatacenters.begin();
    const userData = 'password=hunter2';

    const runId = await start(datacenters, datacenters.launches(['web-1'], 'tokyo', { userData }));
    await datacenters.world.clock.advance(minutes(1));

    const [operation] = await datacenters.operations(runId);
    expect(datacenters.at().writes[0]?.body).toContain(userData);
    expect(operation).toMatchObject({ state: 'confirmed', userDataLength: 16 });
    expect(JSON.stringify(operation)).not.toContain('hunter2');
    expect(JSON.stringify(datacenters.page.session.all('operations.changed'))).not.toContain('hunter2');
  });

  it('is not taken to have made what one beside it is still being asked for', async () => {
    const datacenters = await OperatedDatacenters.begin();
    const faults = ['hangs-after', 'fails-before'] as const;
    let sent = 0;
    datacenters.at().fault = () => faults[sent++] ?? 'none';

    const runId = await start(datacenters, datacenters.launches([null, null]));
    await datacenters.world.clock.advance(15_000);
    const during = await datacenters.operations(runId);
    await datacenters.world.clock.advance(minutes(3));

    expect(datacenters.at().states().size).toBe(1);
    expect(during.map(({ state, instanceId }) => [state, instanceId])).toEqual([
      ['sending', null],
      ['unknown', null],
    ]);
    // The answer never came, so nothing tells which of them made it.
    expect(told(await datacenters.operations(runId))).toEqual([
      'unknown operation/ambiguous',
      'unknown operation/ambiguous',
    ]);
  });

  it('of two alike with one found is for a person to say', async () => {
    const datacenters = await OperatedDatacenters.begin();
    const { page, world } = datacenters;
    const faults = ['lost-before', 'lost-after'] as const;
    let sent = 0;
    datacenters.at().fault = () => faults[sent++] ?? 'none';

    const runId = await start(datacenters, datacenters.launches([null, null]));
    await world.clock.advance(minutes(3));
    const open = await datacenters.operations(runId);
    const [candidate] = open[0]?.candidates ?? [];
    const resolved = await page.get('operations.resolve', {
      operationId: open[1]?.id ?? '',
      instanceId: candidate ?? null,
    });
    await world.clock.advance(minutes(3));

    expect(told(open)).toEqual(['unknown operation/ambiguous', 'unknown operation/ambiguous']);
    expect(open.map(({ candidates }) => candidates.length)).toEqual([1, 1]);
    expect(resolved.instanceId).toBe(candidate);
    expect(told(await datacenters.operations(runId))).toEqual(['failed operation/not-made', 'confirmed']);
    expect(
      await page.ask('operations.resolve', { operationId: resolved.id, instanceId: null }),
    ).toMatchObject({ error: { code: 'operation/not-resolvable' } });
  });
});

describe('acting on instances', () => {
  it('stops, starts, reboots and terminates, each confirmed by what is seen', async () => {
    const datacenters = await OperatedDatacenters.begin();
    const [id = ''] = datacenters.runningInstances(1);
    await datacenters.world.clock.advance(minutes(2));
    const results: string[] = [];

    for (const action of ['reboot', 'stop', 'start', 'terminate'] as const) {
      const runId = await start(datacenters, datacenters.actions(action, [id]));
      await datacenters.world.clock.advance(minutes(1));
      results.push(`${action} ${told(await datacenters.operations(runId)).join()}`);
    }

    expect(results).toEqual(['reboot confirmed', 'stop confirmed', 'start confirmed', 'terminate confirmed']);
    expect(datacenters.at().states().get(id)).toBe('terminated');
    expect(datacenters.at().writes.map(({ path }) => path.split('/').at(-1))).toEqual([
      'reboot',
      'stop',
      'start',
      id,
    ]);
  });

  it('notices what dcmgr takes and drops', async () => {
    const datacenters = await OperatedDatacenters.begin();
    const [id = ''] = datacenters.runningInstances(1);
    await datacenters.world.clock.advance(minutes(2));
    const tokyo = datacenters.at();
    tokyo.fault = () => 'drops';

    const runId = await start(datacenters, datacenters.actions('terminate', [id]));
    await datacenters.world.clock.advance(minutes(2));
    const early = told(await datacenters.operations(runId));
    await datacenters.world.clock.advance(minutes(2));

    expect(early).toEqual(['accepted']);
    expect(await datacenters.operations(runId)).toMatchObject([
      { state: 'failed', error: { code: 'operation/dropped' }, observed: { state: 'running' } },
    ]);
  });

  it('repeats a request of which nothing can have arrived, but never a launch', async () => {
    const datacenters = await OperatedDatacenters.begin();
    const ids = datacenters.runningInstances(1);
    await datacenters.world.clock.advance(minutes(2));
    const tokyo = datacenters.at();
    let asked = 0;
    tokyo.fault = () => (asked++ < 2 ? 'unsent' : 'none');

    const stop = await start(datacenters, datacenters.actions('stop', ids));
    await datacenters.world.clock.advance(minutes(1));
    asked = 0;
    const launch = await start(datacenters, datacenters.launches(['web-1']));
    await datacenters.world.clock.advance(minutes(1));

    expect(await datacenters.operations(stop)).toMatchObject([{ state: 'confirmed', attempts: 3 }]);
    expect(await datacenters.operations(launch)).toMatchObject([
      { state: 'failed', attempts: 1, error: { code: 'endpoint/refused' } },
    ]);
  });

  it('does 200 at once with failures among them, and tries the failed again', async () => {
    const datacenters = await OperatedDatacenters.begin(['tokyo'], {
      hosts: 12,
      configuration: { instanceQuotaWeight: 10_000 },
    });
    const ids = datacenters.runningInstances(200);
    await datacenters.world.clock.advance(minutes(5));
    const tokyo = datacenters.at();
    let asked = 0;
    tokyo.fault = () => (asked++ % 10 === 3 ? 'fails-before' : 'none');

    const runId = await start(datacenters, datacenters.actions('stop', ids));
    await datacenters.world.clock.advance(minutes(10));
    const first = told(await datacenters.operations(runId));
    tokyo.fault = () => 'none';
    const again = await datacenters.page.get('runs.retryFailed', { runId });
    await datacenters.world.clock.advance(minutes(3));

    expect(first.filter((one) => one === 'confirmed')).toHaveLength(180);
    expect(first.filter((one) => one === 'failed operation/no-effect')).toHaveLength(20);
    expect(again).toMatchObject({ total: 20, retryOf: runId, action: 'stop' });
    expect(told(await datacenters.operations(again.id))).toEqual(Array(20).fill('confirmed'));
    expect([...tokyo.states().values()].every((state) => state === 'stopped')).toBe(true);
    expect(await datacenters.page.ask('runs.retryFailed', { runId: again.id })).toMatchObject({
      error: { code: 'operation/nothing-to-retry' },
    });
  });
});

describe('a run', () => {
  it('over several datacenters goes on where one hangs', async () => {
    const datacenters = await OperatedDatacenters.begin(['osaka', 'tokyo']);
    const intents = ['osaka', 'tokyo'].flatMap((id) => [
      ...datacenters.launches(
        Array.from({ length: 5 }, (_, at) => `${id}-${String(at)}`),
        id,
      ),
    ]);
    datacenters.at('osaka').isHanging = true;

    const runId = await start(datacenters, intents);
    await datacenters.world.clock.advance(minutes(1));
    const during = told(await datacenters.operations(runId));
    datacenters.at('osaka').isHanging = false;
    await datacenters.world.clock.advance(minutes(15));

    expect(during.slice(5)).toEqual(Array(5).fill('confirmed'));
    expect(during.slice(0, 2)).toEqual(['unknown endpoint/timeout', 'unknown endpoint/timeout']);
    const after = await datacenters.operations(runId);
    expect(after.slice(0, 2).map(({ error }) => error?.code)).toEqual(Array(2).fill('operation/not-made'));
    expect(told(after.slice(2, 5)).every((one) => /^(confirmed|refused|failed)/.test(one))).toBe(true);
    const confirmed = after.slice(0, 5).filter(({ state }) => state === 'confirmed');
    expect(datacenters.at('osaka').states().size).toBe(confirmed.length);
  });

  it('can be cancelled as far as it is not yet sent', async () => {
    const datacenters = await OperatedDatacenters.begin();
    datacenters.at().fault = () => 'hangs-after';

    const runId = await start(datacenters, datacenters.launches(['a', 'b', 'c', 'd']));
    await datacenters.world.clock.advance(100);
    const run = await datacenters.page.get('runs.cancel', { runId });
    await datacenters.world.clock.advance(minutes(5));

    expect(run).toMatchObject({ counts: { sending: 2, refused: 2 }, cancelledAt: expect.any(Number) });
    expect(told(await datacenters.operations(runId))).toEqual([
      'confirmed',
      'confirmed',
      'refused operation/cancelled',
      'refused operation/cancelled',
    ]);
    expect(datacenters.at().writes).toHaveLength(2);
    // Nobody who cancelled them wants them when what failed is tried again.
    expect(run.retriable).toBe(0);
    expect(await datacenters.page.ask('runs.retryFailed', { runId })).toMatchObject({
      error: { code: 'operation/nothing-to-retry' },
    });
    expect(datacenters.at().writes).toHaveLength(2);
  });

  it('is tried again once, however often that is asked for', async () => {
    const datacenters = await OperatedDatacenters.begin();
    datacenters.at().fault = () => 'unsent';
    const runId = await start(datacenters, datacenters.launches(['a', 'b']));
    await datacenters.world.clock.advance(minutes(1));
    datacenters.at().fault = () => 'none';
    const [failed] = await datacenters.operations(runId);

    const again = await datacenters.page.get('runs.retryFailed', {
      runId,
      operationIds: [failed?.id ?? ''],
    });
    const rest = await datacenters.page.get('runs.retryFailed', { runId });
    const third = await datacenters.page.ask('runs.retryFailed', { runId });
    await datacenters.world.clock.advance(minutes(1));

    expect([again, rest].map(({ total }) => total)).toEqual([1, 1]);
    expect(third).toMatchObject({ error: { code: 'operation/nothing-to-retry' } });
    const [first, second] = await datacenters.operations(runId);
    expect(first?.retriedBy).toBe((await datacenters.operations(again.id))[0]?.id);
    expect(second?.retriedBy).toBe((await datacenters.operations(rest.id))[0]?.id);
    expect(datacenters.at().states().size).toBe(2);
  });

  it('can be tried again once more where that was cancelled before it was sent', async () => {
    const datacenters = await OperatedDatacenters.begin();
    datacenters.at().fault = () => 'unsent';
    const runId = await start(datacenters, datacenters.launches(['a', 'b', 'c', 'd']));
    await datacenters.world.clock.advance(minutes(1));
    datacenters.at().fault = () => 'hangs-after';

    const again = await datacenters.page.get('runs.retryFailed', { runId });
    await datacenters.world.clock.advance(100);
    await datacenters.page.get('runs.cancel', { runId: again.id });
    datacenters.at().fault = () => 'none';
    await datacenters.world.clock.advance(minutes(5));
    const rest = await datacenters.page.get('runs.retryFailed', { runId });
    await datacenters.world.clock.advance(minutes(5));

    expect(rest).toMatchObject({ total: 2, retryOf: runId });
    expect(told(await datacenters.operations(rest.id))).toEqual(['confirmed', 'confirmed']);
    expect(datacenters.at().states().size).toBe(4);
  });

  it('cut off by the engine’s end says of each item what became of it', async () => {
    const datacenters = await OperatedDatacenters.begin();
    const tokyo = datacenters.at();
    tokyo.fault = ({ body }) => (/web-[3-9]/.test(body) ? 'hangs-after' : 'none');
    const names = Array.from({ length: 8 }, (_, at) => `web-${String(at + 1)}`);

    const runId = await start(datacenters, datacenters.launches(names));
    await datacenters.world.clock.advance(50);
    datacenters.kill();
    await datacenters.start();
    const atOnce = told(await datacenters.operations(runId));
    await datacenters.world.clock.advance(minutes(5));

    expect(atOnce.slice(2)).toEqual([
      ...Array<string>(2).fill('unknown operation/no-answer'),
      ...Array<string>(4).fill('refused operation/interrupted'),
    ]);
    expect(told(await datacenters.operations(runId))).toEqual([
      ...Array<string>(4).fill('confirmed'),
      ...Array<string>(4).fill('refused operation/interrupted'),
    ]);
    expect(tokyo.writes).toHaveLength(4);
    expect(tokyo.states().size).toBe(4);
  });

  it('that is tried again after a restart does without launches whose user data is gone', async () => {
    const datacenters = await OperatedDatacenters.begin();
    datacenters.at().fault = () => 'unsent';
    const intents = [
      ...datacenters.launches(['web-1'], 'tokyo', { userData: 'secret' }),
      ...datacenters.launches(['web-2']),
    ];
    const runId = await start(datacenters, intents);
    await datacenters.world.clock.advance(minutes(1));
    datacenters.at().fault = () => 'none';
    datacenters.kill();
    await datacenters.start();
    await datacenters.world.clock.advance(minutes(1));

    const again = await datacenters.page.get('runs.retryFailed', { runId });
    await datacenters.world.clock.advance(minutes(1));

    expect(told(await datacenters.operations(again.id))).toEqual([
      'refused operation/user-data-gone',
      'confirmed',
    ]);
  });

  it('sends nothing that it can not journal', async () => {
    const datacenters = await OperatedDatacenters.begin();
    datacenters.world.journal.begin = () => err(appError('store/unavailable', 'disk full'));

    const answer = await datacenters.page.ask('runs.start', {
      intents: datacenters.launches(['web-1']),
      overrideWarnings: true,
    });
    await datacenters.world.clock.advance(minutes(1));

    expect(answer).toMatchObject({ ok: false, error: { code: 'store/unavailable' } });
    expect(datacenters.at().writes).toEqual([]);
  });

  it('keeps an outcome that the journal does not take, tells it, and writes it later', async () => {
    const datacenters = await OperatedDatacenters.begin();
    const { world, page } = datacenters;
    const { journal } = world;
    const write = journal.write.bind(journal);
    const full = appError('store/unavailable', 'disk full');
    journal.write = () => err(full);

    const runId = await start(datacenters, datacenters.launches(['web-1']));
    await world.clock.advance(minutes(1));
    const kept = journal.operations({ runId, limit: 1 });
    const shown = told(await datacenters.operations(runId));
    const { notices } = await page.get('app.info', null);
    journal.write = write;
    await start(datacenters, datacenters.launches(['web-2']));
    await world.clock.advance(minutes(1));

    expect(kept).toMatchObject({ value: [{ state: 'sending' }] });
    expect(shown).toEqual(['confirmed']);
    expect(notices).toEqual([full]);
    expect(journal.operations({ runId, limit: 1 })).toMatchObject({ value: [{ state: 'confirmed' }] });
    expect((await page.get('app.info', null)).notices).toEqual([]);
  });

  it('is no longer looked after when its datacenter is removed', async () => {
    const datacenters = await OperatedDatacenters.begin();
    datacenters.at().fault = () => 'hangs-after';
    const runId = await start(datacenters, datacenters.launches(['a', 'b', 'c']));
    await datacenters.world.clock.advance(100);

    await datacenters.page.get('profiles.remove', { datacenterId: 'tokyo' as never });
    await datacenters.world.clock.advance(minutes(5));

    const operations = await datacenters.operations(runId);
    expect(told(operations)).toEqual([
      'unknown profile/not-found',
      'unknown profile/not-found',
      'refused profile/not-found',
    ]);
    expect(operations.every(({ endedAt }) => endedAt !== null)).toBe(true);
    expect(datacenters.world.logger.bugs).toEqual([]);
  });
});

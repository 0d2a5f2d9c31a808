import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isUnfinished, type Operation } from '#contract/operation.ts';
import { ask } from '../../../testing/a-datacenter.ts';
import { type Intents, OperatedDatacenters } from '../../../testing/operated-datacenters.ts';
import type { WriteFault } from '../../../testing/simulated-dcmgr.ts';
import { encodeIntent } from './encode-intent.ts';

const faults: readonly WriteFault[] = [
  'none',
  'unsent',
  'lost-before',
  'lost-after',
  'hangs-before',
  'hangs-after',
  'fails-before',
  'fails-after',
  'drops',
  'page',
];

type Step =
  | { readonly kind: 'launch'; readonly named: boolean; readonly count: number }
  | {
      readonly kind: 'act';
      readonly action: 'start' | 'stop' | 'reboot' | 'terminate';
      readonly first: number;
      readonly count: number;
    }
  | { readonly kind: 'wait'; readonly ms: number }
  /** It takes requests and says nothing, to polls and writes alike. */
  | { readonly kind: 'silence'; readonly ms: number }
  | { readonly kind: 'kill' }
  | { readonly kind: 'cancel' };

const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('launch' as const),
      named: fc.boolean(),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      action: fc.constantFrom('start', 'stop', 'reboot', 'terminate'),
      first: fc.nat({ max: 9 }),
      count: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('wait' as const),
      ms: fc.oneof(fc.nat({ max: 2_000 }), fc.nat({ max: 60_000 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('silence' as const),
      ms: fc.integer({ min: 1_000, max: 120_000 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'kill' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'cancel' as const }) },
);

const scenario = fc.record({
  faults: fc.array(fc.oneof(fc.constant('none' as const), fc.constantFrom(...faults)), { minLength: 1 }),
  steps: fc.array(steps, { minLength: 3, maxLength: 10 }),
});

type Scenario = { readonly faults: readonly WriteFault[]; readonly steps: readonly Step[] };

/** Plays a scenario, and then lets time pass until everything that can be known is. */
async function play({ faults: planned, steps: taken }: Scenario): Promise<OperatedDatacenters> {
  const datacenters = await OperatedDatacenters.begin();
  const { world } = datacenters;
  const ids = datacenters.runningInstances(10);
  for (const id of ids.slice(0, 4)) ask(datacenters.at().simulator, `PUT /api/instances/${id}/stop`);
  await world.clock.advance(120_000);
  const tokyo = datacenters.at();
  let asked = 0;
  tokyo.fault = () => planned[asked++ % planned.length] ?? 'none';
  const player = new Player(datacenters);
  for (const step of taken) await player.take(step);
  tokyo.fault = () => 'none';
  await world.clock.advance(15 * 60_000);
  return datacenters;
}

class Player {
  readonly #datacenters: OperatedDatacenters;
  #names = 0;
  #runId: string | null = null;

  constructor(datacenters: OperatedDatacenters) {
    this.#datacenters = datacenters;
  }

  async take(step: Step): Promise<void> {
    const datacenters = this.#datacenters;
    switch (step.kind) {
      case 'wait':
        return datacenters.world.clock.advance(step.ms);
      case 'silence':
        datacenters.at().isHanging = true;
        await datacenters.world.clock.advance(step.ms);
        datacenters.at().isHanging = false;
        return;
      case 'kill':
        datacenters.kill();
        return datacenters.start();
      case 'cancel':
        if (this.#runId !== null) await datacenters.page.get('runs.cancel', { runId: this.#runId });
        return;
      case 'launch': {
        const name = () => (step.named ? `job-${String(++this.#names)}` : null);
        return this.#start(datacenters.launches(Array.from({ length: step.count }, name)));
      }
      case 'act': {
        const ids = [...datacenters.at().states().keys()].slice(step.first, step.first + step.count);
        return this.#start(datacenters.actions(step.action, ids));
      }
    }
  }

  async #start(intents: Intents): Promise<void> {
    const run = await this.#datacenters.page.get('runs.start', { intents, overrideWarnings: true });
    this.#runId = run.id;
  }
}

const launchOf = ({ intent }: Operation) => (intent.action === 'launch' ? intent : null);

/** What the datacenter has to do with the operations, told by its own records alone. */
function truthOf(datacenters: OperatedDatacenters) {
  const tokyo = datacenters.at();
  const posts = tokyo.writes.filter(({ method }) => method === 'POST');
  const made = tokyo.simulator.world.database.instances.rows;
  return {
    posts,
    postsOf: (hostname: string) => posts.filter(({ body }) => body.includes(`"hostname":"${hostname}"`)),
    madeAs: (hostname: string) => made.filter((instance) => instance.hostname === hostname),
    made,
    /** Power requests that arrived, and those that dcmgr said yes to, by what they ask of whom. */
    received: countByRequest(
      tokyo.writes.filter(({ method, fault }) => method !== 'POST' && fault !== 'unsent'),
    ),
    effects: countByRequest(tokyo.writes.filter(({ method, status }) => method !== 'POST' && status === 200)),
  };
}

function countByRequest(writes: readonly { readonly method: string; readonly path: string }[]) {
  const counts = new Map<string, number>();
  for (const { method, path } of writes)
    counts.set(`${method} ${path}`, (counts.get(`${method} ${path}`) ?? 0) + 1);
  return (request: string) => counts.get(request) ?? 0;
}

function checkNamed(operation: Operation, truth: ReturnType<typeof truthOf>): void {
  const hostname = launchOf(operation)?.parameters.hostname ?? '';
  const made = truth.madeAs(hostname);
  expect(truth.postsOf(hostname).length).toBeLessThanOrEqual(operation.attempts);
  expect(operation.attempts).toBeLessThanOrEqual(1);
  if (operation.instanceId === null) {
    expect(made).toEqual([]);
    expect(['failed', 'refused']).toContain(operation.state);
  } else expect(made.map(({ id }) => id)).toEqual([operation.instanceId]);
}

function checkUnnamed(
  operations: readonly Operation[],
  truth: ReturnType<typeof truthOf>,
  first: number,
): void {
  const claimed = operations.flatMap(({ instanceId }) => instanceId ?? []);
  const suspected = new Set(operations.flatMap(({ candidates }) => candidates));
  const made = truth.made.slice(first).filter(({ id, hostname }) => hostname === id.slice(2));

  expect(new Set(claimed).size).toBe(claimed.length);
  for (const { id } of made) expect(claimed.includes(id as never) || suspected.has(id as never)).toBe(true);
  for (const id of claimed) expect(made.some((instance) => instance.id === id)).toBe(true);
  for (const { state, candidates, error } of operations)
    if (state === 'unknown') {
      expect(error?.code).toBe('operation/ambiguous');
      expect(candidates.length).toBeGreaterThan(0);
    }
}

/** All operations that ask the same of the same instance; one follows the other. */
function checkActions(
  request: string,
  operations: readonly Operation[],
  truth: ReturnType<typeof truthOf>,
): void {
  const saying = (tells: (operation: Operation) => boolean) => operations.filter(tells).length;
  const attempts = operations.reduce((sum, operation) => sum + operation.attempts, 0);
  const isReboot = request.endsWith('/reboot');

  expect(truth.received(request)).toBeLessThanOrEqual(attempts);
  // Nothing is called done that dcmgr did not take on. Of a reboot no more than the answer can be known.
  const taken = isReboot ? truth.received(request) : truth.effects(request);
  const isDone = ({ state }: Operation) => state === 'confirmed';
  expect(saying((operation) => isDone(operation) && operation.answer?.status === 200)).toBeLessThanOrEqual(
    taken,
  );
  // One without a yes is told by looking: what was seen may be another's doing, if the same was asked again.
  if (operations.some(isDone)) expect(taken).toBeGreaterThan(0);
  if (operations.length === 1) expect(saying(isDone)).toBeLessThanOrEqual(taken);
  // And nothing that it took on is told to have had no effect.
  const denied = ({ state, error }: Operation) =>
    state === 'refused' || error?.code === 'operation/no-effect';
  expect(truth.effects(request)).toBeLessThanOrEqual(operations.length - saying(denied));
  for (const { state, sentAt, attempts: times, endedAt } of operations) {
    if (sentAt === null) expect([state, times]).toEqual(['refused', 0]);
    if (state === 'unknown') expect(isReboot).toBe(true);
    expect(endedAt).not.toBeNull();
  }
}

const requestOf = ({ request, intent }: Operation): string => {
  if (request !== null) return `${request.method} ${request.path}`;
  const { method, path } = encodeIntent(intent);
  return `${method} ${path}`;
};

test('whatever is lost, late, or killed, each operation ends as what really happened', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (played) => {
      const datacenters = await play(played);
      const truth = truthOf(datacenters);
      const operations = await datacenters.operations();

      expect(operations.filter(isUnfinished)).toEqual([]);
      expect(datacenters.world.logger.bugs).toEqual([]);
      const launches = operations.filter((operation) => launchOf(operation) !== null);
      expect(truth.posts.length).toBeLessThanOrEqual(
        launches.reduce((sum, { attempts }) => sum + attempts, 0),
      );
      for (const operation of launches)
        if (launchOf(operation)?.parameters.hostname != null) checkNamed(operation, truth);
      const unnamed = launches.filter((operation) => launchOf(operation)?.parameters.hostname === null);
      checkUnnamed(unnamed, truth, 10);
      const actions = operations.filter((operation) => launchOf(operation) === null);
      for (const [request, alike] of Map.groupBy(actions, requestOf)) checkActions(request, alike, truth);
    }),
    { numRuns: 25 },
  );
}, 300_000);

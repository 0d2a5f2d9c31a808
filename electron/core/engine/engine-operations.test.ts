import { describe, expect, it } from 'vitest';
import type { MethodInput } from '#contract/api.ts';
import { EngineWorld, Page } from '../../../testing/an-engine.ts';
import { SimulatedDcmgr } from '../../../testing/simulated-dcmgr.ts';
import { SHARED, TENANT } from '../../../testing/a-datacenter.ts';
import { standardParts } from './engine.ts';

type Intents = MethodInput<'runs.start'>['intents'];

async function setUp(ids: readonly string[] = ['tokyo']) {
  const world = new EngineWorld(ids.map((id) => ({ id, accounts: [{ id: SHARED }, { id: TENANT }] })));
  const datacenters = new Map(ids.map((id) => [id, new SimulatedDcmgr(world.clock, { name: id })]));
  for (const [id, datacenter] of datacenters) world.scripts.set(id, datacenter.script);
  const engine = await world.start(standardParts);
  const page = new Page(engine);
  await world.clock.advance(60_000);
  return { world, engine, page, datacenters, tokyo: datacenters.get(ids[0] ?? '') ?? neverThere() };
}

const neverThere = (): never => {
  throw new Error('no such datacenter');
};

function launches(datacenter: SimulatedDcmgr, names: readonly (string | null)[], id = 'tokyo'): Intents {
  const { specs, images } = datacenter.simulator.world.database;
  const spec = specs.rows[0] ?? neverThere();
  const image = images.rows.find(({ arch, snapshotId }) => arch === spec.arch && snapshotId === null);
  return names.map((hostname) => ({
    action: 'launch',
    datacenterId: id,
    account: TENANT,
    parameters: { imageId: image?.id ?? neverThere(), instanceSpecId: spec.id, hostname },
  }));
}

const operationsOf = async (page: Page, runId: string) =>
  (await page.get('operations.list', { runId, limit: 1000 })).toReversed();

describe('runs', () => {
  it('launches an instance, shows it at once, and confirms it when it is seen running', async () => {
    const { world, page, tokyo } = await setUp();

    const run = await page.get('runs.start', { intents: launches(tokyo, ['web-1']), overrideWarnings: true });
    await world.clock.advance(500);
    const [accepted] = await operationsOf(page, run.id);
    const shown = await page.get('inventory.record', {
      kind: 'instances',
      key: `tokyo/${accepted?.instanceId ?? ''}`,
    });
    await world.clock.advance(60_000);
    const [confirmed] = await operationsOf(page, run.id);

    expect(accepted).toMatchObject({ state: 'accepted', answer: { status: 200 }, attempts: 1 });
    expect(shown.value).toMatchObject({ hostname: 'web-1', state: 'scheduling' });
    expect(confirmed).toMatchObject({ state: 'confirmed', observed: { state: 'running' }, error: null });
    expect(world.logger.bugs).toEqual([]);
  });
});

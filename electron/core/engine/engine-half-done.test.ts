import { describe, expect, it } from 'vitest';
import type { Operation } from '#contract/operation.ts';
import { releaseAddresses } from '#simulator/world/nics.ts';
import { type Intents, OperatedDatacenters } from '../../../testing/operated-datacenters.ts';

const told = (operations: readonly Operation[]) =>
  operations.map(({ state, error }) => (error === null ? state : `${state} ${error.code}`));

const minutes = (count: number) => count * 60_000;

async function start({ page }: OperatedDatacenters, intents: Intents): Promise<string> {
  const run = await page.get('runs.start', { intents, overrideWarnings: true });
  return run.id;
}

describe('what dcmgr does by halves, or without a word', () => {
  it.each(['none', 'lost-after'] as const)(
    'says what dcmgr left out of what was asked for, when the answer is told as %s',
    async (fault) => {
      const datacenters = await OperatedDatacenters.begin();
      const tokyo = datacenters.at();
      const { securityGroups } = tokyo.simulator.world.database;
      const [group] = securityGroups.rows;
      if (group === undefined) throw new Error('no group');
      tokyo.fault = () => {
        securityGroups.remove(group);
        return fault;
      };

      const asked = datacenters.launches(['web-1'], 'tokyo', { securityGroupIds: [group.id] });
      const runId = await start(datacenters, asked);
      await datacenters.world.clock.advance(minutes(5));

      expect(await datacenters.operations(runId)).toMatchObject([
        {
          state: 'confirmed',
          error: { code: 'operation/launched-otherwise', details: { missing: group.id } },
        },
      ]);
    },
  );

  it('says where a launch was not put on the host that was chosen for it', async () => {
    const datacenters = await OperatedDatacenters.begin();
    const { hostNodes, instances } = datacenters.at().simulator.world.database;
    // Its scheduler takes them by turns, from the first on.
    const asked = hostNodes.rows
      .toReversed()
      .flatMap(({ id }) => datacenters.launches([null], 'tokyo', { hostNodeId: id }));

    const runId = await start(datacenters, asked);
    await datacenters.world.clock.advance(minutes(2));

    const operations = await datacenters.operations(runId);
    const elsewhere = operations.filter(
      ({ intent, instanceId }) =>
        intent.action === 'launch' &&
        instances.get(instanceId ?? '')?.hostId !== intent.parameters.hostNodeId,
    );
    expect(elsewhere.length).toBeGreaterThan(0);
    expect(operations.map(({ state }) => state)).toEqual(operations.map(() => 'confirmed'));
    expect(operations.filter(({ error }) => error !== null)).toEqual(elsewhere);
    expect(elsewhere.map(({ error }) => error)).toEqual(
      elsewhere.map(({ intent }) =>
        expect.objectContaining({
          code: 'operation/launched-otherwise',
          details: { missing: intent.action === 'launch' && intent.parameters.hostNodeId },
        }),
      ),
    );
  });

  it('takes no word that a launch made nothing whose instance dcmgr has named, and watches that again', async () => {
    const datacenters = await OperatedDatacenters.begin();
    const { world } = datacenters.at().simulator;
    const runId = await start(datacenters, datacenters.launches(['web-1']));
    await datacenters.world.clock.advance(100);
    const [accepted] = await datacenters.operations(runId);
    const image = world.database.images.get(world.database.instances.rows[0]?.imageId ?? '');
    if (accepted?.instanceId == null || image === undefined) throw new Error('nothing was launched');
    world.database.images.remove(image);
    await datacenters.world.clock.advance(minutes(5));
    const { id: operationId, instanceId } = accepted;

    expect(told(await datacenters.operations(runId))).toEqual(['unknown operation/not-shown']);
    expect(await datacenters.page.ask('operations.resolve', { operationId, instanceId: null })).toMatchObject(
      {
        error: { code: 'operation/not-resolvable' },
      },
    );

    world.database.images.insert(image);
    await datacenters.world.clock.advance(minutes(5));
    await datacenters.page.get('operations.resolve', { operationId, instanceId });
    await datacenters.world.clock.advance(minutes(1));
    expect(told(await datacenters.operations(runId))).toEqual(['confirmed']);
  });

  it('says that a stop released the addresses and went no further', async () => {
    const datacenters = await OperatedDatacenters.begin();
    const [id = ''] = datacenters.runningInstances(1);
    await datacenters.world.clock.advance(minutes(2));
    const tokyo = datacenters.at();
    const { world } = tokyo.simulator;
    tokyo.fault = () => {
      const instance = world.database.instances.get(id);
      if (instance !== undefined) releaseAddresses(world, instance);
      return 'fails-before';
    };

    const first = await start(datacenters, datacenters.actions('stop', [id]));
    await datacenters.world.clock.advance(minutes(5));
    tokyo.fault = () => 'none';
    const second = await start(datacenters, datacenters.actions('stop', [id]));
    await datacenters.world.clock.advance(minutes(1));

    expect(told(await datacenters.operations(first))).toEqual(['failed operation/half-stopped']);
    expect(told(await datacenters.operations(second))).toEqual(['confirmed']);
  });

  it('no longer waits for an instance that dcmgr can not show, nor holds up others on it', async () => {
    const datacenters = await OperatedDatacenters.begin();
    const [id = '', other = ''] = datacenters.runningInstances(2);
    await datacenters.world.clock.advance(minutes(2));
    const tokyo = datacenters.at();
    const { images, instances } = tokyo.simulator.world.database;
    tokyo.fault = () => {
      const image = images.get(instances.get(id)?.imageId ?? '');
      if (image !== undefined) images.remove(image);
      return 'none';
    };

    const runId = await start(datacenters, datacenters.actions('stop', [id]));
    await datacenters.world.clock.advance(minutes(1));
    const early = told(await datacenters.operations(runId));
    await datacenters.world.clock.advance(minutes(4));
    const [check] = await datacenters.page.get('runs.check', {
      intents: datacenters.actions('stop', [id]),
    });

    expect(other).not.toBe('');
    expect(early).toEqual(['accepted']);
    expect(await datacenters.operations(runId)).toMatchObject([
      {
        state: 'unknown',
        error: { code: 'operation/not-shown', details: { id } },
        endedAt: expect.any(Number),
      },
    ]);
    expect(check?.refusal).toBeNull();
  });

  it('says of no lost launch that it made nothing while the list holds a new entry that can not be read', async () => {
    const datacenters = await OperatedDatacenters.begin();
    const tokyo = datacenters.at();
    tokyo.fault = () => 'lost-after';

    const runId = await start(datacenters, datacenters.launches(['web-1']));
    const { images, instances } = tokyo.simulator.world.database;
    const image = images.get(instances.rows[0]?.imageId ?? '');
    if (image === undefined) throw new Error('nothing was launched');
    images.remove(image);
    await datacenters.world.clock.advance(minutes(10));
    const during = told(await datacenters.operations(runId));
    images.insert(image);
    await datacenters.world.clock.advance(minutes(10));

    expect(during).toEqual(['unknown endpoint/empty-reply']);
    expect(told(await datacenters.operations(runId))).toEqual(['confirmed']);
  });

  it('takes no entry that heals meanwhile for the one that a lost launch made', async () => {
    const datacenters = await OperatedDatacenters.begin();
    const tokyo = datacenters.at();
    const [old = ''] = datacenters.runningInstances(1);
    const { images, instances } = tokyo.simulator.world.database;
    const imageOf = (id: string) => {
      const image = images.get(instances.get(id)?.imageId ?? '');
      if (image === undefined) throw new Error('no image');
      return image;
    };
    const chronic = { ...imageOf(old), id: 'wmi-chronic', pk: images.nextPk() };
    Object.assign(instances.get(old) ?? {}, { imageId: chronic.id });
    await datacenters.world.clock.advance(minutes(10));
    tokyo.fault = () => 'lost-after';

    const runId = await start(datacenters, datacenters.launches(['web-1']));
    const made = instances.rows.at(-1)?.id ?? '';
    const gone = imageOf(made);
    images.insert(chronic);
    images.remove(gone);
    await datacenters.world.clock.advance(minutes(20));

    expect(made).not.toBe(old);
    expect(told(await datacenters.operations(runId))).toEqual(['unknown endpoint/empty-reply']);
  });

  it('waits on where the whole datacenter fails, and not the one instance', async () => {
    const datacenters = await OperatedDatacenters.begin();
    const [id = ''] = datacenters.runningInstances(1);
    await datacenters.world.clock.advance(minutes(2));
    const tokyo = datacenters.at();
    tokyo.fault = () => {
      tokyo.isFailing = true;
      return 'none';
    };

    const runId = await start(datacenters, datacenters.actions('stop', [id]));
    await datacenters.world.clock.advance(minutes(10));
    const during = told(await datacenters.operations(runId));
    tokyo.isFailing = false;
    await datacenters.world.clock.advance(minutes(10));

    expect(during).toEqual(['accepted']);
    expect(told(await datacenters.operations(runId))).toEqual(['confirmed']);
  });
});

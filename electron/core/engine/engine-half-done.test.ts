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

import path from 'node:path';
import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isOpen, type Operation } from '#contract/operation.ts';
import type { EventName, EventPayload } from '#contract/api.ts';
import { createEngine, type Engine } from '#core/engine/engine.ts';
import { startSimulator, type Simulator } from '#simulator/simulator.ts';
import { TENANT } from '../../testing/a-datacenter.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { runUntilKilled } from '../../testing/until-killed.ts';
import { openNodePorts } from './ports.ts';

const launching = path.resolve(import.meta.dirname, '../../testing/launching-until-killed.ts');
const count = 100;

async function aSimulator(): Promise<Simulator> {
  const simulator = await startSimulator({
    name: 'tokyo',
    hosts: 12,
    instances: 0,
    configuration: { instanceQuotaWeight: 10_000, stepMs: 50 },
  });
  onTestFinished(() => simulator.close());
  simulator.faults.add({ kind: 'latency', ms: 8, method: 'POST' });
  return simulator;
}

function aDataFolder({ url }: Simulator): string {
  const dataDir = path.join(temporaryFolder(), 'nori');
  mkdirSync(dataDir, { mode: 0o700 });
  const datacenter = {
    id: 'tokyo',
    name: 'tokyo',
    url,
    accounts: [{ id: TENANT }],
    polling: { fastIntervalMs: 2_000, requestTimeoutMs: 1_000 },
  };
  const profiles = { version: 1, datacenters: [datacenter], origins: {} };
  writeFileSync(path.join(dataDir, 'profiles.json'), JSON.stringify(profiles));
  return dataDir;
}

/** Every third one is named by dcmgr. */
function intentsFor({ world }: Simulator): unknown[] {
  const [spec] = world.database.specs.rows;
  const image = world.database.images.rows.find(
    ({ arch, snapshotId }) => arch === spec?.arch && snapshotId === null,
  );
  return Array.from({ length: count }, (_, at) => ({
    action: 'launch',
    datacenterId: 'tokyo',
    account: TENANT,
    parameters: {
      imageId: image?.id,
      instanceSpecId: spec?.id,
      hostname: at % 3 === 2 ? null : `job-${String(at)}`,
    },
  }));
}

/** An engine on the folder that a killed one left, and a way to wait until it has looked after everything. */
async function aSuccessor(dataDir: string) {
  const options = { secrets: 'memory', version: '1.0.0', host: 'web', demo: false, verbose: false } as const;
  const opened = await openNodePorts({ dataDir, ...options });
  if (!opened.ok) throw new Error(opened.error.message);
  const operationTimings = { lateMs: 300, lookMs: 50 };
  const engine = await createEngine({ ...opened.value.ports, operationTimings });
  onTestFinished(async () => {
    await engine.close();
    opened.value.release();
  });
  return { engine, operations: () => operationsOf(engine), settled: () => settled(engine) };
}

async function operationsOf(engine: Engine): Promise<readonly Operation[]> {
  const session = { id: 'x', emit: () => undefined, onClosed: () => undefined };
  const answer = await engine.handlers['operations.list']({ limit: 1000, unfinished: false }, session);
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value.toReversed();
}

/** Resolves once nothing is open but what a person has to say. */
async function settled(engine: Engine): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const look = async () => {
    const open = (await operationsOf(engine)).filter(isOpen);
    if (open.every(({ error }) => error?.code === 'operation/ambiguous')) resolve(undefined);
  };
  engine.opened({
    id: 'page-1',
    emit: <E extends EventName>(event: E, _payload: EventPayload<E>) => {
      if (event === 'operations.changed') void look();
    },
    onClosed: () => undefined,
  });
  await look();
  await promise;
}

const hostnameOf = ({ intent }: Operation): string | null =>
  intent.action === 'launch' ? intent.parameters.hostname : null;

describe('kill -9 in the middle of a run of 100', () => {
  it.each([
    { lines: 1, delayMs: 0 },
    { lines: 2, delayMs: 90 },
    { lines: 3, delayMs: 170 },
  ])(
    'launches nothing twice, and accounts for everything: %o',
    async (moment) => {
      const simulator = await aSimulator();
      const dataDir = aDataFolder(simulator);
      await runUntilKilled(launching, [dataDir, JSON.stringify(intentsFor(simulator))], moment);
      // What was on its way when the sender died may still arrive: cutting its connections ends that.
      await simulator.stop();
      const posted = simulator.log.entries.filter(({ method }) => method === 'POST').length;
      await simulator.start();

      const { operations, settled: whenSettled } = await aSuccessor(dataDir);
      await whenSettled();

      const all = await operations();
      const made = simulator.world.database.instances.rows;
      const posts = simulator.log.entries.filter(({ method }) => method === 'POST');
      const claimed = all.flatMap(({ instanceId }) => instanceId ?? []);
      const suspected = all.flatMap(({ candidates }) => candidates);
      expect(all).toHaveLength(count);
      expect(posts).toHaveLength(posted);
      expect(posts.length).toBeLessThanOrEqual(all.filter(({ sentAt }) => sentAt !== null).length);
      expect(made.length).toBeLessThan(count);
      expect(new Set(claimed).size).toBe(claimed.length);
      for (const { id } of made) expect([...claimed, ...suspected]).toContain(id);
      for (const operation of all) {
        const hostname = hostnameOf(operation);
        const named = made.filter((instance) => instance.hostname === hostname).map(({ id }) => id);
        if (hostname !== null)
          expect(named).toEqual(operation.instanceId === null ? [] : [operation.instanceId]);
        if (operation.state === 'unknown') expect(operation.error?.code).toBe('operation/ambiguous');
      }
    },
    60_000,
  );
});

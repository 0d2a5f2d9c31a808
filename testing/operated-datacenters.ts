import type { MethodInput } from '#contract/api.ts';
import type { Operation } from '#contract/operation.ts';
import { EngineWorld, type Page } from './an-engine.ts';
import { SHARED, TENANT } from './a-datacenter.ts';
import { beginLife, type EngineLife } from './engine-life.ts';
import { SimulatedDcmgr } from './simulated-dcmgr.ts';

export type Intents = MethodInput<'runs.start'>['intents'];

/** Simulated datacenters that an engine has read once, and the engine that may be killed and started again. */
export class OperatedDatacenters {
  readonly world: EngineWorld;
  readonly #datacenters: ReadonlyMap<string, SimulatedDcmgr>;
  #life: EngineLife | null = null;

  private constructor(ids: readonly string[], options: ConstructorParameters<typeof SimulatedDcmgr>[1]) {
    this.world = new EngineWorld(ids.map((id) => ({ id, accounts: [{ id: SHARED }, { id: TENANT }] })));
    const { clock } = this.world;
    this.#datacenters = new Map(ids.map((id) => [id, new SimulatedDcmgr(clock, { name: id, ...options })]));
  }

  static async begin(
    ids: readonly string[] = ['tokyo'],
    options: ConstructorParameters<typeof SimulatedDcmgr>[1] = {},
  ): Promise<OperatedDatacenters> {
    const datacenters = new OperatedDatacenters(ids, options);
    await datacenters.start();
    await datacenters.world.clock.advance(60_000);
    return datacenters;
  }

  get page(): Page {
    if (this.#life === null) throw new Error('no engine is running');
    return this.#life.page;
  }

  async start(): Promise<void> {
    const scripts = [...this.#datacenters].map(([id, { script }]) => [id, script] as const);
    this.#life = await beginLife(this.world, new Map(scripts));
  }

  /** Ends the engine in the middle of whatever it does; `start` begins a new one on what it left. */
  kill(): void {
    this.#life?.kill();
    this.#life = null;
  }

  at(id = 'tokyo'): SimulatedDcmgr {
    const datacenter = this.#datacenters.get(id);
    if (datacenter === undefined) throw new Error(`no datacenter ${id}`);
    return datacenter;
  }

  /** Launches of something that every host takes; null: named by dcmgr. */
  launches(
    names: readonly (string | null)[],
    id = 'tokyo',
    more: Readonly<Record<string, unknown>> = {},
  ): Intents {
    const { specs, images } = this.at(id).simulator.world.database;
    const spec = specs.rows[0];
    const image = images.rows.find(({ arch, snapshotId }) => arch === spec?.arch && snapshotId === null);
    if (spec === undefined || image === undefined) throw new Error(`${id} has nothing to launch`);
    const parameters = { imageId: image.id, instanceSpecId: spec.id };
    return names.map((hostname) => ({
      action: 'launch',
      datacenterId: id,
      account: TENANT,
      parameters: { ...parameters, hostname, ...more },
    }));
  }

  /** Instances running before the engine learns of them, by the datacenter's own API. */
  runningInstances(count: number, id = 'tokyo'): readonly string[] {
    const { simulator } = this.at(id);
    const ids = simulator.launch({ account: TENANT, count });
    simulator.step(60_000);
    return ids;
  }

  actions(
    action: 'start' | 'stop' | 'reboot' | 'terminate',
    instanceIds: readonly string[],
    id = 'tokyo',
  ): Intents {
    return instanceIds.map((instanceId) => ({ action, datacenterId: id, instanceId }));
  }

  /** The operations of a run in its order, or of all. */
  async operations(runId?: string): Promise<readonly Operation[]> {
    const query = runId === undefined ? {} : { runId };
    return (await this.page.get('operations.list', { ...query, limit: 1000 })).toReversed();
  }
}

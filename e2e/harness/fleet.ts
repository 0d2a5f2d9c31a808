import { startSimulator, type Simulator, type SimulatorOptions } from '#simulator/simulator.ts';
import { DataFolder, type ProfileText, shortIntervals } from './data-folder.ts';
import { WebHostProcess } from './web-host-process.ts';

/** A simulated datacenter to start, and what its profile says beside name, address and accounts. */
export type DatacenterPlan = Omit<SimulatorOptions, 'name'> & {
  readonly name: string;
  readonly profile?: Partial<ProfileText>;
  /** Leaves out the shared pool's account, to which hosts, networks and specs belong. */
  readonly tenantsOnly?: boolean;
};

/**
 * A Nori with its datacenters, all real but the datacenters' insides: simulators in this process, the web host in
 * one of its own, HTTP between them. Close it, whatever the test did to it.
 *
 * A test reaches a datacenter's control side directly: `datacenter('Tokyo').faults.add({ kind: 'hang' })`,
 * `.stop()` and `.start()` for its network, `.launch()`, `.world` and `.step()` for its insides.
 */
export class Fleet {
  readonly folder: DataFolder;
  readonly #simulators: readonly Simulator[];
  #host: WebHostProcess;
  #link: string | null = null;

  private constructor(folder: DataFolder, simulators: readonly Simulator[]) {
    this.folder = folder;
    this.#simulators = simulators;
    this.#host = WebHostProcess.start(folder.path);
  }

  static async start(plans: readonly DatacenterPlan[]): Promise<Fleet> {
    const folder = await DataFolder.create();
    const simulators = await Promise.all(plans.map((plan) => startSimulator(plan)));
    await folder.writeProfiles(plans.map((plan, index) => profileOf(plan, simulators[index])));
    return new Fleet(folder, simulators);
  }

  datacenter(name: string): Simulator {
    const found = this.#simulators.find((simulator) => simulator.name === name);
    if (found === undefined) throw new Error(`no simulated datacenter is called ${name}`);
    return found;
  }

  /** A link that opens Nori once. */
  async link(): Promise<string> {
    if (this.#link !== null) this.#host.askForLink();
    this.#link = await this.#host.nextLink();
    return this.#link;
  }

  /** The web host's process, for those who measure it. */
  get hostPid(): number | undefined {
    return this.#host.pid;
  }

  /** What the web host wrote to its terminal. */
  get log(): string {
    return this.#host.log;
  }

  /** Ends the web host and starts it again on the same data; between, `meanwhile` finds neither host nor engine. */
  async restart(
    options: { readonly signal?: 'SIGTERM' | 'SIGKILL'; readonly meanwhile?: () => Promise<void> } = {},
  ): Promise<void> {
    await this.#host.end(options.signal);
    await options.meanwhile?.();
    this.#link = null;
    this.#host = WebHostProcess.start(this.folder.path);
  }

  /** Ends everything, and reports bugs that the simulators found in themselves. */
  async close(): Promise<void> {
    await this.#host.end();
    await Promise.all(this.#simulators.map((simulator) => simulator.close()));
    await this.folder.remove();
    const bugs = this.#simulators.flatMap((simulator) => simulator.bugs);
    if (bugs.length > 0) throw new AggregateError(bugs, 'a simulator has a bug');
  }
}

function profileOf(plan: DatacenterPlan, simulator: Simulator | undefined): ProfileText {
  if (simulator === undefined) throw new Error('one simulator for each plan');
  const accounts = simulator.accounts.slice(plan.tenantsOnly === true ? 1 : 0);
  return {
    name: plan.name,
    url: simulator.url,
    accounts: accounts.map((id) => ({ id })),
    polling: shortIntervals,
    ...plan.profile,
  };
}

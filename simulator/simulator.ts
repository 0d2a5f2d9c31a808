import { Api } from './api/api.ts';
import type { RawRequest } from './api/request.ts';
import { ControlPanel } from './http/control.ts';
import { FaultList } from './http/fault-list.ts';
import { Front } from './http/front.ts';
import { Listener } from './http/listener.ts';
import { RequestLog } from './http/request-log.ts';
import { realTimers, type Timers } from './http/timers.ts';
import { Workers } from './http/workers.ts';
import { seedDatacenter } from './seed/datacenter.ts';
import { planConfiguration } from './seed/plan.ts';
import { launch, type LaunchRequest } from './launch.ts';
import type { Configuration } from './world/configuration.ts';
import { Random } from './world/random.ts';
import { startWeather, type WeatherOptions } from './world/weather.ts';
import { World } from './world/world.ts';

export type SimulatorOptions = {
  /** 0 takes a free one. */
  readonly port?: number;
  readonly controlPort?: number;
  readonly host?: string;
  /** Sets the datacenter's names, domain and address ranges. */
  readonly name?: string;
  readonly seed?: number;
  readonly hosts?: number;
  readonly instances?: number;
  /** Accounts beside the shared pool. */
  readonly tenants?: number;
  /** The datacenter's time at the beginning, in ms; now when left out. */
  readonly startAt?: number;
  /** Datacenter seconds in a real one; 0 moves only by `step`. */
  readonly speed?: number;
  /** What each index record costs one of the workers, in real ms. */
  readonly recordCostMs?: number;
  readonly workers?: number;
  /** Random but gentle life: launches, stops, dying hosts. */
  readonly weather?: boolean | WeatherOptions;
  readonly configuration?: Partial<Configuration>;
  readonly rackEnvironment?: 'production' | 'development';
  readonly timers?: Timers;
  /** Fills the empty world instead of the seed, and returns the accounts that own something. */
  readonly populate?: (world: World) => string[];
};

const DEFAULTS = {
  port: 0,
  controlPort: 0,
  host: '127.0.0.1',
  name: 'demo',
  seed: 1,
  hosts: 6,
  instances: 60,
  tenants: 3,
  speed: 1,
  recordCostMs: 0,
  workers: 2,
};

/** A running dcmgr of our own. */
export class Simulator {
  readonly world: World;
  readonly accounts: readonly string[];
  readonly faults: FaultList;
  readonly log = new RequestLog();
  readonly name: string;
  /** Errors of the simulator itself; a test that finds one here has found a bug. */
  readonly bugs: unknown[] = [];
  readonly #api: Api;
  readonly #listener: Listener;
  readonly #control: Listener;
  readonly #workers: Workers;
  /** Nobody is to listen before `open`, nor after `stop` or `close`. */
  #isStopped = true;

  constructor(options: SimulatorOptions) {
    const settings = { ...DEFAULTS, ...options };
    const { seed, host, name } = settings;
    this.name = name;
    const plan = { name, hosts: settings.hosts, instances: settings.instances, tenants: settings.tenants };
    this.world = new World({
      seed,
      startAt: settings.startAt ?? Date.now(),
      speed: settings.speed,
      configuration: { ...planConfiguration(plan), ...settings.configuration },
    });
    this.accounts = settings.populate?.(this.world) ?? seedDatacenter(this.world, plan);
    if (settings.weather) startWeather(this.world, settings.weather === true ? {} : settings.weather);
    const onBug = (error: unknown): void => void this.bugs.push(error);
    this.#api = new Api(this.world, {
      seed,
      onBug,
      rackEnvironment: settings.rackEnvironment ?? 'production',
    });
    this.faults = new FaultList(new Random(seed + 2), () => {
      this.#follow().catch(onBug);
    });
    const timers = settings.timers ?? realTimers;
    this.#workers = new Workers(settings.workers, timers);
    const front = new Front({
      api: this.#api,
      world: this.world,
      faults: this.faults,
      log: this.log,
      workers: this.#workers,
      timers,
      recordCostMs: settings.recordCostMs,
    });
    this.#listener = new Listener({
      host,
      port: settings.port,
      onRequest: (message, response) => {
        front.serve(message, response).catch((error: unknown) => {
          // A caller that hangs up while its request is read is no bug.
          if (!message.destroyed) onBug(error);
          response.destroy();
        });
      },
    });
    const panel = new ControlPanel(this);
    this.#control = new Listener({
      host,
      port: settings.controlPort,
      onRequest: (message, response) => void panel.serve(message, response),
    });
  }

  /** Where clients point their base URL: ends in `/api`. */
  get url(): string {
    return `http://127.0.0.1:${String(this.#listener.port)}/api`;
  }

  get controlUrl(): string {
    return `http://127.0.0.1:${String(this.#control.port)}`;
  }

  get isListening(): boolean {
    return this.#listener.isListening;
  }

  /** How many requests wait for a worker. */
  get waitingRequests(): number {
    return this.#workers.waiting;
  }

  async open(): Promise<void> {
    await this.start();
    await this.#control.listen();
  }

  /** Moves the datacenter's time forward, with all that happens meanwhile. */
  step(ms: number): void {
    this.world.clock.step(ms);
  }

  /** Launches instances as an account would, and returns their ids. Throws when dcmgr refuses. */
  launch(request: LaunchRequest = {}): string[] {
    return launch(this, request);
  }

  /** A request without the wire, the workers and the faults. */
  request(request: RawRequest): ReturnType<Api['handle']> {
    return this.#api.handle(request);
  }

  /** Refuses connections from now on and cuts those that are open; the datacenter itself goes on. */
  stop(): Promise<void> {
    this.#isStopped = true;
    return this.#listener.close();
  }

  /** Listens again, on the same port. */
  start(): Promise<void> {
    this.#isStopped = false;
    return this.#follow();
  }

  /** Resolves once the port is as `stop`, `start` and a `refuse` fault want it. */
  settle(): Promise<void> {
    return this.#follow();
  }

  /** Ends it for good. */
  async close(): Promise<void> {
    await this.stop();
    await this.#control.close();
  }

  #follow(): Promise<void> {
    return this.#isStopped || this.faults.has('refuse') ? this.#listener.close() : this.#listener.listen();
  }
}

/** Builds a datacenter and serves it. Whoever starts it closes it. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = new Simulator(options);
  await simulator.open();
  return simulator;
}

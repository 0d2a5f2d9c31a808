import { Agents, type AgentJob } from './agents.ts';
import { WorldClock, type ClockOptions } from './clock.ts';
import { EXAMPLE_CONFIGURATION, type Configuration } from './configuration.ts';
import { Database } from './database.ts';
import { HostLife } from './host-life.ts';
import { InstanceLife } from './instance-life.ts';
import { Random } from './random.ts';
import type { HostNode, Instance } from './records.ts';
import { VolumeLife } from './volume-life.ts';

export type WorldOptions = ClockOptions & {
  readonly seed: number;
  readonly configuration?: Partial<Configuration>;
};

/** A datacenter without its API: the records, the time, and the agents that move the records. */
export class World {
  readonly clock: WorldClock;
  readonly random: Random;
  readonly configuration: Configuration;
  readonly database: Database;
  readonly agents: Agents;
  readonly volumes: VolumeLife;
  readonly instances: InstanceLife;
  readonly hosts: HostLife;

  constructor({ seed, configuration, ...clock }: WorldOptions) {
    this.clock = new WorldClock(clock);
    this.random = new Random(seed);
    this.configuration = { ...EXAMPLE_CONFIGURATION, ...configuration };
    this.database = new Database(this.configuration, this.random);
    this.agents = new Agents(this);
    this.volumes = new VolumeLife(this);
    this.instances = new InstanceLife(this);
    this.hosts = new HostLife(this);
  }

  killHost(id: string, options: { readonly loseGuests?: boolean } = {}): void {
    this.clock.settle();
    this.hosts.kill(this.host(id), options);
  }

  reviveHost(id: string): void {
    this.clock.settle();
    this.hosts.revive(this.host(id));
  }

  killGuest(id: string): void {
    this.clock.settle();
    this.instances.killGuest(this.instance(id));
  }

  failNext(job: AgentJob): void {
    this.agents.failNext(job);
  }

  host(id: string): HostNode {
    const host = this.database.hostNodes.get(id);
    if (host === undefined) throw new RangeError(`no host node ${id}`);
    return host;
  }

  instance(id: string): Instance {
    const instance = this.database.instances.get(id);
    if (instance === undefined) throw new RangeError(`no instance ${id}`);
    return instance;
  }
}

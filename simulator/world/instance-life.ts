import type { Agents } from './agents.ts';
import type { WorldClock } from './clock.ts';
import type { Configuration } from './configuration.ts';
import type { Database } from './database.ts';
import { createNics, leaseAddresses, releaseAddresses } from './nics.ts';
import { chooseHost } from './placement.ts';
import type { Instance, Volume } from './records.ts';
import type { Random } from './random.ts';
import type { VolumeLife } from './volume-life.ts';

type Parts = {
  readonly database: Database;
  readonly clock: WorldClock;
  readonly agents: Agents;
  readonly configuration: Configuration;
  readonly random: Random;
  readonly volumes: VolumeLife;
};

/** States of a volume that end with its instance; one that is being deleted goes on. */
const BOUND_STATES = new Set(['attaching', 'attached', 'detaching']);

/** What scheduler and host agents do with instances. Every step finds the state it was meant for, or does nothing. */
export class InstanceLife {
  readonly #parts: Parts;
  /** The host that `host_node_id` named, while it matters. */
  readonly #wishedHosts = new Map<string, string>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A new instance, recorded as `scheduling`, finds its way to `running`. */
  launch(instance: Instance, wishedHostId: string | null = null): void {
    if (wishedHostId !== null) this.#wishedHosts.set(instance.id, wishedHostId);
    this.#schedule(instance);
  }

  /** A stopped instance is scheduled anew: another host maybe, other addresses probably, the same NICs. */
  start(instance: Instance): void {
    instance.state = 'scheduling';
    this.#schedule(instance);
  }

  #schedule(instance: Instance): void {
    this.#parts.agents.later(() => {
      if (instance.state === 'scheduling') this.#place(instance);
    });
  }

  #place(instance: Instance): void {
    const boot = this.#parts.database.volumesOf(instance).find(({ boot }) => boot);
    instance.hostId = this.#chooseHost(instance) ?? instance.hostId;
    if (instance.hostId === null || !this.#connect(instance)) {
      this.#fail(instance);
      return;
    }
    instance.state = 'pending';
    if (boot?.state === 'scheduling') this.#buildBootVolume(instance, boot);
    else this.#boot(instance);
  }

  #chooseHost(instance: Instance): string | null {
    const { database, configuration } = this.#parts;
    const spec = database.specs.get(instance.specId);
    const wished = this.#wishedHosts.get(instance.id);
    this.#wishedHosts.delete(instance.id);
    if (spec === undefined) return null;
    if (configuration.hostScheduler === 'SpecifyNode' && wished !== undefined) return wished;
    return chooseHost(database, instance, spec.hypervisor, spec.arch)?.id ?? null;
  }

  #connect(instance: Instance): boolean {
    return instance.nics.length > 0
      ? leaseAddresses(this.#parts, instance)
      : createNics(this.#parts, instance);
  }

  /** The volume is placed at the same time as the instance; the host waits until it is there. */
  #buildBootVolume(instance: Instance, boot: Volume): void {
    this.#parts.volumes.createForBoot(boot, (created) => {
      if (!created) this.#fail(instance);
      else this.#boot(instance, boot);
    });
  }

  #boot(instance: Instance, boot?: Volume): void {
    const { agents } = this.#parts;
    agents.onHost(instance.hostId, () => {
      if (instance.state !== 'pending') return;
      instance.state = 'starting';
      if (boot !== undefined) boot.state = 'attaching';
      agents.onHost(instance.hostId, () => {
        if (instance.state === 'starting') this.#finishBoot(instance, boot);
      });
    });
  }

  #finishBoot(instance: Instance, boot: Volume | undefined): void {
    if (this.#parts.agents.fails('boot')) {
      this.#fail(instance);
      return;
    }
    instance.state = 'running';
    instance.guestAlive = true;
    if (boot !== undefined) {
      this.#parts.agents.later(() => {
        this.#parts.volumes.markAttached(boot, instance);
      }, 0.3);
    }
    this.#watch(instance);
  }

  /** The host's next look at its guests, which sets `status`. */
  #watch(instance: Instance): void {
    const { clock, configuration, database } = this.#parts;
    clock.after(configuration.onlineAfterMs, () => {
      const host = instance.hostId === null ? undefined : database.hostNodes.get(instance.hostId);
      if (instance.state !== 'running' || host?.alive !== true) return;
      if (instance.guestAlive) instance.status = 'online';
      else this.#lose(instance);
    });
  }

  /** The guest's process dies; its host notices at the next look. */
  killGuest(instance: Instance): void {
    instance.guestAlive = false;
    this.#watch(instance);
  }

  #lose(instance: Instance): void {
    const wasOnline = instance.status === 'online';
    instance.status = 'offline';
    if (!wasOnline || !instance.haEnabled) return;
    this.#parts.agents.later(() => {
      if (instance.state === 'running') this.#failOver(instance);
    });
  }

  #failOver(instance: Instance): void {
    const { agents, configuration } = this.#parts;
    instance.state = 'failingover';
    agents.later(() => {
      const hostId = configuration.haScheduler ? this.#chooseHost(instance) : null;
      if (hostId === null) {
        this.#fail(instance);
        return;
      }
      instance.hostId = hostId;
      instance.state = 'pending';
      this.#boot(instance);
    });
  }

  /** Addresses go back in the request already; the host follows, unless the guest left `running` meanwhile. */
  stop(instance: Instance): void {
    const { agents } = this.#parts;
    releaseAddresses(this.#parts, instance);
    agents.onHost(instance.hostId, () => {
      if (instance.state !== 'running') return;
      instance.state = 'stopping';
      agents.onHost(instance.hostId, () => {
        instance.state = 'stopped';
        instance.hostId = null;
      });
    });
  }

  /** The host terminates a guest that it finds running; in any other state the request is lost. */
  destroy(instance: Instance): void {
    const { agents } = this.#parts;
    agents.onHost(instance.hostId, () => {
      if (instance.state !== 'running') return;
      instance.state = 'shuttingdown';
      agents.onHost(instance.hostId, () => {
        this.terminate(instance);
      });
    });
  }

  terminate(instance: Instance): void {
    const { clock, database, volumes } = this.#parts;
    instance.state = 'terminated';
    instance.status = 'offline';
    instance.terminatedAt = clock.now();
    instance.groupIds = [];
    instance.guestAlive = false;
    releaseAddresses(this.#parts, instance);
    for (const volume of database.volumesOf(instance)) {
      volumes.unbind(volume);
      if (BOUND_STATES.has(volume.state)) volume.state = 'available';
    }
  }

  #fail(instance: Instance): void {
    const { database, volumes } = this.#parts;
    for (const volume of database.volumesOf(instance)) if (volume.boot) volumes.discard(volume);
    this.terminate(instance);
  }
}

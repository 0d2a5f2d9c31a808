import type { WorldClock } from './clock.ts';
import type { Configuration } from './configuration.ts';
import { isLive, type Database } from './database.ts';
import type { InstanceLife } from './instance-life.ts';
import type { HostNode } from './records.ts';

type Parts = {
  readonly database: Database;
  readonly clock: WorldClock;
  readonly configuration: Configuration;
  readonly instances: InstanceLife;
};

/** Hosts falling silent and coming back. */
export class HostLife {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * The host's agent falls silent. dcmgr goes on calling it online for 20 minutes, and its instances keep their state: nobody
   * is left who would report anything else. With `loseGuests` the machine itself is gone, as will show when it returns.
   */
  kill(host: HostNode, { loseGuests = false } = {}): void {
    if (!host.alive) return;
    const { clock, configuration } = this.#parts;
    host.alive = false;
    const silence = ++host.heartbeat;
    const unlessBack = (status: string) => () => {
      if (host.heartbeat === silence) this.#setStatus(host, status);
    };
    clock.after(configuration.heartbeatTimeoutMs, unlessBack('timeout'));
    clock.after(configuration.heartbeatOfflineMs, unlessBack('offline'));
    if (loseGuests) this.#eachGuest(host, (instance) => (instance.guestAlive = false));
  }

  /** The agent answers again and works off what waited for it. */
  revive(host: HostNode): void {
    if (host.alive) return;
    host.alive = true;
    host.heartbeat++;
    this.#setStatus(host, 'online');
    for (const job of host.waitingJobs.splice(0)) job();
    this.#eachGuest(host, (instance) => {
      if (!instance.guestAlive && instance.state === 'running') this.#parts.instances.killGuest(instance);
    });
  }

  #eachGuest(host: HostNode, visit: (instance: Database['instances']['rows'][number]) => void): void {
    for (const instance of this.#parts.database.instances.rows) {
      if (instance.hostId === host.id && isLive(instance)) visit(instance);
    }
  }

  #setStatus(host: HostNode, status: string): void {
    host.status = status;
    host.updatedAt = this.#parts.clock.now();
  }
}

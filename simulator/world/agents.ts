import type { WorldClock } from './clock.ts';
import type { Configuration } from './configuration.ts';
import type { Database } from './database.ts';
import type { Random } from './random.ts';

/** Agent work that can be made to fail. */
export type AgentJob = 'boot' | 'attach' | 'create-volume' | 'create-snapshot';

/** The message bus and the agents behind it: the API only leaves a wish, they carry it out later. */
export class Agents {
  readonly #clock: WorldClock;
  readonly #random: Random;
  readonly #configuration: Configuration;
  readonly #database: Database;
  readonly #failures: AgentJob[] = [];

  constructor(parts: {
    clock: WorldClock;
    random: Random;
    configuration: Configuration;
    database: Database;
  }) {
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#configuration = parts.configuration;
    this.#database = parts.database;
  }

  /** Runs `job` about `steps` agent steps from now. */
  later(job: () => void, steps = 1): void {
    const { stepMs, stepJitter } = this.#configuration;
    const factor = 1 + stepJitter * (2 * this.#random.next() - 1);
    this.#clock.after(stepMs * steps * factor, job);
  }

  /** As `later`, on a host: while its agent is away, the job waits in its queue. */
  onHost(hostId: string | null, job: () => void, steps = 1): void {
    this.later(() => {
      const host = hostId === null ? undefined : this.#database.hostNodes.get(hostId);
      if (host === undefined || host.alive) job();
      else host.waitingJobs.push(job);
    }, steps);
  }

  /** Lets the next job of this kind fail. */
  failNext(job: AgentJob): void {
    this.#failures.push(job);
  }

  /** Whether this job was meant to fail; asks once. */
  fails(job: AgentJob): boolean {
    const at = this.#failures.indexOf(job);
    if (at < 0) return false;
    this.#failures.splice(at, 1);
    return true;
  }
}

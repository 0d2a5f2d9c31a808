import type { ConnectionTest } from '#contract/connection-test.ts';
import { appError } from '#contract/errors.ts';
import type { Profile } from '#contract/profile.ts';
import type { Session } from '#contract/rpc/service.ts';
import type { DcmgrClient } from '../dcmgr/client.ts';
import type { ConnectionTestOptions } from '../dcmgr/connection-test.ts';
import type { Clock } from '../ports/clock.ts';
import type { HttpPort, OpenHttp } from '../ports/http.ts';
import type { Logger } from '../ports/logger.ts';
import type { Secrets } from '../profiles/profile-keeper.ts';

export type ConnectionTestsPorts = {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly openHttp: OpenHttp;
  readonly openClient: (http: HttpPort, profile: Profile) => DcmgrClient;
  readonly testConnection: (options: ConnectionTestOptions) => Promise<ConnectionTest>;
  readonly newId: () => string;
};

type Job = { readonly session: Session; readonly controller: AbortController };

/**
 * Connection tests under way. Progress goes to the page that asked and to no other; a page that closes takes its
 * tests with it. A cancelled test says nothing more.
 */
export class ConnectionTests {
  readonly #ports: ConnectionTestsPorts;
  readonly #jobs = new Map<string, Job>();

  constructor(ports: ConnectionTestsPorts) {
    this.#ports = ports;
  }

  /** Starts a test and answers its id, before any of its progress. */
  start(profile: Profile, secrets: Promise<Secrets>, session: Session): string {
    const jobId = this.#ports.newId();
    const job = { session, controller: new AbortController() };
    this.#jobs.set(jobId, job);
    this.#ports.clock.after(0, () => {
      void this.#run(jobId, job, profile, secrets);
    });
    return jobId;
  }

  /** Ends a test of this page. One that is over, or another page's, is left alone. */
  cancel(jobId: string, session: Session): void {
    const job = this.#jobs.get(jobId);
    if (job?.session !== session) return;
    this.#jobs.delete(jobId);
    job.controller.abort();
  }

  ended(session: Session): void {
    for (const jobId of [...this.#jobs.keys()]) this.cancel(jobId, session);
  }

  close(): void {
    for (const [jobId, { session }] of [...this.#jobs]) this.cancel(jobId, session);
  }

  async #run(jobId: string, job: Job, profile: Profile, secrets: Promise<Secrets>): Promise<void> {
    const { signal } = job.controller;
    const report = (test: ConnectionTest) => {
      if (!signal.aborted) job.session.emit('profiles.testProgressed', { jobId, test });
    };
    let client: DcmgrClient | null = null;
    try {
      const known = await secrets;
      signal.throwIfAborted();
      client = this.#ports.openClient(this.#ports.openHttp(profile, known), profile);
      const accounts = profile.accounts.map((account) => account.id);
      await this.#ports.testConnection({ client, accounts, clock: this.#ports.clock, report, signal });
    } catch (cause) {
      if (!signal.aborted) report(this.#failed(cause));
    } finally {
      client?.close();
      this.#jobs.delete(jobId);
    }
  }

  #failed(cause: unknown): ConnectionTest {
    const id = this.#ports.logger.bug('profiles.test', cause);
    return {
      done: true,
      error: appError('internal/bug', 'a bug in Nori', { id }),
      accounts: [],
      clockSkewMs: null,
    };
  }
}

import { profileSchema, type ProfileInput } from '#contract/profile.ts';
import type { AccountId } from '#contract/ids.ts';
import { createDatacenterPoller } from '#core/polling/datacenter-poller.ts';
import type { Attention, DatacenterPoller } from '#core/polling/poller.ts';
import type { Random } from '#core/ports/clock.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeDcmgr, type FakeDcmgrOptions, type FakeRequest } from './fake-dcmgr.ts';
import { FakeLogger } from './fake-logger.ts';
import { InMemoryInventoryFeed } from './in-memory-inventory-feed.ts';

export type PolledDatacenterOptions = {
  readonly accounts?: readonly string[];
  readonly polling?: ProfileInput['polling'];
  readonly server?: FakeDcmgrOptions;
  readonly random?: Random;
};

/** One datacenter under polling, with everything around it in the test's hands. Not started yet. */
export class PolledDatacenter {
  readonly clock = new FakeClock();
  readonly logger = new FakeLogger();
  readonly server: FakeDcmgr;
  readonly feed = new InMemoryInventoryFeed();
  readonly account: AccountId;
  attention: Attention = { hidden: false, spotlight: [] };
  hasNetwork = true;
  statusChanges = 0;
  readonly unshown: string[] = [];
  poller: DatacenterPoller;
  readonly #options: PolledDatacenterOptions;

  constructor(options: PolledDatacenterOptions = {}) {
    this.#options = options;
    this.server = new FakeDcmgr(this.clock, options.server);
    this.account = (options.accounts?.[0] ?? 'a-tenant') as AccountId; // a test's own literal
    this.poller = this.#build();
  }

  /** The application was restarted: a new poller over the inventory as it was kept. */
  async restart(): Promise<void> {
    this.poller.stop();
    // What was under way ends with its connection, before anything new is asked.
    await this.clock.settle();
    this.poller = this.#build();
    this.poller.start();
  }

  /** Fills a list with running records, the first newest. */
  fill(kind: Parameters<FakeDcmgr['list']>[0], prefix: string, count: number, account = this.account): void {
    const list = this.server.list(kind, account);
    for (let i = 0; i < count; i++) list.push({ id: `${prefix}${String(i)}`, state: 'running' });
  }

  /** What the server lists of a kind, over all accounts: id to state. */
  listed(kind: Parameters<FakeDcmgr['list']>[0]): Readonly<Record<string, string>> {
    const accounts = this.#options.accounts ?? [this.account];
    const records = accounts.flatMap((account) => this.server.list(kind, account as AccountId)); // as above
    return Object.fromEntries(records.map(({ id, state }) => [id, state]));
  }

  /** Requests of a stretch of fake time. */
  async requestsDuring(ms: number): Promise<readonly FakeRequest[]> {
    const before = this.server.requests.length;
    await this.clock.advance(ms);
    return this.server.requests.slice(before);
  }

  #build(): DatacenterPoller {
    const { accounts = ['a-tenant'], polling, random = () => 0.5 } = this.#options;
    return createDatacenterPoller({
      profile: profileSchema.parse({
        id: 'osaka',
        name: 'Osaka',
        url: 'http://dcmgr.osaka:9001/api',
        accounts: accounts.map((id) => ({ id })),
        ...(polling === undefined ? {} : { polling }),
      }),
      client: this.server,
      measured: null,
      inventory: this.feed,
      clock: this.clock,
      random,
      logger: this.logger,
      attention: () => this.attention,
      hasNetwork: () => this.hasNetwork,
      unshown: (id) => this.unshown.push(id),
      statusChanged: () => this.statusChanges++,
    });
  }
}

/** A datacenter prepared by the test and under polling from now on. */
export function startedDatacenter(
  options: PolledDatacenterOptions = {},
  prepare: (dc: PolledDatacenter) => void = () => undefined,
): PolledDatacenter {
  const dc = new PolledDatacenter(options);
  prepare(dc);
  dc.poller.start();
  return dc;
}

export const pagesOf = (requests: readonly FakeRequest[]) =>
  requests.filter((request) => request.what === 'page');

export const showsOf = (requests: readonly FakeRequest[]) =>
  requests.filter((request) => request.what === 'show');

import type { DatacenterStatus, EndpointHealth } from '#contract/endpoint.ts';
import { type AppError, appError } from '#contract/errors.ts';
import type { DatacenterId, InstanceId } from '#contract/ids.ts';
import type { Profile } from '#contract/profile.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { DcmgrClient } from '../dcmgr/client.ts';
import { createDcmgrWriter, type DcmgrWriter } from '../dcmgr/writer.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Attention, DatacenterPoller, PollerDependencies } from '../polling/poller.ts';
import type { Clock, Random } from '../ports/clock.ts';
import type { Connectivity } from '../ports/connectivity.ts';
import type { HttpPort, OpenHttp } from '../ports/http.ts';
import type { Logger } from '../ports/logger.ts';
import type { InventoryStore } from '../ports/store.ts';
import type { Secrets } from '../profiles/profile-keeper.ts';
import { createPace } from './pace.ts';

/** Milliseconds between two reports of statuses: at most four a second. */
const statusMs = 250;
/** Milliseconds between two writings of what was measured: what `kill -9` may cost of it. */
const healthMs = 60_000;

export type DatacentersPorts = {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly openHttp: OpenHttp;
  readonly connectivity: Connectivity;
  readonly inventory: Inventory;
  readonly store: Pick<InventoryStore, 'health' | 'keepHealth'>;
  readonly openClient: (http: HttpPort, profile: Profile) => DcmgrClient;
  readonly createPoller: (dependencies: PollerDependencies) => DatacenterPoller;
  readonly attention: (datacenterId: DatacenterId) => Attention;
  /** dcmgr fails to render an instance that was asked for by its id. */
  readonly unshown: (datacenterId: DatacenterId, instanceId: InstanceId) => void;
  /** Statuses that changed; called at most a few times a second. */
  readonly statusesChanged: (statuses: readonly DatacenterStatus[]) => void;
  readonly noticed: (notice: AppError) => void;
};

type Running = {
  readonly client: DcmgrClient;
  readonly writer: DcmgrWriter;
  readonly poller: DatacenterPoller;
  attention: string;
};

/** The datacenters being polled: one client, one writer and one poller each, which know nothing of one another. */
export class Datacenters {
  readonly #ports: DatacentersPorts;
  readonly #running = new Map<DatacenterId, Running>();
  readonly #changed = new Set<DatacenterId>();
  readonly #pace;
  readonly #keepingPace;
  #isClosed = false;

  constructor(ports: DatacentersPorts) {
    this.#ports = ports;
    this.#pace = createPace(ports.clock, statusMs, () => {
      this.#reportStatuses();
    });
    this.#keepingPace = createPace(ports.clock, healthMs, () => {
      for (const id of this.#running.keys()) this.#keepHealth(id);
    });
  }

  /** Opens the connections of a profile and polls on; ends what ran under its id before. */
  start(profile: Profile, secrets: Secrets): void {
    this.stop(profile.id);
    if (this.#isClosed) return;
    try {
      this.#start(profile, secrets);
    } catch (cause) {
      // One datacenter that can't even be begun must not keep the others from running.
      const id = this.#ports.logger.bug('datacenter.start', cause, { datacenterId: profile.id });
      this.#ports.noticed(
        appError('internal/bug', 'a datacenter could not be started', { id, datacenterId: profile.id }),
      );
    }
  }

  #start(profile: Profile, secrets: Secrets): void {
    const { id } = profile;
    const { clock, random, logger, connectivity, attention } = this.#ports;
    const host = new URL(profile.url).hostname;
    const http = this.#ports.openHttp(profile, secrets);
    const client = this.#ports.openClient(http, profile);
    const writer = createDcmgrWriter(http, profile.polling.requestTimeoutMs);
    const poller = this.#ports.createPoller({
      profile,
      client,
      measured: this.#measured(id),
      inventory: this.#ports.inventory.open(id),
      clock,
      random,
      logger,
      attention: () => attention(id),
      hasNetwork: () => connectivity.canReach(host),
      unshown: (instanceId) => {
        this.#ports.unshown(id, instanceId);
      },
      statusChanged: () => {
        this.#statusChanged(id);
      },
    });
    this.#running.set(id, { client, writer, poller, attention: JSON.stringify(attention(id)) });
    poller.start();
    this.#statusChanged(id);
  }

  stop(id: DatacenterId): void {
    const running = this.#running.get(id);
    this.#keepHealth(id);
    this.#running.delete(id);
    running?.poller.stop();
    running?.client.close();
  }

  refresh(id: DatacenterId, kinds?: readonly ResourceKind[]): void {
    this.#running.get(id)?.poller.refresh(kinds);
  }

  /** Writes to a datacenter, over the connections it is read with; null while it is not running. */
  writer(id: DatacenterId): DcmgrWriter | null {
    return this.#running.get(id)?.writer ?? null;
  }

  /** Null for a datacenter that is not running. */
  status(id: DatacenterId): DatacenterStatus | null {
    return this.#running.get(id)?.poller.status() ?? null;
  }

  /** Tells the pollers whose datacenter is looked at differently now. */
  attentionChanged(): void {
    for (const [id, running] of this.#running) {
      const attention = JSON.stringify(this.#ports.attention(id));
      if (attention === running.attention) continue;
      running.attention = attention;
      running.poller.attentionChanged();
    }
  }

  /** The status of every running datacenter. */
  statuses(): readonly DatacenterStatus[] {
    return [...this.#running.values()].map(({ poller }) => poller.status());
  }

  /** Stops all of them for good: a change of a profile still under way starts none again. */
  close(): void {
    this.#isClosed = true;
    this.#pace.stop();
    this.#keepingPace.stop();
    for (const id of [...this.#running.keys()]) this.stop(id);
  }

  #statusChanged(id: DatacenterId): void {
    this.#changed.add(id);
    this.#pace.ask();
    this.#keepingPace.ask();
  }

  #measured(id: DatacenterId): EndpointHealth | null {
    const kept = this.#ports.store.health(id);
    return kept.ok ? kept.value : null;
  }

  /** Where the store fails, which its writer tells, the next time will do: what counts is in memory. */
  #keepHealth(id: DatacenterId): void {
    const status = this.status(id);
    if (status !== null && status.health.requests > 0) this.#ports.store.keepHealth(id, status.health);
  }

  #reportStatuses(): void {
    const statuses = [...this.#changed].flatMap((id) => this.#running.get(id)?.poller.status() ?? []);
    this.#changed.clear();
    if (statuses.length > 0) this.#ports.statusesChanged(statuses);
  }
}

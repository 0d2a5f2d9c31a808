import type { DatacenterStatus, EndpointHealth } from '#contract/endpoint.ts';
import type { InstanceId, ResourceId } from '#contract/ids.ts';
import type { Profile } from '#contract/profile.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { DcmgrClient } from '../dcmgr/client.ts';
import type { InventoryFeed } from '../inventory/observations.ts';
import type { Clock, Random } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';

/** What people are looking at in one datacenter, over all open pages. */
export type Attention = {
  /** No page is visible: polling slows down. */
  readonly hidden: boolean;
  /** Records to re-read every few seconds, most wanted first. */
  readonly spotlight: readonly { readonly kind: ResourceKind; readonly id: ResourceId }[];
};

export type PollerDependencies = {
  readonly profile: Profile;
  readonly client: DcmgrClient;
  /** What was measured before this poller; it measures on. */
  readonly measured: EndpointHealth | null;
  readonly inventory: InventoryFeed;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly attention: () => Attention;
  /** Whether this machine has a network; false makes the datacenter `offline` without a request. */
  readonly hasNetwork: () => boolean;
  /** dcmgr answered a bare 500 for an instance that the spotlight asked for. */
  readonly unshown: (id: InstanceId) => void;
  /** Called after anything in `status()` changed. The receiver coalesces. */
  readonly statusChanged: () => void;
};

/** Keeps one datacenter's inventory fresh, gently. Datacenters share nothing: one can't delay another. */
export interface DatacenterPoller {
  start(): void;
  /** Ends a backoff and makes the lists of these kinds (all by default) due now. */
  refresh(kinds?: readonly ResourceKind[]): void;
  /** Attention changed: the spotlight looks again at once. */
  attentionChanged(): void;
  status(): DatacenterStatus;
  /** Cancels what is under way. Nothing is called afterwards. */
  stop(): void;
}

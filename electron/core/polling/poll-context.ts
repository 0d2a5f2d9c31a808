import type { Asking } from './asking.ts';
import type { EndpointMeter } from './endpoint-meter.ts';
import type { PageSizes } from './page-sizes.ts';
import type { PolledList } from './polled-list.ts';
import type { PollerDependencies } from './poller.ts';
import type { Problems } from './problems.ts';
import type { Reachability } from './reachability.ts';
import type { SpotlightRotation } from './spotlight.ts';

/** What the lanes of one datacenter share. */
export type PollContext = {
  readonly dependencies: PollerDependencies;
  readonly lists: readonly PolledList[];
  readonly asking: Asking;
  readonly meter: EndpointMeter;
  readonly reachability: Reachability;
  readonly pageSizes: PageSizes;
  readonly problems: Problems;
  readonly rotation: SpotlightRotation;
  readonly signal: AbortSignal;
  /** Something in the status changed. */
  readonly changed: () => void;
};

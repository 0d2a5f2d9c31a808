/** How NICs are laid out for a `network_scheduler` name, as an operator sets it in dcmgr.conf. */
export type NetworkProfile =
  | { readonly kind: 'flat' }
  | { readonly kind: 'nat'; readonly inside: string; readonly outside: string }
  | { readonly kind: 'template'; readonly networkIds: readonly string[] };

/** The operator's settings that show through the API, and how quickly the agents work. Defaults: the shipped example. */
export type Configuration = {
  readonly volumeMinMb: number;
  readonly volumeMaxMb: number;
  readonly instanceQuotaWeight: number;
  readonly volumeQuotaMb: number;
  readonly stoppedUsageFactor: number;
  readonly recentMs: number;
  readonly destinations: readonly { readonly id: string; readonly name: string }[];
  readonly networkProfiles: ReadonlyMap<string, NetworkProfile>;
  /** `SpecifyNode` obeys `host_node_id`. */
  readonly hostScheduler: 'LeastUsage' | 'SpecifyNode';
  /** The example configuration has no scheduler for failovers, so they end in `terminated`. */
  readonly haScheduler: boolean;
  /** One step of an agent or scheduler takes about this long. */
  readonly stepMs: number;
  /** The share by which a step's length varies. */
  readonly stepJitter: number;
  readonly onlineAfterMs: number;
  readonly heartbeatTimeoutMs: number;
  readonly heartbeatOfflineMs: number;
  /** Whether the host agents report the device an attached volume got. */
  readonly guestDevices: boolean;
};

const MINUTE_MS = 60_000;

export const EXAMPLE_CONFIGURATION: Configuration = {
  volumeMinMb: 10,
  volumeMaxMb: 3000,
  instanceQuotaWeight: 100,
  volumeQuotaMb: 100_000,
  stoppedUsageFactor: 1,
  recentMs: 15 * MINUTE_MS,
  destinations: [{ id: 'local', name: 'Local Store' }],
  networkProfiles: new Map([['default', { kind: 'flat' }]]),
  hostScheduler: 'LeastUsage',
  haScheduler: false,
  stepMs: 1500,
  stepJitter: 0.3,
  onlineAfterMs: 5000,
  heartbeatTimeoutMs: 20 * MINUTE_MS,
  heartbeatOfflineMs: 40 * MINUTE_MS,
  guestDevices: true,
};

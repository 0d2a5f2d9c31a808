/** Whether this machine has a network at all, as far as it can be told without sending anything. */
export interface Connectivity {
  /** True when the host could be reached in principle: a network is up, or the host is this machine. */
  canReach(host: string): boolean;
}

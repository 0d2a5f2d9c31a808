import type { Condition, DatacenterStatus } from '#contract/endpoint.ts';
import type { DatacenterId } from '#contract/ids.ts';
import type { InstanceRow } from '#contract/inventory.ts';

/** Conditions in which nothing new comes in: rows stay, dimmed. */
const silent: ReadonlySet<Condition> = new Set<Condition>(['unreachable', 'offline', 'paused']);

/** Whether nothing new comes in from a datacenter, for whatever reason. */
export const isSilent = (status: DatacenterStatus | undefined): boolean =>
  status === undefined || silent.has(status.condition);

/** What a row's look says of its age. */
export type RowFreshness = 'live' | 'stale' | 'silent';

/**
 * Judges rows by the lists they came from: live while any of them is live. Made once for a set of statuses and
 * asked for every visible row.
 */
export function rowFreshness(
  statuses: ReadonlyMap<DatacenterId, DatacenterStatus>,
): (row: InstanceRow) => RowFreshness {
  const liveAccounts = new Map<DatacenterId, ReadonlySet<string>>();
  for (const [id, { lists }] of statuses) {
    const live = lists.filter((list) => list.kind === 'instances' && list.freshness === 'live');
    liveAccounts.set(id, new Set(live.map((list) => list.account)));
  }
  return ({ datacenterId, accounts }) => {
    const status = statuses.get(datacenterId);
    if (isSilent(status)) return 'silent';
    const live = liveAccounts.get(datacenterId);
    return accounts.some((account) => live?.has(account)) ? 'live' : 'stale';
  };
}

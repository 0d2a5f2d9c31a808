import type { DatacenterStatus } from '#contract/endpoint.ts';
import type { AccountId, DatacenterId, ResourceId } from '#contract/ids.ts';
import type { Profile } from '#contract/profile.ts';
import type { Instance } from '#contract/resources.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { HeldRecord } from '../inventory/held-record.ts';
import type { Inventory } from '../inventory/inventory.ts';

/** What checks and watching may look at. Never changes anything. */
export type Knowledge = {
  /** This machine's clock. */
  readonly now: () => number;
  readonly profile: (id: DatacenterId) => Profile | null;
  /** Null for a datacenter that is not polled. */
  readonly status: (id: DatacenterId) => DatacenterStatus | null;
  readonly inventory: Pick<Inventory, 'open'>;
};

/** A record of a datacenter that has a profile. */
export const recordOf = (
  { inventory }: Knowledge,
  datacenterId: DatacenterId,
  kind: ResourceKind,
  id: ResourceId,
): HeldRecord | undefined => inventory.open(datacenterId).record(kind, id);

export const instanceOf = ({ value }: HeldRecord): Instance => value as Instance; // as its kind says

/** When the account's list was last read from its beginning; null when never. */
export const readAt = (
  { inventory }: Knowledge,
  datacenterId: DatacenterId,
  kind: ResourceKind,
  account: AccountId,
): number | null => inventory.open(datacenterId).sweptAt(kind, account)?.at ?? null;

/** When the oldest of all accounts' lists of a kind was read; null while one never was. */
export function allReadAt(knowledge: Knowledge, profile: Profile, kind: ResourceKind): number | null {
  const dates = profile.accounts.map(({ id }) => readAt(knowledge, profile.id, kind, id));
  const known = dates.filter((date) => date !== null);
  return known.length === dates.length ? Math.min(...known) : null;
}

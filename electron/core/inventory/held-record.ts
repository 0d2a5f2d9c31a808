import type { AccountId } from '#contract/ids.ts';
import { transitionalStates } from '#contract/resources.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { StoredRecord } from '../ports/store.ts';

/**
 * A record in memory. Its contents are replaced, never changed, so that whoever froze a list of them keeps what it
 * saw. Only `fetchedAt` moves in place: most observations find nothing new, and replacing every record of every
 * sweep would cost more than all else.
 */
export type HeldRecord = Omit<StoredRecord, 'fetchedAt'> & { fetchedAt: number };

/** Kinds whose documents don't say who owns them: the account whose list they came in does (reference §4). */
const ownerless: ReadonlySet<ResourceKind> = new Set(['instances', 'volumes', 'volume_snapshots']);

/** The owner of a record: as its document says, else the account that listed it, else as known before. */
export function ownerOf(
  kind: ResourceKind,
  stated: AccountId | null,
  listedBy: AccountId | null,
  before: AccountId | null,
): AccountId | null {
  if (stated !== null) return stated;
  return ownerless.has(kind) ? (listedBy ?? before) : null;
}

/** An account to ask for the record with: its owner where that account is one of ours, else any that lists it. */
export const accountToShow = ({ owner, accounts }: HeldRecord): AccountId | null =>
  owner !== null && accounts.includes(owner) ? owner : (accounts[0] ?? null);

/** Whether it is an instance in a state that it leaves by itself. */
export const isInTransition = (record: HeldRecord): boolean =>
  record.kind === 'instances' && 'state' in record.value && transitionalStates.has(record.value.state);

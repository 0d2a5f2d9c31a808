import type { Condition, DatacenterStatus } from '#contract/endpoint.ts';
import type { RecordDetail } from '#contract/inventory.ts';

/** What the pane says of the age of what it shows. */
export type PaneFreshness =
  | { readonly kind: 'live' }
  | { readonly kind: 'stale' }
  /** Nothing new comes in. */
  | { readonly kind: 'silent'; readonly why: SilentCondition };

export type SilentCondition = Extract<Condition, 'unreachable' | 'offline' | 'paused' | 'starting'>;

/** The spotlight reads an open record again within seconds; one that it could not read for this long is old. */
const staleAfterMs = 60_000;

/** Judges a record by its datacenter's condition and the lists that it came from. */
export function paneFreshness(
  record: Pick<RecordDetail, 'kind' | 'accounts' | 'fetchedAt'>,
  status: DatacenterStatus | undefined,
  now: number,
): PaneFreshness {
  const condition = status?.condition ?? 'starting';
  if (condition !== 'online' && condition !== 'degraded') return { kind: 'silent', why: condition };
  const isLive = (status?.lists ?? []).some(
    ({ kind, account, freshness }) =>
      kind === record.kind && freshness === 'live' && record.accounts.includes(account),
  );
  return { kind: isLive || now - record.fetchedAt < staleAfterMs ? 'live' : 'stale' };
}

import type { DatacenterStatus } from '#contract/endpoint.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';

/**
 * Why a record that something refers to may not be there. dcmgr lists only what belongs to an account or is shared
 * with it: what is in no list that was read either belongs to somebody else or does not exist any more.
 */
export type WhyMissing = 'no-datacenter' | 'never-read' | 'partly-read' | 'not-visible';

/** Judges by the lists that could have held it. `status` is undefined before the engine told one. */
export function whyMissing(
  kind: ResourceKind,
  datacenter: { readonly isKnown: boolean; readonly status: DatacenterStatus | undefined },
): WhyMissing {
  if (!datacenter.isKnown) return 'no-datacenter';
  const lists = (datacenter.status?.lists ?? []).filter((list) => list.kind === kind);
  const read = lists.filter((list) => list.fetchedAt !== null);
  if (read.length === 0) return 'never-read';
  return read.length < lists.length ? 'partly-read' : 'not-visible';
}

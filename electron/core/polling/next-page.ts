import type { KnownRuns, RunAhead } from './known-runs.ts';
import type { Leap } from './leap.ts';
import type { Anchor, Reading } from './reading.ts';
import type { SweepRequest } from './sweep-end.ts';
import type { UnreadableSearch } from './unreadable-search.ts';

/** A page that a sweep goes on with. */
export type NextPage = SweepRequest & {
  /** To read on, to leap over a known unreadable run, or to look whether the anchor is still where it was. */
  readonly purpose: 'read' | 'leap' | 'check';
  /** How many of its places were read already. */
  readonly overlap: number;
};

/** What a sweep knows of its list while it reads on. */
export type Progress = {
  readonly reading: Reading;
  readonly search: UnreadableSearch;
  readonly known: KnownRuns;
  readonly leap: Leap;
};

/** The page to go on with from where a list was read to, at most about `pageSize` records. May begin a leap. */
export function nextPage(progress: Progress, pageSize: number): NextPage {
  const { reading, search, known, leap } = progress;
  const { next, anchor } = reading;
  const plan = search.plan(next, pageSize);
  if (next === 0 && !search.active) return firstPage(known, plan.limit);
  if (anchor === null || search.narrowing) return { ...plan, purpose: 'read', overlap: 0 };
  if (leap.isChecking) return overlapping(next, { start: anchor.offset, limit: 1 }, 'check');
  const ahead = known.ahead(anchor, next);
  if (ahead !== null && ahead.isSure && ahead.start === next)
    return { ...leap.over(ahead.run, next, plan.limit), purpose: 'leap', overlap: 0 };
  return overlapping(next, joinable(progress, anchor, ahead, plan.limit), 'read');
}

/** What has come since the last sweep only pushes the first unreadable record down. */
function firstPage(known: KnownRuns, limit: number): NextPage {
  return { start: 0, limit: Math.min(limit, Math.max(1, known.first)), purpose: 'read', overlap: 0 };
}

/** Begins with the anchor where it can, and ends where the next known run begins. */
function joinable(
  { reading: { next, isContiguous }, search }: Progress,
  anchor: Anchor,
  ahead: RunAhead | null,
  wanted: number,
): SweepRequest {
  const start = isContiguous && !search.active ? anchor.offset : next;
  // A page of nothing but the overlap would never advance.
  const limit = Math.max(wanted, next - start + 1);
  const clear = ahead !== null && ahead.start > next ? ahead.start - start : limit;
  return { start, limit: Math.min(limit, clear) };
}

const overlapping = (
  next: number,
  { start, limit }: SweepRequest,
  purpose: NextPage['purpose'],
): NextPage => ({ start, limit, purpose, overlap: Math.max(0, next - start) });

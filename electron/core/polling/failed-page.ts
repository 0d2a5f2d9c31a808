import type { Progress } from './next-page.ts';
import type { SweepRequest } from './sweep-end.ts';
import { searchBudget, type Verdict } from './unreadable-search.ts';

/** What it means that a page failed which was to continue the list; `overlap` of its places were read already. */
export function failedPage(progress: Progress, asked: SweepRequest & { readonly overlap: number }): Verdict {
  const { reading, search } = progress;
  const { next } = reading;
  const { start, limit } = search.active
    ? asked
    : { start: next, limit: Math.max(1, asked.start + asked.limit - next) };
  if (limit > 1 || asked.overlap === 0) return search.failed(start, limit, next, budget(progress, limit));
  // The overlap was asked for with a single new record: either may be the one that fails.
  search.suspect(start, 1);
  return { kind: 'narrow' };
}

/** What was given up last time comes first: half is kept for it. */
function budget({ reading: { anchor, next }, known }: Progress, length: number): number {
  const hasPrior = anchor !== null && known.hasUnreadBeyond(anchor, next, length);
  return hasPrior ? searchBudget / 2 : searchBudget;
}

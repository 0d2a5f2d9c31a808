import { computed } from 'vue';
import type { ListLines } from '../../lists/list-lines.ts';
import { isHeader, type ListHeader } from '../../lists/parent-group.ts';
import { rowHeight } from './line-window.ts';

export type PinnedHeaderOptions<R extends { readonly key: string }> = {
  readonly lines: () => ListLines<R>;
  /** The topmost line on the screen, if only in part, and the pixels scrolled past. */
  readonly first: () => number;
  readonly top: () => number;
};

/** The header that the topmost rows stand under, which stays at the top of the screen while they scroll by. */
export function usePinnedHeader<R extends { readonly key: string }>({
  lines,
  first,
  top,
}: PinnedHeaderOptions<R>) {
  const isHeaderAt = (line: number) => isHeader(lines().at(line));
  /** Its line; -1 where nothing is scrolled past, or there are no headers. */
  const index = computed(() => {
    if (lines().isHeadless || top() <= 0) return -1;
    return isHeaderAt(first()) ? first() : lines().headerOf(first());
  });
  const header = computed((): ListHeader<R> | null => {
    const line = lines().at(index.value);
    return isHeader(line) ? line : null;
  });
  /** Pixels, negative, by which the header after it pushes it out. */
  const shift = computed(() => {
    const next = first() + 1;
    return header.value !== null && isHeaderAt(next) ? Math.min(0, (next - 1) * rowHeight - top()) : 0;
  });
  return {
    index,
    header,
    shift,
    /** Whether it stands before a line that would be seen without it. */
    covers: (line: number) => header.value !== null && line === first() && !isHeaderAt(line),
  };
}

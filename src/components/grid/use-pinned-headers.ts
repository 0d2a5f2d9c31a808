import { computed } from 'vue';
import type { ListLines } from '../../lists/list-lines.ts';
import { isHeader, type ListHeader } from '../../lists/parent-group.ts';
import { rowHeight } from './line-window.ts';

export type PinnedHeadersOptions<R extends { readonly key: string }> = {
  readonly lines: () => ListLines<R>;
  /** The topmost line on the screen, if only in part, and the pixels scrolled past. */
  readonly first: () => number;
  readonly top: () => number;
  /** Of those, the ones that nobody scrolled: no header comes before a row that was pointed at for them. */
  readonly given: () => number;
};

/** A header that stays at the top of the screen while what is under it scrolls by. */
export type PinnedHeader<R> = {
  readonly header: ListHeader<R>;
  readonly index: number;
  /** Its place among them, from 0. */
  readonly depth: number;
  /** Pixels, negative, by which the header after it pushes it out. */
  readonly shift: number;
};

/** The headers that the topmost rows stand under: their group's, below its parent's where groups nest. */
export function usePinnedHeaders<R extends { readonly key: string }>({
  lines,
  first,
  top,
  given,
}: PinnedHeadersOptions<R>) {
  const isHeaderAt = (line: number) => isHeader(lines().at(line));
  /** The header of a level that a line stands under; itself for such a header, -1 for none. */
  const headerAbove = (line: number, level: number): number => {
    let at = isHeaderAt(line) ? line : lines().headerOf(line);
    while (at >= 0 && lines().levelOf(at) > level) at = lines().headerOf(at);
    return at >= 0 && lines().levelOf(at) === level ? at : -1;
  };
  const pin = (depth: number): PinnedHeader<R> | null => {
    const line = first() + depth; // each stands before the line that would be there without it
    const index = headerAbove(line, depth + 1);
    const header = lines().at(index);
    if (!isHeader(header)) return null;
    const next = line + 1;
    const pushes = isHeaderAt(next) && lines().levelOf(next) <= depth + 1;
    const shift = pushes ? Math.min(0, (next - depth - 1) * rowHeight - top()) : 0;
    return { header, index, depth, shift };
  };
  const depths = computed(() => {
    if (lines().isHeadless || top() <= given()) return 0;
    return lines().isNested ? 2 : 1;
  });
  /** The same while none of them differs: scrolling within a line draws nothing. */
  const pinned = computed((old?: readonly PinnedHeader<R>[]) => {
    const fresh = Array.from({ length: depths.value }, (_, depth) => pin(depth)).filter(
      (each) => each !== null,
    );
    return old?.length === fresh.length && fresh.every((each, at) => isSame(each, old[at])) ? old : fresh;
  });
  return {
    pinned,
    /** Whether one of them stands before a line that would be seen without it. */
    covers: (line: number) => line >= first() && line < first() + pinned.value.length && !isHeaderAt(line),
  };
}

const isSame = <R>(a: PinnedHeader<R>, b: PinnedHeader<R> | undefined): boolean =>
  a.header === b?.header && a.index === b.index && a.depth === b.depth && a.shift === b.shift;

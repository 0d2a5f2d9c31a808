import { computed, type ComputedRef, type Ref, type ShallowRef, shallowRef, watch } from 'vue';
import { afterPaint } from '../../engine/frames.ts';
import type { ListLine, ListLines } from '../../lists/list-lines.ts';
import { isHeader, type ListHeader } from '../../lists/parent-group.ts';
import { useScrollPort } from '../use-scroll-port.ts';
import {
  headerHeight,
  type LineRange,
  linesInSight,
  linesToDraw,
  rowHeight,
  scrollFor,
  slotOf,
} from './line-window.ts';
import { usePinnedHeaders } from './use-pinned-headers.ts';

/** A line on the screen: a header or a row. */
export type DrawnLine<R> = {
  readonly index: number;
  /** The element it is drawn with. */
  readonly slot: number;
  readonly top: number;
  /** How deep it stands, from 1. */
  readonly level: number;
  readonly header: ListHeader<R> | null;
  readonly row: R | null;
};

/** Tells the key of a header from that of a row. */
const headerMark = 'header ';
const keyOf = <R extends { readonly key: string }>(line: ListLine<R>): string =>
  isHeader(line) ? `${headerMark}${line.key}` : line.key;

export type GridLinesOptions<R extends { readonly key: string }> = {
  readonly scroller: Readonly<Ref<HTMLElement | null>>;
  readonly lines: () => ListLines<R>;
  /** Pixels scrolled by what stands above the list, and not by a person. */
  readonly given: Readonly<Ref<number>>;
  /** Key of the current line, which stays current wherever the list moves it. */
  readonly current: Ref<string | null>;
};

/** Which lines are on the screen, and which of them is current. */
export function useGridLines<R extends { readonly key: string }>({
  scroller,
  lines,
  given,
  current,
}: GridLinesOptions<R>) {
  const { width, height, top, left, onScroll } = useScrollPort(scroller);
  const inSight = useRange(() =>
    linesInSight({ top: top.value, height: height.value, count: lines().length }),
  );
  const painted = usePainted(lines);
  const drawn = computed(() => {
    const { from, to } = linesToDraw(inSight.value, { height: height.value, count: lines().length });
    return Array.from({ length: to - from }, (_, at) => {
      const index = from + at;
      const slot = slotOf(index, height.value);
      const asPainted = isIn(inSight.value, index) ? null : drawnLine(painted.value, index, slot);
      return asPainted ?? drawnLine(lines(), index, slot);
    }).filter((line) => line !== null);
  });
  const visibleRows = computed((old?: readonly R[]): readonly R[] => {
    const range = inSight.value;
    const rows = drawn.value.flatMap(({ index, row }) => (row !== null && isIn(range, index) ? [row] : []));
    return old?.length === rows.length && rows.every((row, at) => row === old[at]) ? old : rows;
  });
  const { pinned, covers } = usePinnedHeaders({
    lines,
    first: () => inSight.value.from,
    top: () => top.value,
    given: () => given.value,
  });
  const currentIndex = computed(() => {
    const key = current.value;
    if (key === null) return -1;
    return key.startsWith(headerMark)
      ? lines().lineOfHeader(key.slice(headerMark.length))
      : lines().lineOfRow(key);
  });

  return {
    drawn,
    /** Rows that can be seen: of those drawn, not the ones kept ready above and below. */
    visibleRows,
    currentIndex,
    onScroll,
    /** Pixels of the columns' way that are on the screen. */
    across: () => ({ left: left.value, width: width.value }),
    pinned,
    isInSight: (index: number) => isIn(inSight.value, index) && !covers(index),
    /** Makes a line current, and with `reveal` brings it on the screen. */
    makeCurrent: (index: number, reveal: boolean) => {
      const line = lines().at(index);
      if (line === undefined) return;
      current.value = keyOf(line);
      const element = scroller.value;
      if (!reveal || element === null) return;
      const covered = lines().isHeadless ? 0 : (lines().levelOf(index) - 1) * rowHeight; // by the headers it is under
      element.scrollTop = scrollFor(index, { top: element.scrollTop, height: element.clientHeight, covered });
    },
    /** Where it is there already, nothing is asked of the browser: it would lay out all that waits for the next frame. */
    toTop: () => {
      if (top.value > 0) scroller.value?.scrollTo({ top: 0 });
    },
    /** Lines that fit on the screen below the headers, less one to keep one's place. */
    page: () => {
      const lost = lines().isHeadless ? 1 : lines().isNested ? 3 : 2;
      return Math.max(1, Math.floor(((scroller.value?.clientHeight ?? 0) - headerHeight) / rowHeight) - lost);
    },
  };
}

/**
 * The lines that were painted last. What is out of sight is drawn from them, so that a change of the whole list draws
 * in its own frame what can be seen, and in the next what cannot.
 */
function usePainted<R extends { readonly key: string }>(
  lines: () => ListLines<R>,
): Readonly<ShallowRef<ListLines<R>>> {
  const painted = shallowRef(lines());
  let isDue = false;
  watch(lines, () => {
    if (isDue) return;
    isDue = true;
    afterPaint(() => {
      isDue = false;
      painted.value = lines();
    });
  });
  return painted;
}

const isIn = ({ from, to }: LineRange, index: number): boolean => index >= from && index < to;

/** The same range while its ends stay: scrolling within a line draws nothing. */
const useRange = (make: () => LineRange): ComputedRef<LineRange> =>
  computed((old?: LineRange) => {
    const fresh = make();
    return old !== undefined && old.from === fresh.from && old.to === fresh.to ? old : fresh;
  });

function drawnLine<R extends { readonly key: string }>(
  lines: ListLines<R>,
  index: number,
  slot: number,
): DrawnLine<R> | null {
  const line = lines.at(index);
  if (line === undefined) return null;
  const place = { index, slot, top: index * rowHeight, level: lines.levelOf(index) };
  return isHeader(line) ? { ...place, header: line, row: null } : { ...place, header: null, row: line };
}

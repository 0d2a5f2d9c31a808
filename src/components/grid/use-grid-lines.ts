import { useVirtualizer } from '@tanstack/vue-virtual';
import { computed, type Ref } from 'vue';
import type { ListLine, ListLines } from '../../lists/list-lines.ts';
import { isHeader, type ListHeader } from '../../lists/parent-group.ts';

/** Pixels; `--row-height` of the style sheets is the same. */
export const rowHeight = 28;
const headerHeight = 30;

/** A line on the screen: a header or a row. */
export type DrawnLine<R> = {
  readonly index: number;
  readonly key: string;
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
  /** Key of the current line, which stays current wherever the list moves it. */
  readonly current: Ref<string | null>;
};

/** Which lines are on the screen, and which of them is current. The only place that knows the virtualiser. */
export function useGridLines<R extends { readonly key: string }>({
  scroller,
  lines,
  current,
}: GridLinesOptions<R>) {
  const virtualizer = useVirtualizer(
    computed(() => ({
      count: lines().length,
      getScrollElement: () => scroller.value,
      estimateSize: () => rowHeight,
      overscan: 6,
      scrollMargin: headerHeight,
      scrollPaddingStart: headerHeight,
    })),
  );
  const drawn = computed(() =>
    virtualizer.value.getVirtualItems().flatMap(({ index, start }): DrawnLine<R>[] => {
      const line = lines().at(index);
      if (line === undefined) return [];
      const place = { index, key: keyOf(line), top: start - headerHeight, level: lines().levelOf(index) };
      return isHeader(line)
        ? [{ ...place, header: line, row: null }]
        : [{ ...place, header: null, row: line }];
    }),
  );
  const visibleRows = computed((): readonly R[] => {
    const { range } = virtualizer.value;
    if (range === null) return [];
    return drawn.value.flatMap(({ index, row }) =>
      row !== null && index >= range.startIndex && index <= range.endIndex ? [row] : [],
    );
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
    /** Makes a line current, and with `reveal` brings it on the screen. */
    makeCurrent: (index: number, reveal: boolean) => {
      const line = lines().at(index);
      if (line === undefined) return;
      current.value = keyOf(line);
      if (reveal) virtualizer.value.scrollToIndex(index, { align: 'auto' });
    },
    /** Lines that fit on the screen below the header, less one to keep one's place. */
    page: () => Math.max(1, Math.floor(((scroller.value?.clientHeight ?? 0) - headerHeight) / rowHeight) - 1),
  };
}

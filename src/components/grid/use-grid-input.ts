import type { ComputedRef } from 'vue';
import type { ListLine, ListLines } from '../../lists/list-lines.ts';
import { isHeader } from '../../lists/parent-group.ts';
import { gridMove } from './grid-keys.ts';

/** How a line was chosen: instead of all others, beside them, or with all between it and the last one. */
export type ChooseMode = 'only' | 'toggle' | 'range';

export type GridInputOptions<R extends { readonly key: string }> = {
  readonly lines: () => ListLines<R>;
  readonly currentIndex: ComputedRef<number>;
  readonly isExpanded: (headerKey: string) => boolean;
  readonly page: () => number;
  readonly makeCurrent: (index: number, reveal: boolean) => void;
  readonly isInSight: (index: number) => boolean;
  readonly toggleGroup: (headerKey: string) => void;
  readonly choose: (line: number, mode: ChooseMode) => void;
  readonly chooseAll: () => void;
  readonly activate: (row: R) => void;
  /** Opened with the mouse: a name clicked, a row clicked twice. */
  readonly open: (row: R) => void;
  /** Whether clicking the cells of a column opens the row. */
  readonly opens: (column: number) => boolean;
};

/** What keys and the mouse do to a grid. */
export function useGridInput<R extends { readonly key: string }>(options: GridInputOptions<R>) {
  const { lines, currentIndex, isExpanded, page, makeCurrent, toggleGroup, choose, activate } = options;

  const foldOf = (item: ListLine<R> | undefined) =>
    isHeader(item) ? (isExpanded(item.key) ? 'expanded' : 'collapsed') : null;

  function onKey(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget || event.altKey) return;
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      options.chooseAll();
      return;
    }
    // The ends are the ends with Ctrl too: the browser alone would scroll there and leave the current line behind.
    if (isCommand && event.key !== 'Home' && event.key !== 'End') return;
    const at = currentIndex.value;
    const item = lines().at(at);
    const move = gridMove(event.key, {
      at,
      count: lines().length,
      page: page(),
      group: foldOf(item),
      parent: lines().headerOf(at),
    });
    if (move === null) return;
    event.preventDefault();
    if (move.kind !== 'move' && !options.isInSight(at)) {
      makeCurrent(at, true); // nothing is done to what nobody sees: the first press only shows it
      return;
    }
    if (move.kind === 'move') {
      if (event.shiftKey && at >= 0) choose(at, 'range'); // a range begins where the person stands
      makeCurrent(move.to, true);
      if (event.shiftKey) choose(move.to, 'range');
    } else if (move.kind === 'select') choose(at, event.shiftKey ? 'range' : 'toggle');
    else if (isHeader(item)) toggleGroup(item.key);
    else if (item !== undefined) activate(item);
  }

  function onClick(event: MouseEvent): void {
    const index = lineOf(event);
    const item = lines().at(index);
    if (item === undefined) return;
    makeCurrent(index, !options.isInSight(index)); // a header that is pinned stands further up
    if (event.shiftKey) choose(index, 'range');
    else if (event.ctrlKey || event.metaKey) choose(index, 'toggle');
    else if (isHeader(item)) toggleGroup(item.key);
    else {
      choose(index, 'only');
      if (event.detail === 2 || options.opens(columnOf(event))) options.open(item);
    }
  }

  return { onKey, onClick };
}

function columnOf({ target }: MouseEvent): number {
  const cell = target instanceof Element ? target.closest('[role=gridcell]') : null;
  return Number(cell?.getAttribute('aria-colindex') ?? 0) - 1;
}

function lineOf({ target }: MouseEvent): number {
  const line = target instanceof Element ? target.closest('[data-index]') : null;
  return Number(line?.getAttribute('data-index') ?? -1);
}

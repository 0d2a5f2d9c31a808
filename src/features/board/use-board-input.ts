import { shallowRef } from 'vue';
import { type RecordKey, splitRecordKey } from '#contract/ids.ts';
import { useNavigationStore } from '../../stores/navigation.ts';
import { useSelectionStore } from '../../stores/selection.ts';
import { type BoardGeometry, firstTile, moveTile, type TilePlace } from './tile-moves.ts';
import type { BoardColumn } from './use-board-columns.ts';

export type BoardInputOptions = {
  readonly columns: () => readonly BoardColumn[];
  readonly geometry: () => BoardGeometry;
  /** Scrolls a tile into view and puts the focus on its column. */
  readonly reveal: (place: TilePlace) => void;
};

/** What mouse and keyboard do to tiles: the current one, the selection, the detail pane. */
export function useBoardInput({ columns, geometry, reveal }: BoardInputOptions) {
  const navigation = useNavigationStore();
  const selection = useSelectionStore();
  const current = shallowRef<RecordKey | null>(null);

  const keyAt = ({ column, panel, tile }: TilePlace): RecordKey | null =>
    columns()[column]?.groups[panel]?.rows[tile]?.key ?? null;

  const placeOf = (key: RecordKey): TilePlace | null => {
    const { datacenterId } = splitRecordKey(key);
    const column = columns().findIndex(({ datacenter }) => datacenter.view.profile.id === datacenterId);
    for (const [panel, { rows }] of (columns()[column]?.groups ?? []).entries()) {
      const tile = rows.findIndex((row) => row.key === key);
      if (tile >= 0) return { column, panel, tile };
    }
    return null;
  };

  const keysInOrder = (): readonly RecordKey[] =>
    columns().flatMap(({ groups }) => groups.flatMap(({ rows }) => rows.map(({ key }) => key)));

  const extendTo = (key: RecordKey) => {
    const keys = keysInOrder();
    const [from, to] = [keys.indexOf(selection.anchor ?? current.value ?? key), keys.indexOf(key)];
    selection.extendTo(keys.slice(Math.min(Math.max(0, from), to), Math.max(from, to) + 1));
  };

  const goTo = (key: RecordKey, isRange: boolean) => {
    if (isRange) extendTo(key);
    current.value = key;
    // The pane follows: whoever has it open wants to see one instance after the other.
    if (navigation.open !== null) navigation.openRecord('instances', key);
  };

  const move = (column: number, event: KeyboardEvent): boolean => {
    const board = geometry();
    const at = current.value === null ? null : placeOf(current.value);
    const to = at === null ? firstTile(column, board) : moveTile(event.key, at, board);
    const key = to === null ? null : keyAt(to);
    if (to === null || key === null) return false;
    goTo(key, event.shiftKey);
    reveal(to);
    return true;
  };

  /** All that match, and nothing else, as in the list. */
  const chooseAll = () => {
    selection.replace(keysInOrder());
  };

  const act = (event: KeyboardEvent): boolean => {
    if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
      chooseAll();
      return true;
    }
    if (current.value === null || placeOf(current.value) === null) return false;
    if (event.key === 'Enter') navigation.openRecord('instances', current.value);
    else if (event.key === ' ') selection.toggle(current.value);
    else return false;
    return true;
  };

  return {
    current,
    chooseAll,
    onPoint: (key: RecordKey, event: MouseEvent) => {
      if (event.shiftKey) extendTo(key);
      else if (event.ctrlKey || event.metaKey) selection.toggle(key);
      else selection.replace([key]);
      goTo(key, false);
    },
    onOpen: (key: RecordKey) => {
      navigation.openRecord('instances', key);
    },
    onPress: (column: number, event: KeyboardEvent) => {
      const isMove =
        /^(Arrow|Page|Home|End)/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (isMove ? move(column, event) : act(event)) event.preventDefault();
    },
  };
}

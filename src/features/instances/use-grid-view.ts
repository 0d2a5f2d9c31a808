import { computed, type ComputedRef } from 'vue';
import { type GridSort, moveColumn } from '../../components/grid/grid-column.ts';
import { useSettingsStore } from '../../stores/settings.ts';
import { useQueryStore } from '../query/index.ts';
import {
  byName,
  columnsOf,
  firstGridView,
  type Folds,
  type GridView,
  gridViewSchema,
  type SavedView,
  savedViewsSchema,
  toggleFold,
} from './grid-view.ts';

const memoryKey = 'instances';
const savedKey = 'instances.saved';

/** Keeps the old value while a new one says the same: a new object would have the list derived anew. */
const stable = <T>(make: () => T): ComputedRef<T> =>
  computed((old?: T) => {
    const fresh = make();
    return old !== undefined && JSON.stringify(old) === JSON.stringify(fresh) ? old : fresh;
  });

/** How the instance list is arranged. Survives a restart; every change shows at once. */
export function useGridView() {
  const settings = useSettingsStore();
  const view = stable(() => settings.viewMemory(memoryKey, gridViewSchema, firstGridView));
  const change = (changes: Partial<GridView>) => {
    settings.remember(memoryKey, { ...view.value, ...changes });
  };
  const columns = stable(() => columnsOf(view.value));

  return {
    columns,
    /** Whether the columns are of somebody's choice. */
    hasOwnColumns: computed(() => view.value.columns !== null),
    widths: stable(() => view.value.widths),
    sorts: stable((): readonly GridSort[] => view.value.sorts),
    groupBy: stable(() => view.value.groupBy),
    folds: stable(() => view.value.folds),
    resize: (column: string, width: number) => {
      change({ widths: { ...view.value.widths, [column]: width } });
    },
    sortBy: (sorts: readonly GridSort[]) => {
      change(gridViewSchema.pick({ sorts: true }).parse({ sorts }));
    },
    /** Headers of another grouping are others: none is folded. */
    groupRowsBy: (groupBy: readonly string[]) => {
      change({ ...gridViewSchema.pick({ groupBy: true }).parse({ groupBy }), folds: firstGridView.folds });
    },
    setFolds: (folds: Folds) => {
      change({ folds });
    },
    toggleFold: (key: string) => {
      change({ folds: toggleFold(view.value.folds, key) });
    },
    /** Null: the usual ones again. */
    setColumns: (ids: readonly string[] | null) => {
      change(gridViewSchema.pick({ columns: true }).parse({ columns: ids }));
    },
    moveColumn: (column: string, before: string | null) => {
      change(
        gridViewSchema.pick({ columns: true }).parse({ columns: moveColumn(columns.value, column, before) }),
      );
    },
    current: () => view.value,
    adopt: (saved: GridView) => {
      change(saved);
    },
  };
}
export type UseGridView = ReturnType<typeof useGridView>;

/** Arrangements kept under a name, each with its query. */
export function useSavedViews({ current, adopt }: Pick<UseGridView, 'current' | 'adopt'>) {
  const settings = useSettingsStore();
  const query = useQueryStore();
  const saved = stable(() => settings.viewMemory(savedKey, savedViewsSchema, []));
  const store = (views: readonly SavedView[]) => {
    settings.remember(savedKey, views.toSorted(byName));
  };
  const without = (name: string) => saved.value.filter((view) => view.name !== name);

  return {
    saved,
    /** Keeps the list as it is; another view of the same name gives way. */
    save: (name: string) => {
      store([...without(name), { name, query: query.applied.text, view: current() }]);
    },
    apply: ({ view, query: text }: SavedView) => {
      adopt(view);
      query.setText(text);
    },
    /** To a name that no other view has. */
    rename: (view: SavedView, name: string) => {
      store([...without(view.name), { ...view, name }]);
    },
    remove: (name: string) => {
      store(without(name));
    },
    /** Keeps again what was removed. */
    restore: (view: SavedView) => {
      store([...without(view.name), view]);
    },
  };
}

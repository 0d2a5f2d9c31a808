import { computed, type ComputedRef, type Ref, shallowRef, watch } from 'vue';
import type { DatacenterId, RecordKey } from '#contract/ids.ts';
import type { InstanceRow } from '#contract/inventory.ts';
import type { GridColumn, GridSort } from '../../components/grid/grid-column.ts';
import { type GroupedList, groupRows, type ListRules, regroupRows } from '../../lists/grouped-list.ts';
import { usePageContext } from '../../engine/page-context.ts';
import { ListLines } from '../../lists/list-lines.ts';
import { naturalKey } from '../../lists/natural-order.ts';
import type { SortKeys } from '../../lists/sort-rows.ts';
import { useDatacentersStore } from '../../stores/datacenters.ts';
import { useHostNodesStore, useInstancesStore } from '../../stores/inventory.ts';
import { groupOrder, hostGrouping } from './host-groups.ts';
import type { InstanceNames } from './names.ts';

export type InstanceListOptions = {
  readonly columns: ComputedRef<readonly GridColumn<InstanceRow>[]>;
  readonly names: ComputedRef<InstanceNames>;
  /** The row's text that the filter looks in. Made anew only when words or names change. */
  readonly text: ComputedRef<(row: InstanceRow) => string>;
  readonly filter: Readonly<Ref<string>>;
  /** Only these datacenters; all when empty. */
  readonly chosen: Readonly<Ref<ReadonlySet<DatacenterId>>>;
  readonly sort: Readonly<Ref<GridSort>>;
};

export type InstanceList = {
  readonly lines: ComputedRef<ListLines<InstanceRow>>;
  readonly shown: ComputedRef<number>;
  readonly total: ComputedRef<number>;
  readonly groupCount: ComputedRef<number>;
  readonly collapsed: ComputedRef<ReadonlySet<string>>;
  toggle(groupKey: string): void;
  collapseAll(): void;
  expandAll(): void;
};

/** Beyond this share of all rows, a batch is cheaper to derive from scratch. */
const largeShare = 0.1;

type Derived = {
  readonly rules: ListRules<InstanceRow>;
  readonly sequence: number;
  readonly list: GroupedList<InstanceRow>;
};

/** The instances, filtered, sorted and grouped by host, finished for the grid. */
export function useInstanceList(options: InstanceListOptions): InstanceList {
  const instances = useInstancesStore();
  const collapsed = shallowRef<ReadonlySet<string>>(new Set());
  const rules = useListRules(options);

  const derived = computed((old?: Derived): Derived => {
    const { sequence, changes } = instances.batch;
    const same = old !== undefined && old.rules === rules.value;
    if (same && old.sequence === sequence) return old;
    const isNext = same && old.sequence + 1 === sequence;
    const isSmall = changes.length < instances.table.size * largeShare;
    const list =
      isNext && isSmall
        ? regroupRows(old.list, changes, rules.value)
        : groupRows(instances.table.slots, rules.value);
    return { rules: rules.value, sequence, list };
  });
  const groups = computed(() => derived.value.list.groups);

  return {
    lines: computed(() => new ListLines(groups.value, (key) => collapsed.value.has(key))),
    shown: computed(() => derived.value.list.shown),
    total: computed(() => {
      void instances.batch; // the table is not reactive by itself: batches tell that it changed
      return instances.table.size;
    }),
    groupCount: computed(() => groups.value.length),
    collapsed: computed(() => collapsed.value),
    toggle: (groupKey) => {
      const next = new Set(collapsed.value);
      if (!next.delete(groupKey)) next.add(groupKey);
      collapsed.value = next;
    },
    collapseAll: () => {
      collapsed.value = new Set(groups.value.map((group) => group.key));
    },
    expandAll: () => {
      collapsed.value = new Set();
    },
  };
}

function useListRules(options: InstanceListOptions): ComputedRef<ListRules<InstanceRow>> {
  const datacenters = useDatacentersStore();
  const matches = useMatcher(options);
  const hostKeys = useHostKeys(options.chosen);
  const order = computed(() => groupOrder(datacenterIds(datacenters.profiles), options.names.value));
  const groupOf = hostGrouping();

  return computed(() => {
    const { column, descending } = options.sort.value;
    const sortKey = options.columns.value.find(({ id }) => id === column)?.sortKey;
    const familiar: SortKeys<InstanceRow> = [(row) => naturalKey(row.hostname), (row) => row.key];
    return {
      matches: matches.value,
      ordering: { keys: sortKey ? [sortKey, ...familiar] : familiar, descending },
      groupOf,
      emptyGroups: options.filter.value.trim() === '' ? hostKeys.value : [],
      compareGroups: order.value,
      tally: (row) => row.state,
    };
  });
}

const datacenterIds = (profiles: readonly { readonly profile: { readonly id: string } }[]) =>
  profiles.map(({ profile }) => profile.id);

/** Which rows pass the filter. Their texts are kept beside the table's slots, each as long as its row. */
function useMatcher(options: InstanceListOptions): ComputedRef<(row: InstanceRow, slot: number) => boolean> {
  const texts = computed(() => rememberTexts(options.text.value));
  useTextsAhead(texts);
  return computed(() => {
    const wanted = options.filter.value.trim().toLowerCase();
    const chosen = options.chosen.value;
    const textOf = texts.value;
    const isChosen = (row: InstanceRow) => chosen.size === 0 || chosen.has(row.datacenterId);
    if (wanted === '') return isChosen;
    return (row: InstanceRow, slot: number) => isChosen(row) && textOf(row, slot).includes(wanted);
  });
}

function rememberTexts(make: (row: InstanceRow) => string): (row: InstanceRow, slot: number) => string {
  const rows: (InstanceRow | undefined)[] = [];
  const texts: string[] = [];
  return (row, slot) => {
    const known = rows[slot] === row ? texts[slot] : undefined;
    if (known !== undefined) return known;
    rows[slot] = row;
    return (texts[slot] = make(row));
  };
}

const aheadRows = 2_000;
const aheadPauseMs = 20;

/** Makes the texts a few thousand at a time once all rows are there, so that the first filter need not. */
function useTextsAhead(texts: ComputedRef<(row: InstanceRow, slot: number) => string>): void {
  const { timers } = usePageContext();
  const instances = useInstancesStore();
  watch(
    [texts, () => instances.load.kind],
    ([textOf, kind], _, onCleanup) => {
      let cancel = (): void => undefined;
      const make = (from: number) => {
        const rows = instances.table.slots.slice(from, from + aheadRows);
        for (const [at, row] of rows.entries()) if (row !== undefined) textOf(row, from + at);
        if (rows.length === aheadRows) cancel = timers.after(aheadPauseMs, () => make(from + aheadRows));
      };
      if (kind === 'ready') cancel = timers.after(aheadPauseMs, () => make(0));
      onCleanup(() => {
        cancel();
      });
    },
    { immediate: true },
  );
}

/** Hosts that have a header even without a row. The same set while no host comes or goes. */
function useHostKeys(chosen: InstanceListOptions['chosen']): ComputedRef<ReadonlySet<RecordKey>> {
  const hosts = useHostNodesStore();
  return computed((old?: ReadonlySet<RecordKey>) => {
    void hosts.batch; // tells that the table changed
    const keys = new Set<RecordKey>();
    for (const row of hosts.table.slots) {
      if (row !== undefined && (chosen.value.size === 0 || chosen.value.has(row.datacenterId)))
        keys.add(row.key);
    }
    return old !== undefined && old.size === keys.size && [...keys].every((key) => old.has(key)) ? old : keys;
  });
}

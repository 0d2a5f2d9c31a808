import { computed, type ComputedRef } from 'vue';
import type { InstanceRow } from '#contract/inventory.ts';
import type { GridSort } from '../../components/grid/grid-column.ts';
import { type GroupedList, groupRows, type ListRules, regroupRows } from '../../lists/grouped-list.ts';
import {
  applyHeld,
  goneOf,
  type HeldList,
  holdList,
  lingeringOf,
  nothingPending,
  type Pending,
  pendingOf,
} from '../../lists/held-list.ts';
import { ListLines } from '../../lists/list-lines.ts';
import { naturalKey } from '../../lists/natural-order.ts';
import { nestGroups } from '../../lists/parent-group.ts';
import { SortMemory } from '../../lists/sort-memory.ts';
import type { Ordering, SortRule } from '../../lists/sort-rows.ts';
import type { InstanceNames } from '../../names/use-instance-names.ts';
import { useDatacentersStore } from '../../stores/datacenters.ts';
import { useHostNodesStore, useInstancesStore } from '../../stores/inventory.ts';
import { type InstanceMatcher, useQueryStore } from '../query/index.ts';
import { type Folds, isFolded } from './grid-view.ts';
import { type GroupBy, groupKeys, hostGroupKey, parentKey } from './grouping.ts';
import { orderOfGroups } from './host-groups.ts';
import type { InstanceColumn } from './instance-columns.ts';

export type InstanceListOptions = {
  /** All there are, shown or not: a list may be sorted by what it does not show. */
  readonly columns: ComputedRef<readonly InstanceColumn[]>;
  readonly names: ComputedRef<InstanceNames>;
  readonly matches: ComputedRef<InstanceMatcher>;
  readonly sorts: ComputedRef<readonly GridSort[]>;
  readonly groupBy: ComputedRef<GroupBy>;
  readonly folds: ComputedRef<Folds>;
  /** While true rows stand still, and what would move them waits. */
  readonly isHeld: ComputedRef<boolean>;
};

/** Beyond this share of all rows, a batch is cheaper to derive from scratch. */
const largeShare = 0.1;

type Derived = {
  readonly rules: ListRules<InstanceRow>;
  readonly sequence: number;
  readonly list: GroupedList<InstanceRow>;
};
type Standing = Omit<Derived, 'list'> & { readonly held: HeldList<InstanceRow> };

/** The instances, filtered, sorted and grouped, finished for the grid. */
export function useInstanceList(options: InstanceListOptions) {
  const instances = useInstancesStore();
  const query = useQueryStore();
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
  const standing = computed((old?: Standing | null): Standing | null => {
    if (!options.isHeld.value) return null;
    const { rules: liveRules, sequence, list } = derived.value;
    // What a person asks for (a sort, a query) moves rows at once, and those are held from then on.
    const isSame = old !== undefined && old !== null && old.rules === liveRules;
    if (isSame && old.sequence === sequence) return old;
    const held =
      isSame && old.sequence + 1 === sequence
        ? applyHeld(old.held, instances.batch.changes, liveRules)
        : holdList(list);
    return { rules: liveRules, sequence, held };
  });
  const list = computed(() => standing.value?.held.list ?? derived.value.list);
  const isNested = computed(() => options.groupBy.value.length > 1);
  const headers = computed(() =>
    isNested.value ? nestGroups(list.value.groups, parentKey) : list.value.groups,
  );
  const folds = computed(() => ({
    all: options.folds.value.all,
    except: new Set(options.folds.value.except),
  }));
  /** Nothing is folded in a plain list, nor while a person asked to see what is selected. */
  const canFold = computed(() => options.groupBy.value.length > 0 && query.only === null);
  const isCollapsed = computed(() => {
    const { all, except } = folds.value;
    return canFold.value ? (key: string) => isFolded({ all, except }, key) : () => false;
  });

  return {
    lines: computed(
      () =>
        new ListLines(headers.value, {
          isCollapsed: isCollapsed.value,
          headless: options.groupBy.value.length === 0,
        }),
    ),
    list,
    isCollapsed,
    canFold,
    /** Whether a row stands in the list: it fits the query or did until now, and no group that it is in is folded. */
    isInSight: computed((): InstanceMatcher => {
      const { matches, groupOf } = rules.value;
      const [isHidden, isDeep] = [isCollapsed.value, isNested.value];
      const lingering = standing.value === null ? noKeys : lingeringOf(standing.value.held);
      return (row, slot) => {
        const key = groupOf(row);
        const isListed = matches(row, slot) || lingering.has(row.key);
        return isListed && !isHidden(key) && !(isDeep && isHidden(parentKey(key)));
      };
    }),
    /** Keys of rows that stand there though they are gone. */
    gone: computed(() => (standing.value === null ? noKeys : goneOf(standing.value.held))),
    pending: computed((): Pending =>
      standing.value === null ? nothingPending : pendingOf(standing.value.held),
    ),
    shown: computed(() => derived.value.list.shown),
    total: computed(() => instances.size),
    groupCount: computed(() => list.value.groups.length),
  };
}
export type InstanceList = ReturnType<typeof useInstanceList>;

const noKeys: ReadonlySet<string> = new Set();

function useListRules(options: InstanceListOptions): ComputedRef<ListRules<InstanceRow>> {
  const datacenters = useDatacentersStore();
  const query = useQueryStore();
  const hostKeys = useHostGroupKeys(options.groupBy);
  const groupOf = computed(() => groupKeys(options.groupBy.value));
  const order = computed(() => {
    const names = options.names.value;
    return orderOfGroups(options.groupBy.value, {
      datacenterIds: datacenters.profiles.map(({ profile }) => profile.id),
      nameOf: (grouping, datacenterId, id) => (grouping === 'host' ? names.host(datacenterId, id) : null),
    });
  });
  const memory = new SortMemory<InstanceRow>(useInstancesStore().table);
  const ordering = computed(() => orderingOf(options.sorts.value, options.columns.value));

  return computed(() => {
    const isWhole = query.applied.query.kind === 'all' && query.only === null;
    return {
      matches: options.matches.value,
      ordering: ordering.value,
      memory,
      groupOf: groupOf.value,
      emptyGroups: isWhole ? hostKeys.value : [],
      compareGroups: order.value,
      tally: (row) => row.state,
    };
  });
}

/** As the headings say, and then in an order that people know. */
function orderingOf(sorts: readonly GridSort[], columns: readonly InstanceColumn[]): Ordering<InstanceRow> {
  const asked = sorts.flatMap(({ column, descending }): SortRule<InstanceRow>[] => {
    const { sortKey, isMoving = false } = columns.find(({ id }) => id === column) ?? {};
    return sortKey ? [{ keyOf: sortKey, descending, isMoving }] : [];
  });
  return [...asked, ...byHostname];
}

const byHostname: Ordering<InstanceRow> = [
  { keyOf: (row) => naturalKey(row.hostname), descending: false },
  { keyOf: (row) => row.key, descending: false },
];

/** Groups of hosts that have a header even without a row. The same set while no host comes or goes. */
function useHostGroupKeys(groupBy: ComputedRef<GroupBy>): ComputedRef<ReadonlySet<string>> {
  const hosts = useHostNodesStore();
  return computed((old?: ReadonlySet<string>) => {
    void hosts.batch; // tells that the table changed
    const keys = new Set<string>();
    for (const row of hosts.table.slots) {
      const key = row === undefined ? null : hostGroupKey(groupBy.value, row.datacenterId, row.id);
      if (key !== null) keys.add(key);
    }
    return old !== undefined && old.size === keys.size && [...keys].every((key) => old.has(key)) ? old : keys;
  });
}

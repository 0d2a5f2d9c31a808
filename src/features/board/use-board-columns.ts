import { computed, type ComputedRef } from 'vue';
import type { InstanceRow } from '#contract/inventory.ts';
import {
  type GroupedList,
  groupRows,
  type ListRules,
  regroupRows,
  type RowGroup,
} from '../../lists/grouped-list.ts';
import { naturalKey } from '../../lists/natural-order.ts';
import { useInstanceNames } from '../../names/use-instance-names.ts';
import { type Datacenter, useDatacentersStore } from '../../stores/datacenters.ts';
import { useHostNodesStore, useInstancesStore } from '../../stores/inventory.ts';
import { groupOrder, hostGrouping, splitGroupKey } from '../instances/index.ts';
import type { InstanceMatcher } from '../query/index.ts';

/** A datacenter with the panels of its hosts, each holding its instances. */
export type BoardColumn = {
  readonly datacenter: Datacenter;
  readonly groups: readonly RowGroup<InstanceRow>[];
  readonly shown: number;
};

export type BoardColumnsOptions = {
  /** Whether anything is left out: then hosts without a match go too. */
  readonly isFiltering: () => boolean;
  readonly matches: ComputedRef<InstanceMatcher>;
};

type Derived = {
  readonly rules: ListRules<InstanceRow>;
  readonly sequence: number;
  readonly list: GroupedList<InstanceRow>;
};

/** The board's columns: only panels that a batch touches are made anew. While filtering, hosts without a match go. */
export function useBoardColumns(options: BoardColumnsOptions): ComputedRef<readonly BoardColumn[]> {
  const instances = useInstancesStore();
  const datacenters = useDatacentersStore();
  const rules = useBoardRules(options);

  const derived = computed((old?: Derived): Derived => {
    const { sequence, changes } = instances.batch;
    const isSame = old?.rules === rules.value;
    if (old !== undefined && isSame && old.sequence === sequence) return old;
    const list =
      old !== undefined && isSame && old.sequence + 1 === sequence
        ? regroupRows(old.list, changes, rules.value)
        : groupRows(instances.table.slots, rules.value);
    return { rules: rules.value, sequence, list };
  });

  return computed(() => {
    const byDatacenter = new Map<string, RowGroup<InstanceRow>[]>();
    for (const group of derived.value.list.groups) {
      const { datacenterId } = splitGroupKey(group.key);
      const groups = byDatacenter.get(datacenterId);
      if (groups === undefined) byDatacenter.set(datacenterId, [group]);
      else groups.push(group);
    }
    return datacenters.datacenters.map((datacenter) => {
      const groups = byDatacenter.get(datacenter.view.profile.id) ?? [];
      return { datacenter, groups, shown: groups.reduce((sum, { members }) => sum + members.length, 0) };
    });
  });
}

/** By name, so that a tile keeps its place whatever state it goes through. */
function useBoardRules({ isFiltering, matches }: BoardColumnsOptions): ComputedRef<ListRules<InstanceRow>> {
  const datacenters = useDatacentersStore();
  const hosts = useHostNodesStore();
  const names = useInstanceNames();
  const groupOf = hostGrouping();
  const hostKeys = computed((old?: ReadonlySet<string>) => {
    void hosts.batch; // the table is not reactive by itself: batches tell that it changed
    const keys = new Set<string>(hosts.table.keys());
    return old !== undefined && old.size === keys.size && [...keys].every((key) => old.has(key)) ? old : keys;
  });
  const order = computed(() =>
    groupOrder(
      datacenters.profiles.map(({ profile }) => profile.id),
      names.value,
    ),
  );

  return computed(() => ({
    matches: matches.value,
    ordering: [
      { keyOf: (row: InstanceRow) => naturalKey(row.hostname), descending: false },
      { keyOf: (row: InstanceRow) => row.key, descending: false },
    ],
    groupOf,
    emptyGroups: isFiltering() ? [] : hostKeys.value,
    compareGroups: order.value,
    tally: (row: InstanceRow) => row.state,
  }));
}

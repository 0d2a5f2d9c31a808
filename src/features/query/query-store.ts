import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { RecordKey } from '#contract/ids.ts';
import type { InstanceRow } from '#contract/inventory.ts';
import { foldText } from '#contract/query/compile.ts';
import { instanceText } from '#contract/query/instance-fields.ts';
import { parseQuery } from '#contract/query/parse.ts';
import { printQuery } from '#contract/query/print.ts';
import type { Query } from '#contract/query/syntax.ts';
import { usePageContext } from '../../engine/page-context.ts';
import { useInstanceNames } from '../../names/use-instance-names.ts';
import { useInstancesStore } from '../../stores/inventory.ts';
import { useNavigationStore } from '../../stores/navigation.ts';
import { chosenDatacenters, withDatacenters } from './datacenter-terms.ts';
import { fieldNames, lookupOf, queryFields } from './query-fields.ts';
import { RowTexts } from './row-texts.ts';

/** A query that could be understood: what lists go by. */
export type AppliedQuery = { readonly text: string; readonly query: Query };

const aheadRows = 2_000;
const aheadPauseMs = 20;

/**
 * The query of the address, understood. While what is typed can't be, the last query that could stays applied: a
 * slip of the keyboard never looks like an empty datacenter.
 */
export const useQueryStore = defineStore('query', () => {
  const { timers } = usePageContext();
  const navigation = useNavigationStore();
  const instances = useInstancesStore();
  const names = useInstanceNames();
  const only = shallowRef<ReadonlySet<RecordKey> | null>(null);

  const parsed = computed(() => parseQuery(navigation.query, fieldNames));
  const applied = computed((old?: AppliedQuery): AppliedQuery => {
    if (parsed.value.ok) return { text: navigation.query, query: parsed.value.value };
    return old ?? { text: '', query: { kind: 'all' } };
  });
  const texts = computed(() => {
    const lookup = lookupOf(names.value);
    return new RowTexts<InstanceRow>((row) => foldText(instanceText(row, lookup)));
  });
  const setText = (text: string) => {
    only.value = null;
    navigation.setQuery(text);
  };

  let cancelAhead = (): void => undefined;
  const makeAhead = (from: number) => {
    texts.value.makeAhead(instances.table.slots, from, from + aheadRows);
    const next = from + aheadRows;
    if (next < instances.table.slots.length) cancelAhead = timers.after(aheadPauseMs, () => makeAhead(next));
  };
  watch(
    [texts, () => instances.load.kind],
    ([, kind]) => {
      cancelAhead();
      if (kind === 'ready') cancelAhead = timers.after(aheadPauseMs, () => makeAhead(0));
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    cancelAhead();
  });

  return {
    text: computed(() => navigation.query),
    /** Why what is typed can't be understood, and where; null when it can. */
    error: computed(() => (parsed.value.ok ? null : parsed.value.error)),
    applied: computed(() => applied.value),
    fields: computed(() => queryFields(names.value, (key) => instances.table.seenAt(key))),
    texts: computed(() => texts.value),
    /** Only these rows, whatever the query: what a person wants to see of the selection. */
    only: computed(() => only.value),
    showOnly: (keys: ReadonlySet<RecordKey> | null) => {
      only.value = keys;
    },
    setText,
    clear: () => {
      setText('');
    },
    /** Datacenters chosen by `dc=` terms; none is all. */
    datacenters: computed(() => chosenDatacenters(applied.value.query)),
    toggleDatacenter: (id: string) => {
      const chosen = new Set(chosenDatacenters(applied.value.query));
      if (!chosen.delete(id)) chosen.add(id);
      setText(printQuery(withDatacenters(applied.value.query, [...chosen])));
    },
  };
});

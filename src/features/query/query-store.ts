import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { RecordKey } from '#contract/ids.ts';
import type { InstanceRow } from '#contract/inventory.ts';
import { instanceFacts } from '#contract/query/instance-fields.ts';
import { printQuery } from '#contract/query/print.ts';
import { usePageContext } from '../../engine/page-context.ts';
import { useInstanceNames } from '../../names/use-instance-names.ts';
import { useDatacentersStore } from '../../stores/datacenters.ts';
import { useInstancesStore } from '../../stores/inventory.ts';
import { useNavigationStore } from '../../stores/navigation.ts';
import { chosenDatacenters, withDatacenters } from './datacenter-terms.ts';
import { valuesOf } from './field-values.ts';
import { fieldNames, lookupOf, queryFields } from './query-fields.ts';
import { RowTexts } from './row-texts.ts';
import { useUnderstood } from './understood-query.ts';

const aheadRows = 2_000;
const aheadPauseMs = 20;

/** The query of the address, understood. */
export const useQueryStore = defineStore('query', () => {
  const { timers } = usePageContext();
  const navigation = useNavigationStore();
  const instances = useInstancesStore();
  const datacenters = useDatacentersStore();
  const names = useInstanceNames();
  const only = shallowRef<ReadonlySet<RecordKey> | null>(null);

  const { error, applied } = useUnderstood(() => navigation.query, fieldNames);
  const fields = computed(() => queryFields(names.value, (key) => instances.table.seenAt(key)));
  const texts = computed(() => {
    const lookup = lookupOf(names.value);
    return new RowTexts<InstanceRow>(
      () => instances.table.slots,
      (row) => instanceFacts(row, lookup),
    );
  });
  const called = computed(() => datacenters.profiles.map(({ profile }) => profile));
  const chosen = computed(() => chosenDatacenters(applied.value.query, called.value));
  const setText = (text: string) => {
    only.value = null;
    navigation.setQuery(text);
  };

  let cancelAhead = (): void => undefined;
  const makeAhead = (from: number) => {
    texts.value.makeAhead(from, from + aheadRows);
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
    subject: 'instances' as const,
    text: computed(() => navigation.query),
    error,
    applied,
    fields,
    fieldNames,
    values: (name: string) => valuesOf(fields.value, name, instances.table.slots),
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
    /** Datacenters chosen by terms that name each in full; none is all. */
    datacenters: chosen,
    toggleDatacenter: (id: string) => {
      const next = new Set(chosen.value);
      if (!next.delete(id)) next.add(id);
      setText(printQuery(withDatacenters(applied.value.query, [...next], called.value)));
    },
  };
});

import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Change } from '#contract/change.ts';
import { type ChangeNames, changeFields, changeText } from '#contract/query/change-fields.ts';
import { resourceKinds } from '#contract/resource-kind.ts';
import { useWords } from '../../i18n/words.ts';
import { useInstanceNames } from '../../names/use-instance-names.ts';
import { localWord, useSearched, useTextQuery } from '../query/index.ts';

/** The query that changes are searched by; kept from view to view. */
export const useChangeQueryStore = defineStore('change-query', () => {
  const instanceNames = useInstanceNames();
  const names = computed((): ChangeNames => ({ datacenter: instanceNames.value.datacenter }));
  const fields = computed(() => changeFields(names.value));
  const rows = shallowRef<readonly Change[]>([]);
  const query = useTextQuery({
    subject: 'changes',
    fields: () => fields.value,
    rows: () => rows.value,
    known: { kind: resourceKinds, what: ['appeared', 'changed', 'disappeared'] },
  });
  return {
    ...query,
    names,
    fields,
    isFiltering: computed(() => query.applied.value.query.kind !== 'all'),
    /** What values are offered from: the changes that are read. */
    offerFrom: (changes: readonly Change[]) => {
      rows.value = changes;
    },
  };
});

/** Those changes that are found, in their order. */
export function useFoundChanges(changes: () => readonly Change[]) {
  const { t } = useWords();
  const query = useChangeQueryStore();
  const words = computed(() => resourceKinds.map((kind) => localWord(t(`kind.${kind}`), 'kind', kind)));
  return useSearched<Change>({
    rows: changes,
    query: () => query.applied.query,
    fields: () => query.fields,
    text: () => {
      const { names } = query;
      return (change) => changeText(change, names);
    },
    words: () => words.value,
  });
}

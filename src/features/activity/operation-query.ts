import { defineStore } from 'pinia';
import { computed } from 'vue';
import { type Operation, operationActions, operationStates } from '#contract/operation.ts';
import { operationFields, type OperationNames, operationText } from '#contract/query/operation-fields.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import { useInstanceNames } from '../../names/use-instance-names.ts';
import { useOperationsStore } from '../../stores/operations.ts';
import { type LocalWord, localWord, useSearched, useTextQuery } from '../query/index.ts';

/** The query that operations, and through them runs, are searched by; kept from view to view. */
export const useOperationQueryStore = defineStore('operation-query', () => {
  const operations = useOperationsStore();
  const instanceNames = useInstanceNames();
  const names = computed((): OperationNames => {
    const { datacenter, account } = instanceNames.value;
    return {
      datacenter,
      account: (datacenterId, owner) => account({ datacenterId, owner, accounts: [] }),
    };
  });
  const fields = computed(() => operationFields(names.value));
  const query = useTextQuery({
    subject: 'operations',
    fields: () => fields.value,
    rows: () => operations.operations,
    known: { state: operationStates, action: operationActions },
  });
  return { ...query, names, fields, isFiltering: computed(() => query.applied.value.query.kind !== 'all') };
});

/** States and actions that the page calls by another word than the journal does. */
export const operationLocalWords = (t: Words): readonly LocalWord[] => [
  ...operationStates.map((state) => localWord(t(`operation.${state}`), 'state', state)),
  ...operationActions.map((action) => localWord(t(`action.${action}`), 'action', action)),
];

/** The operations that are held and found, newest first. */
export function useFoundOperations() {
  const { t } = useWords();
  const operations = useOperationsStore();
  const query = useOperationQueryStore();
  const words = computed(() => operationLocalWords(t));
  return useSearched<Operation>({
    rows: () => operations.operations,
    query: () => query.applied.query,
    fields: () => query.fields,
    text: () => {
      const { names } = query;
      return (operation) => operationText(operation, names);
    },
    words: () => words.value,
  });
}

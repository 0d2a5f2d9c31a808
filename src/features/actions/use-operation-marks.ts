import type { RecordKey } from '#contract/ids.ts';
import { useWords } from '../../i18n/words.ts';
import { useOperationsStore } from '../../stores/operations.ts';
import { operationMark, operationWords } from './operation-marks.ts';

/** What rows, tiles and heads tell of the operation on their instance, as looks and as words; empty for none. */
export function useOperationMarks() {
  const { t } = useWords();
  const store = useOperationsStore();
  return {
    classesOf: (key: RecordKey): string => {
      const operation = store.telling.get(key);
      return operation === undefined ? '' : operationMark(operation);
    },
    wordsOf: (key: RecordKey): string => {
      const operation = store.telling.get(key);
      return operation === undefined ? '' : operationWords(operation, t);
    },
  };
}

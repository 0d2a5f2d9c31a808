import { computed, type ComputedRef } from 'vue';
import type { InstanceRow } from '#contract/inventory.ts';
import { compileQuery, type RowTest } from '#contract/query/compile.ts';
import { instanceStates } from '#contract/resources.ts';
import { type Locale, useWords, type Words } from '../../i18n/words.ts';
import { type LocalWord, localWord, withLocalWords } from './local-words.ts';
import { useQueryStore } from './query-store.ts';
import { useQueryTime } from './use-query-time.ts';

/** Whether a row is to be shown. Its place is its slot in the instances' table. */
export type InstanceMatcher = RowTest<InstanceRow>;

/**
 * The applied query as a test of rows, compiled once a change. It moves with the time only where the query asks
 * for ages, and not while `isHeld`.
 */
export function useInstanceMatcher(isHeld: () => boolean = () => false): ComputedRef<InstanceMatcher> {
  const { t, locale } = useWords();
  const store = useQueryStore();
  const words = computed(() => instanceWords(locale.value, t));
  const now = useQueryTime(() => store.applied.query, isHeld);

  return computed(() => {
    const { only } = store;
    if (only !== null) return (row) => only.has(row.key);
    const query = withLocalWords(store.applied.query, words.value);
    const { fields, texts } = store;
    return compileQuery(query, {
      fields,
      text: (row, slot) => texts.of(row, slot),
      containing: (wanted) => texts.containing(wanted),
      now: now.value,
    });
  });
}

const instanceStatuses = ['init', 'online', 'offline'] as const;

/** What the page calls by another word than rows do. `locale` says when the words are to be found anew. */
const instanceWords = (_locale: Locale, t: Words): readonly LocalWord[] =>
  [
    ...instanceStates.map((state) => localWord(t(`state.${state}`), 'state', state)),
    ...instanceStatuses.map((status) => localWord(t(`status.${status}`), 'status', status)),
  ].filter(({ word, means }) => word !== means.value);

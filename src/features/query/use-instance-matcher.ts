import { computed, type ComputedRef } from 'vue';
import type { InstanceRow } from '#contract/inventory.ts';
import { compileQuery, type QueryContext } from '#contract/query/compile.ts';
import type { Query } from '#contract/query/syntax.ts';
import { instanceStates } from '#contract/resources.ts';
import { type Locale, useWords, type Words } from '../../i18n/words.ts';
import { type LocalWord, withLocalWords } from './local-words.ts';
import { useQueryStore } from './query-store.ts';
import type { RowTexts } from './row-texts.ts';
import { useQueryTime } from './use-query-time.ts';

/** Whether a row is to be shown; `slot` is its place in the instances' table. */
export type InstanceMatcher = (row: InstanceRow, slot: number) => boolean;

/**
 * The applied query as a test of rows, compiled once a change. It moves with the time only where the query asks
 * for ages, and not while `isHeld`.
 */
export function useInstanceMatcher(isHeld: () => boolean = () => false): ComputedRef<InstanceMatcher> {
  const { t, locale } = useWords();
  const store = useQueryStore();
  const words = computed(() => stateWords(locale.value, t));
  const now = useQueryTime(() => store.applied.query, isHeld);

  return computed(() => {
    const { only } = store;
    if (only !== null) return (row) => only.has(row.key);
    const query = withLocalWords(store.applied.query, words.value);
    return matcherOf(query, { fields: store.fields, now: now.value }, store.texts);
  });
}

function matcherOf(
  query: Query,
  context: Omit<QueryContext<InstanceRow>, 'text'>,
  texts: RowTexts<InstanceRow>,
): InstanceMatcher {
  // The compiled test knows rows alone, but a row's text is found fastest by its slot.
  let slotNow = 0;
  const test = compileQuery(query, { ...context, text: (row) => texts.of(row, slotNow) });
  return (row, slot) => {
    slotNow = slot;
    return test(row);
  };
}

/** States that the page calls by another word than rows do. `locale` says when the words are to be found anew. */
const stateWords = (_locale: Locale, t: Words): readonly LocalWord[] =>
  instanceStates.flatMap((state) => {
    const word = t(`state.${state}`);
    const means: Query = { kind: 'compare', field: 'state', operator: '=', value: state };
    return word === state ? [] : [{ word, means }];
  });

import { computed, type ComputedRef } from 'vue';
import type { InstanceRow } from '#contract/inventory.ts';
import { compileQuery, type QueryContext } from '#contract/query/compile.ts';
import type { Query } from '#contract/query/syntax.ts';
import { instanceStates } from '#contract/resources.ts';
import { type Locale, useWords, type Words } from '../../i18n/words.ts';
import { useNowStore } from '../../stores/now.ts';
import { asksForTime, type LocalWord, withLocalWords } from './local-words.ts';
import { useQueryStore } from './query-store.ts';
import type { RowTexts } from './row-texts.ts';

/** Whether a row is to be shown; `slot` is its place in the instances' table. */
export type InstanceMatcher = (row: InstanceRow, slot: number) => boolean;

/** How often ages in a query are looked at again. */
const timeStepMs = 5_000;

/**
 * The applied query as a test of rows, compiled once a change. It moves with the time only where the query asks
 * for ages, and not while `isHeld`.
 */
export function useInstanceMatcher(isHeld: () => boolean = () => false): ComputedRef<InstanceMatcher> {
  const { t, locale } = useWords();
  const store = useQueryStore();
  const clock = useNowStore();
  const words = computed(() => stateWords(locale.value, t));
  const movesWithTime = computed(() => asksForTime(store.applied.query));
  const now = computed((old?: number) => {
    if (!movesWithTime.value) return 0;
    const step = Math.floor(clock.now / timeStepMs) * timeStepMs;
    return isHeld() && old !== undefined && old !== 0 ? old : step;
  });

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

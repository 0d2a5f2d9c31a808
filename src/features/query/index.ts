export { default as DatacenterChips } from './DatacenterChips.vue';
export { default as QueryBar } from './QueryBar.vue';
export { valuesOf } from './field-values.ts';
export { type LocalWord, localWord } from './local-words.ts';
export { useQueryStore } from './query-store.ts';
export type { EditedQuery } from './understood-query.ts';
export { type InstanceMatcher, useInstanceMatcher } from './use-instance-matcher.ts';
export { useSearched } from './use-searched.ts';
export { useTextQuery } from './use-text-query.ts';

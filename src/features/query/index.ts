export { default as DatacenterChips } from './DatacenterChips.vue';
export { default as QueryBar } from './QueryBar.vue';
export { useQueryStore } from './query-store.ts';
export { type InstanceMatcher, useInstanceMatcher } from './use-instance-matcher.ts';

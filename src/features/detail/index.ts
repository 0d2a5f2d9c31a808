export { default as DetailColumn } from './DetailColumn.vue';
export { default as TimelineEntry } from './TimelineEntry.vue';
export { sourceWords, trafficWords } from './rule-words.ts';

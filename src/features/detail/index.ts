export { default as DetailColumn } from './DetailColumn.vue';
export { default as TimelineEntry } from './TimelineEntry.vue';

export { default as InstancesView } from './InstancesView.vue';
export { isSilent } from './freshness.ts';
export { stateWord } from './instance-columns.ts';
export { stateMark, stateSortKey, statusMark } from './state-marks.ts';

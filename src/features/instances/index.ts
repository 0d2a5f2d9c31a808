export { isSilent } from './freshness.ts';
export { groupOrder, hostGrouping, splitGroupKey } from './host-groups.ts';
export { type HostHeader, useHostHeaders } from './host-headers.ts';
export { stateWord, statusWord } from './instance-columns.ts';
export { default as InstancesView } from './InstancesView.vue';
export { default as SelectionNote } from './SelectionNote.vue';
export { stateMark, stateSortKey, statusMark } from './state-marks.ts';
export { useCountWords } from './use-count-words.ts';
export { useHiddenSelection } from './use-hidden-selection.ts';

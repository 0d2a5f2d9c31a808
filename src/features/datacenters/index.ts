export { conditionMarks } from './condition-marks.ts';
export { default as DatacenterEditor } from './editor/DatacenterEditor.vue';
export { default as DatacenterList } from './DatacenterList.vue';
export { default as RemoveDatacenter } from './RemoveDatacenter.vue';
export { default as NextTry } from './NextTry.vue';

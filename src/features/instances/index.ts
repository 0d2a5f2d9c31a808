export { default as InstancesView } from './InstancesView.vue';

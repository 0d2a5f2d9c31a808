export { default as ActivityView } from './ActivityView.vue';

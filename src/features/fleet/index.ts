export { default as FleetView } from './FleetView.vue';

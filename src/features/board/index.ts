export { default as BoardView } from './BoardView.vue';

export { default as LaunchHost } from './LaunchHost.vue';
export { default as LaunchButton } from './LaunchButton.vue';
export { default as LaunchLikeThis } from './LaunchLikeThis.vue';

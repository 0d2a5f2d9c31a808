export { default as AppearanceControls } from './AppearanceControls.vue';
export { default as CurrentView } from './CurrentView.vue';
export { default as PageBanners } from './PageBanners.vue';
export { default as SidebarEdge } from './SidebarEdge.vue';
export { useAppearance } from './use-appearance.ts';
export { default as ViewSwitch } from './ViewSwitch.vue';

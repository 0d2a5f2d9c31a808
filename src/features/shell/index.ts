export { default as AppearanceControls } from './AppearanceControls.vue';
export { default as PageBanners } from './PageBanners.vue';
export { default as SidebarEdge } from './SidebarEdge.vue';
export { useAppearance } from './use-appearance.ts';

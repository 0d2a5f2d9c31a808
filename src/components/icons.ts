/** Our few icons, as strokes on a 16 × 16 field. */
export const iconPaths = {
  add: 'M8 3v10M3 8h10',
  close: 'M4 4l8 8M12 4l-8 8',
  edit: 'M3 13l.6-2.8L10.8 3l2.2 2.2L5.8 12.4zM9.6 4.2l2.2 2.2',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  resume: 'M5 3.5l7 4.5-7 4.5z',
  remove: 'M3 4.5h10M6.5 4.5v-1.5h3v1.5M4.5 4.5l.5 8.5h6l.5-8.5M6.8 7v3.8M9.2 7v3.8',
  retry: 'M13 8a5 5 0 1 1-1.6-3.7M13 2.5v2.6h-2.6',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3L13.5 13.5',
  collapse: 'M4 6l4-3 4 3M4 10l4 3 4-3',
  expand: 'M4 3l4 3 4-3M4 13l4-3 4 3',
  theme: 'M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11',
  language: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11zM2.5 8h11M8 2.5c-3 3.2-3 7.8 0 11c3-3.2 3-7.8 0-11',
} as const;
export type IconName = keyof typeof iconPaths;

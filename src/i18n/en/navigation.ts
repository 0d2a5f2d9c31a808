import type { View } from '../../navigation/place.ts';

export const view = {
  title: 'Views',
  fleet: 'Fleet',
  instances: 'Instances',
  board: 'Board',
  activity: 'Activity',
} as const satisfies Record<View | 'title', string>;

export const shortcut = {
  title: 'Keyboard shortcuts',
  onBoard: 'In the instance list and on the board',
  move: 'Go to another one',
  open: 'Show its details',
  select: 'Select it or take it out',
  selectAll: 'Select all that match',
  range: 'Select up to the next one',
  close: 'Close',
} as const;

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
  query: 'Type a query',
  escape: 'Close the menu or the details, or empty the query',
  onBoth: 'In the instance list and on the board',
  inList: 'In the instance list',
  onBoard: 'On the board',
  move: 'Go to another one',
  open: 'Show its details',
  select: 'Select it or take it out',
  selectAll: 'Select all that match',
  range: 'Select up to the next one',
  unfold: 'Unfold a group',
  fold: 'Fold a group, or go from a row to its header',
  page: 'Go a screen up or down',
  ends: 'Go to the first or the last line',
  hosts: 'Go to the host before or after',
  endsOfHost: 'Go to the first or the last one on the host',
  close: 'Close',
} as const;

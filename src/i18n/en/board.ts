export const board = {
  title: 'Board',
  toolbar: 'Board',
  density: 'Tiles',
  density_named: 'Names',
  density_compact: 'Compact',
  hidden: 'none hidden | {n} datacenter without a match hidden | {n} datacenters without a match hidden',
  columnEmpty: 'No hosts or instances are known here.',
  noMatchText: 'There may be instances, but none that fits the query.',
} as const;

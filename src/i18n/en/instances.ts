import type { InstanceState } from '#contract/resources.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';

export const instances = {
  title: 'Instances',
  toolbar: 'Instance list',
  filter: 'Filter',
  onlyThese: 'Show only these datacenters',
  count: 'No instances | {total} instance | {total} instances',
  countShown: '{shown} of {total} instances',
  loading: 'Loading {loaded} of {total}…',
  loadingFirst: 'Loading instances',
  selected: '{count} selected',
  clearSelection: 'Clear selection',
  collapseAll: 'Collapse all hosts',
  expandAll: 'Expand all hosts',
  offers: 'offers {cores} cores, {memory}',
  noneOnHost: 'no instances',
  notPlaced: 'Not placed on a host',
  hostNotVisible: 'host not visible to these accounts',
  failed: 'The instances could not be loaded',
  noMatch: 'No instance matches',
  noMatchText: 'There are instances, but none that fits the filter and the chosen datacenters.',
  clearFilter: 'Clear filter',
  never: 'Nothing has been read yet',
  neverText: 'No datacenter has answered so far. Instances appear as soon as one does.',
  asking: 'being asked',
  none: 'No instances',
  noneText:
    'The datacenters answered, and the accounts you entered own no instances. Instances of other accounts only show when those accounts are added.',
  seen_live: 'Last read {time}',
  seen_stale: 'Last read {time}. The list is older than it should be.',
  seen_silent: 'Last read {time}. Nothing new is coming in from this datacenter.',
} as const;

export const column = {
  hostname: 'Hostname',
  id: 'ID',
  state: 'State',
  status: 'Status',
  spec: 'Spec',
  image: 'Image',
  cores: 'Cores',
  memory: 'Memory',
  addresses: 'Addresses',
  account: 'Account',
  created: 'Created',
  seen: 'Seen',
} as const;

export const state = {
  init: 'initialising',
  scheduling: 'scheduling',
  pending: 'pending',
  starting: 'starting',
  running: 'running',
  shuttingdown: 'terminating',
  terminated: 'terminated',
  stopping: 'stopping',
  stopped: 'stopped',
  failingover: 'failing over',
} as const satisfies Record<InstanceState, string>;

export const status = { init: 'initialising', online: 'online', offline: 'offline' } as const;
export const hostStatus = { online: 'online', offline: 'offline', timeout: 'timed out' } as const;

export const kind = {
  instances: 'Instances',
  images: 'Images',
  host_nodes: 'Hosts',
  volumes: 'Volumes',
  volume_snapshots: 'Snapshots',
  security_groups: 'Security groups',
  storage_nodes: 'Storage nodes',
  ssh_key_pairs: 'SSH keys',
  networks: 'Networks',
  instance_specs: 'Specs',
} as const satisfies Record<ResourceKind, string>;

import { z } from 'zod';

/** The ten collections that a dcmgr of 11.12 serves, by the name in its paths. */
export const resourceKinds = [
  'instances',
  'images',
  'host_nodes',
  'volumes',
  'volume_snapshots',
  'security_groups',
  'storage_nodes',
  'ssh_key_pairs',
  'networks',
  'instance_specs',
] as const;

export const resourceKindSchema = z.enum(resourceKinds);
export type ResourceKind = z.infer<typeof resourceKindSchema>;

/**
 * The id prefix of each kind. A wrong prefix in a path is a bare 500 on the server, so Nori checks first
 * (reference §5).
 */
export const idPrefixes = {
  instances: 'i-',
  images: 'wmi-',
  host_nodes: 'hn-',
  volumes: 'vol-',
  volume_snapshots: 'snap-',
  security_groups: 'sg-',
  storage_nodes: 'sn-',
  ssh_key_pairs: 'ssh-',
  networks: 'nw-',
  instance_specs: 'is-',
} as const satisfies Record<ResourceKind, string>;

/** Whether an id can be one of this kind at all: the prefix, something after it, and nothing a path can't hold. */
export const isIdOf = (kind: ResourceKind, id: string): boolean =>
  id.startsWith(idPrefixes[kind]) && /^[A-Za-z0-9_-]+$/.test(id.slice(idPrefixes[kind].length));

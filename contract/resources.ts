import { z } from 'zod';
import {
  hostNodeIdSchema,
  imageIdSchema,
  instanceIdSchema,
  instanceSpecIdSchema,
  networkIdSchema,
  nicIdSchema,
  securityGroupIdSchema,
  sshKeyPairIdSchema,
  storageNodeIdSchema,
  volumeIdSchema,
  volumeSnapshotIdSchema,
} from './ids.ts';
import { list, shape, timestamp } from './schema.ts';
import type { ResourceKind } from './resource-kind.ts';

/** Owner as dcmgr wrote it; looser than what Nori lets a person type, since accounts like `a-x y;z` exist. */
const owner = z.string().brand('AccountId');

/** Values of a Ruby YAML mapping as plain data: symbols are strings without their leading colon. */
export type PlainYaml =
  string | number | boolean | null | readonly PlainYaml[] | { readonly [key: string]: PlainYaml };
export const plainYamlSchema: z.ZodType<PlainYaml> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(plainYamlSchema),
    z.record(z.string(), plainYamlSchema),
  ]),
);

/** A YAML text column: the text as sent, and its mapping, or null where it is absent or not a mapping. */
export const yamlColumnSchema = shape({
  text: z.string().nullable(),
  value: z.record(z.string(), plainYamlSchema).readonly().nullable(),
});
export type YamlColumn = z.infer<typeof yamlColumnSchema>;

/** States that 11.12 writes (reference §10.1). Others are kept as they came: `state` is an open string. */
export const instanceStates = [
  'init',
  'scheduling',
  'pending',
  'starting',
  'running',
  'shuttingdown',
  'terminated',
  'stopping',
  'stopped',
  'failingover',
] as const;
export type InstanceState = (typeof instanceStates)[number];

/** States an instance leaves by itself: the spotlight re-reads these every few seconds. */
export const transitionalStates: ReadonlySet<string> = new Set<InstanceState>([
  'init',
  'scheduling',
  'pending',
  'starting',
  'shuttingdown',
  'stopping',
  'failingover',
]);

/** One network of an instance that holds an address (reference §9.1 `network[]`). */
export const instanceNetworkSchema = shape({
  networkId: networkIdSchema,
  addresses: list(z.string()),
  dnsName: z.string().nullable(),
  natNetworkId: networkIdSchema.nullable(),
  natAddresses: list(z.string()),
  natDnsName: z.string().nullable(),
});
export const instanceNicSchema = shape({
  id: nicIdSchema,
  /** Null while the NIC holds no address (dcmgr leaves the key out). */
  ipv4: shape({ address: z.string(), natAddress: z.string().nullable() }).nullable(),
});
export const instanceVolumeSchema = shape({
  id: volumeIdSchema,
  guestDeviceName: z.string().nullable(),
  state: z.string(),
});

/** A guest (reference §9.1). dcmgr never says who owns it: the record's `owner` does, from the list it came in. */
export const instanceSchema = shape({
  id: instanceIdSchema,
  /** Null before scheduling and while stopped. */
  hostNodeId: hostNodeIdSchema.nullable(),
  /** Empty where a later dialect knows no specs. */
  instanceSpecId: z.string().brand('InstanceSpecId'),
  imageId: imageIdSchema,
  cpuCores: z.number(),
  memoryMb: z.number(),
  arch: z.string(),
  /** The guest's own name, lower case. */
  hostname: z.string(),
  haEnabled: z.boolean(),
  /** One of `instanceStates`, or whatever a later dialect says. */
  state: z.string(),
  /** `init`, `online` or `offline`; means something only while `state` is `running`. */
  status: z.string(),
  createdAt: timestamp,
  sshKeyPairId: sshKeyPairIdSchema.nullable(),
  securityGroupIds: list(securityGroupIdSchema),
  networks: list(instanceNetworkSchema),
  nics: list(instanceNicSchema),
  volumes: list(instanceVolumeSchema),
});
export type Instance = z.infer<typeof instanceSchema>;

export const imageSchema = shape({
  id: imageIdSchema,
  accountId: owner,
  /** `volume`: boots from a snapshot ("SAN"), `local`: from a file, `unknown`: a number dcmgr 11.12 does not write. */
  bootDevice: z.enum(['volume', 'local', 'unknown']),
  source: yamlColumnSchema,
  features: yamlColumnSchema,
  arch: z.string(),
  description: z.string().nullable(),
  md5sum: z.string().nullable(),
  isPublic: z.boolean(),
  /** Free text of the operator, `init` by default. */
  state: z.string(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Image = z.infer<typeof imageSchema>;

export const hostNodeSchema = shape({
  id: hostNodeIdSchema,
  accountId: owner,
  name: z.string().nullable(),
  arch: z.string(),
  hypervisor: z.string(),
  /** Cores and megabytes offered in all, not those still free. */
  offeringCpuCores: z.number(),
  offeringMemoryMb: z.number(),
  /** `online`, `offline`, `timeout`; a dead host reads `online` for up to 20 minutes (reference §10.3). */
  status: z.string(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type HostNode = z.infer<typeof hostNodeSchema>;

export const volumeSchema = shape({
  id: volumeIdSchema,
  sizeMb: z.number(),
  snapshotId: volumeSnapshotIdSchema.nullable(),
  instanceId: instanceIdSchema.nullable(),
  state: z.string(),
  createdAt: timestamp,
  attachedAt: timestamp.nullable(),
  detachedAt: timestamp.nullable(),
  deletedAt: timestamp.nullable(),
});
export type Volume = z.infer<typeof volumeSchema>;

export const volumeSnapshotSchema = shape({
  id: volumeSnapshotIdSchema,
  sizeMb: z.number(),
  originVolumeId: volumeIdSchema,
  state: z.string(),
  destinationId: z.string(),
  destinationName: z.string(),
  backingStore: z.string(),
  createdAt: timestamp,
  deletedAt: timestamp.nullable(),
});
export type VolumeSnapshot = z.infer<typeof volumeSnapshotSchema>;

/** A parsed rule line, with dcmgr's swapped ICMP numbers put right (reference §9.6). */
export const securityGroupRuleSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ports'),
    /** The source line, unchanged. */
    permission: z.string(),
    /** `tcp` or `udp`. */
    protocol: z.string(),
    fromPort: z.number(),
    toPort: z.number(),
    /** `ADDRESS/PREFIX` or `sg-…`. */
    source: z.string(),
  }),
  z.object({
    kind: z.literal('icmp'),
    permission: z.string(),
    /** -1 is any. */
    type: z.number(),
    code: z.number(),
    source: z.string(),
  }),
]);
export const securityGroupSchema = shape({
  id: securityGroupIdSchema,
  accountId: owner,
  description: z.string().nullable(),
  /** The rule text as given, `""` when none. */
  rule: z.string(),
  rules: list(securityGroupRuleSchema.readonly()),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type SecurityGroupRule = SecurityGroup['rules'][number];
export type SecurityGroup = z.infer<typeof securityGroupSchema>;

export const storageNodeSchema = shape({
  id: storageNodeIdSchema,
  accountId: owner,
  /** Megabytes offered in all, not those still free. */
  offeringDiskMb: z.number(),
  transportType: z.string(),
  storageType: z.string(),
  exportPath: z.string(),
  snapshotBasePath: z.string(),
  address: z.string(),
  status: z.string(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type StorageNode = z.infer<typeof storageNodeSchema>;

/** A key pair without its private key, which dcmgr sends to anybody and Nori never keeps. */
export const sshKeyPairSchema = shape({
  id: sshKeyPairIdSchema,
  accountId: owner,
  description: z.string().nullable(),
  publicKey: z.string(),
  fingerprint: z.string(),
  /** Whether the server stores (and hands out) the private key: a fact worth showing. */
  hasStoredPrivateKey: z.boolean(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type SshKeyPair = z.infer<typeof sshKeyPairSchema>;

export const physicalNetworkSchema = shape({
  /** dcmgr's internal integer. */
  id: z.number(),
  name: z.string(),
  interfaceName: z.string().nullable(),
  description: z.string().nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export const networkSchema = shape({
  id: networkIdSchema,
  accountId: owner,
  ipv4Network: z.string(),
  ipv4Gateway: z.string().nullable(),
  prefix: z.number(),
  metric: z.number(),
  domainName: z.string().nullable(),
  dnsServer: z.string().nullable(),
  dhcpServer: z.string().nullable(),
  metadataServer: z.string().nullable(),
  metadataServerPort: z.number().nullable(),
  bandwidthMbps: z.number().nullable(),
  /** dcmgr's internal integers, not ids: nothing else in the API refers to them. */
  natNetworkNumber: z.number().nullable(),
  physicalNetworkNumber: z.number().nullable(),
  physicalNetwork: physicalNetworkSchema.nullable(),
  linkInterface: z.string(),
  description: z.string().nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Network = z.infer<typeof networkSchema>;

export const instanceSpecSchema = shape({
  id: instanceSpecIdSchema,
  accountId: owner,
  hypervisor: z.string(),
  arch: z.string(),
  cpuCores: z.number(),
  memoryMb: z.number(),
  quotaWeight: z.number(),
  vifs: yamlColumnSchema,
  drives: yamlColumnSchema,
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type InstanceSpec = z.infer<typeof instanceSpecSchema>;

/** The schema of each kind's domain type. */
export const resourceSchemas = {
  instances: instanceSchema,
  images: imageSchema,
  host_nodes: hostNodeSchema,
  volumes: volumeSchema,
  volume_snapshots: volumeSnapshotSchema,
  security_groups: securityGroupSchema,
  storage_nodes: storageNodeSchema,
  ssh_key_pairs: sshKeyPairSchema,
  networks: networkSchema,
  instance_specs: instanceSpecSchema,
} as const satisfies Record<ResourceKind, z.ZodType>;

/** The domain type of a kind. */
export type ResourceOf<K extends ResourceKind> = z.infer<(typeof resourceSchemas)[K]>;
export type Resource = ResourceOf<ResourceKind>;

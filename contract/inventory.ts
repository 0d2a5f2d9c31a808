import { z } from 'zod';
import { accountIdSchema, datacenterIdSchema, recordKeySchema } from './ids.ts';
import { resourceKindSchema, type ResourceKind } from './resource-kind.ts';
import { type Resource, resourceSchemas, type ResourceOf } from './resources.ts';
import { list, shape, timestamp } from './schema.ts';

const owner = z.string().brand('AccountId');

/** What every row says about where it comes from and how old it is. */
const provenance = {
  key: recordKeySchema,
  datacenterId: datacenterIdSchema,
  id: z.string(),
  /** The account that owns it: from the document, or for kinds without one the account whose list it came in. */
  owner: owner.nullable(),
  /** The accounts whose lists it came from, sorted. */
  accounts: list(accountIdSchema),
  /** When the answer holding it arrived, by this machine's clock. */
  fetchedAt: timestamp,
  /** When its contents were last seen to differ. */
  changedAt: timestamp,
};

/** An instance as a grid shows it: flat, without the raw document. `toInstanceRow` makes it. */
export const instanceRowSchema = shape({
  ...provenance,
  hostname: z.string(),
  state: z.string(),
  status: z.string(),
  hostNodeId: z.string().nullable(),
  instanceSpecId: z.string(),
  imageId: z.string(),
  cpuCores: z.number(),
  memoryMb: z.number(),
  arch: z.string(),
  haEnabled: z.boolean(),
  createdAt: timestamp,
  sshKeyPairId: z.string().nullable(),
  securityGroupIds: list(z.string()),
  networkIds: list(z.string()),
  addresses: list(z.string()),
  natAddresses: list(z.string()),
  dnsNames: list(z.string()),
  volumeIds: list(z.string()),
});
export type InstanceRow = z.infer<typeof instanceRowSchema>;

/** A record of one of the nine smaller kinds, whole but for the raw document. */
const resourceRow = <S extends z.ZodType>(value: S) => shape({ ...provenance, value });

export const rowSchemas = {
  instances: instanceRowSchema,
  images: resourceRow(resourceSchemas.images),
  host_nodes: resourceRow(resourceSchemas.host_nodes),
  volumes: resourceRow(resourceSchemas.volumes),
  volume_snapshots: resourceRow(resourceSchemas.volume_snapshots),
  security_groups: resourceRow(resourceSchemas.security_groups),
  storage_nodes: resourceRow(resourceSchemas.storage_nodes),
  ssh_key_pairs: resourceRow(resourceSchemas.ssh_key_pairs),
  networks: resourceRow(resourceSchemas.networks),
  instance_specs: resourceRow(resourceSchemas.instance_specs),
} as const satisfies Record<ResourceKind, z.ZodType>;
/** What a grid shows of a kind. */
export type RowOf<K extends ResourceKind> = z.infer<(typeof rowSchemas)[K]>;
export type Row = RowOf<ResourceKind>;
const rowSchema: z.ZodType<Row> = z.union(Object.values(rowSchemas));

/** Records read again and found unchanged: only their time moves. */
export const seenSchema = shape({ at: timestamp, keys: list(recordKeySchema) });
export type Seen = z.infer<typeof seenSchema>;

/**
 * What changed in one kind over all datacenters. Revisions of a kind count up by one; a gap means that a
 * message was lost and a new snapshot is due. Applying a delta twice is harmless.
 */
export const deltaSchema = shape({
  kind: resourceKindSchema,
  revision: z.number().int(),
  upserted: list(rowSchema),
  removed: list(recordKeySchema),
  seen: list(seenSchema),
});
export type Delta = z.infer<typeof deltaSchema>;

/** One record in full, for the detail pane. */
export const recordDetailSchema = shape({
  ...provenance,
  kind: resourceKindSchema,
  /** The domain record; its type follows `kind`. */
  value: z.custom<Resource>((value) => typeof value === 'object' && value !== null),
  /** The document as dcmgr sent it, as JSON text, less its secrets; empty while the store can't give it. */
  raw: z.string(),
});
export type RecordDetail = z.infer<typeof recordDetailSchema>;

export type RecordOf<K extends ResourceKind> = Omit<RecordDetail, 'kind' | 'value'> & {
  readonly kind: K;
  readonly value: ResourceOf<K>;
};

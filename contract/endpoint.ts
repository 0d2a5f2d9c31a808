import { z } from 'zod';
import { appErrorSchema } from './errors.ts';
import { accountIdSchema, datacenterIdSchema } from './ids.ts';
import { list, shape, timestamp } from './schema.ts';
import { resourceKindSchema } from './resource-kind.ts';

/**
 * How old a list is. `live`: read within its interval (with allowance for the sweep itself). `stale`: the last
 * good answer is older. `never`: no good answer yet, ever.
 */
export const freshnessSchema = z.enum(['live', 'stale', 'never']);
export type Freshness = z.infer<typeof freshnessSchema>;

/** One list: a kind as one account sees it. */
export const listStatusSchema = shape({
  kind: resourceKindSchema,
  account: accountIdSchema,
  freshness: freshnessSchema,
  /** When the last complete sweep *began*: nothing in the list is older. Null before the first. */
  fetchedAt: timestamp.nullable(),
  /** dcmgr's `owner_total` at the last page read. */
  ownerTotal: z.number().nullable(),
  /** Records read so far in the sweep under way, or null between sweeps. */
  sweepRead: z.number().nullable(),
  /** Why the last attempt failed; null after a good one. */
  error: appErrorSchema.nullable(),
  /** When the next sweep is due, or null while one runs or polling is paused. */
  nextAt: timestamp.nullable(),
});
export type ListStatus = z.infer<typeof listStatusSchema>;

/**
 * `starting`: no answer yet in this run. `online`: every list's last attempt succeeded. `degraded`: some failed.
 * `unreachable`: none gets through. `paused`: by a person. `offline`: this machine has no network.
 */
export const conditionSchema = z.enum(['starting', 'online', 'degraded', 'unreachable', 'paused', 'offline']);
export type Condition = z.infer<typeof conditionSchema>;

/**
 * What was measured of one endpoint. Kept with its inventory, so that a start without a network shows it too; the
 * counts begin anew after a week.
 */
export const endpointHealthSchema = shape({
  since: timestamp,
  requests: z.number(),
  records: z.number(),
  bytes: z.number(),
  /** Time that requests were under way, in seconds: an upper bound of the work we cost the server. */
  serverSeconds: z.number(),
  /** Failed requests by code. */
  errors: z.record(z.string(), z.number()).readonly(),
  /** The last answers, oldest first, at most 60: when and how long, in ms; `ms` null for a failure. */
  latencies: list(shape({ at: timestamp, ms: z.number().nullable() })),
  /** Records a page now asks for, by kind. */
  pageSizes: z.record(z.string(), z.number()).readonly(),
  /** Endpoint's clock less ours, in ms, from its `Date` header; null before the first answer. */
  clockSkewMs: z.number().nullable(),
});
export type EndpointHealth = z.infer<typeof endpointHealthSchema>;

/** Something about a datacenter that a person should know, as of a time. Cleared when it no longer holds. */
export const problemSchema = shape({
  error: appErrorSchema,
  kind: resourceKindSchema.nullable(),
  account: accountIdSchema.nullable(),
  at: timestamp,
});
export type Problem = z.infer<typeof problemSchema>;

/** One datacenter as it stands: what the left column and the fleet cards show. */
export const datacenterStatusSchema = shape({
  datacenterId: datacenterIdSchema,
  condition: conditionSchema,
  /** Since when it is in this condition. */
  since: timestamp,
  /** Nothing of the instance lists is older than this; null before every account's first sweep. */
  asOf: timestamp.nullable(),
  /** When the endpoint is tried again after failures; null while it answers. */
  nextTryAt: timestamp.nullable(),
  /** Failures in a row. */
  failures: z.number(),
  /** The failure that made it unreachable or degraded. */
  error: appErrorSchema.nullable(),
  lists: list(listStatusSchema),
  problems: list(problemSchema),
  health: endpointHealthSchema,
});
export type DatacenterStatus = z.infer<typeof datacenterStatusSchema>;

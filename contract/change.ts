import { z } from 'zod';
import { datacenterIdSchema } from './ids.ts';
import { resourceKindSchema } from './resource-kind.ts';
import { list, shape, timestamp } from './schema.ts';

/** A field's value before and after, as short text a person can read; null where the field was absent. */
export const fieldChangeSchema = shape({
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type FieldChange = z.infer<typeof fieldChangeSchema>;

/**
 * A difference between two observations of a record. `since` is the last time the old contents were seen and
 * `at` when the new ones were: the change itself happened somewhere between. What a first sweep of an account
 * finds is its baseline, not a change.
 */
export const changeSchema = shape({
  /** Ascending over the whole timeline. */
  seq: z.number().int(),
  at: timestamp,
  since: timestamp.nullable(),
  datacenterId: datacenterIdSchema,
  kind: resourceKindSchema,
  id: z.string(),
  /** A name for people as of then: hostname, description or the id. */
  label: z.string(),
  what: z.enum(['appeared', 'changed', 'disappeared']),
  fields: list(fieldChangeSchema),
});
export type Change = z.infer<typeof changeSchema>;

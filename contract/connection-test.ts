import { z } from 'zod';
import { appErrorSchema } from './errors.ts';
import { accountIdSchema } from './ids.ts';
import { resourceKindSchema } from './resource-kind.ts';
import { list, shape } from './schema.ts';

/** What one list answered to a connection test. */
export const listProbeSchema = shape({
  kind: resourceKindSchema,
  ownerTotal: z.number().nullable(),
  /** Milliseconds the request took; null when it did not finish. */
  ms: z.number().nullable(),
  error: appErrorSchema.nullable(),
});
export type ListProbe = z.infer<typeof listProbeSchema>;

export const accountProbeSchema = shape({
  account: accountIdSchema,
  lists: list(listProbeSchema),
  /**
   * `account/all-empty` when every own-account list answered with nothing. Public images and shared specs are
   * listed to everybody, so they prove nothing and are left out of the judgement.
   */
  suspicion: appErrorSchema.nullable(),
});
export type AccountProbe = z.infer<typeof accountProbeSchema>;

/** A connection test as far as it has come. */
export const connectionTestSchema = shape({
  done: z.boolean(),
  /** The failure that kept the endpoint from being reached at all. */
  error: appErrorSchema.nullable(),
  accounts: list(accountProbeSchema),
  clockSkewMs: z.number().nullable(),
});
export type ConnectionTest = z.infer<typeof connectionTestSchema>;

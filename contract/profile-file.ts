import { z } from 'zod';
import { list, shape } from './schema.ts';

/** An entry as it stands in the file: any JSON. */
export type ProfileEntry =
  string | number | boolean | null | readonly ProfileEntry[] | { readonly [name: string]: ProfileEntry };
/** Parsed JSON, passed on as it is: `z.json()` makes a copy, and a copy loses a field called `__proto__`. */
const profileEntrySchema = z.custom<ProfileEntry>((value) => value !== undefined);

/**
 * `profiles.json`. Entries are checked one by one by their reader, not here: a slip of the pen in one
 * hand-written datacenter must not take the others with it, and must itself survive the next save.
 *
 * ```json
 * { "version": 1, "datacenters": [{ "name": "Tokyo", "url": "http://host:9001/api", "accounts": ["a-shpoolxx"] }] }
 * ```
 */
export const profilesFileSchema = shape({
  version: z.literal(1),
  datacenters: list(profileEntrySchema),
  /**
   * By datacenter id, the base URL that the stored inventory was read from. Nori's own note: where a URL was
   * edited by hand it tells that what is stored belongs to another endpoint.
   */
  origins: z.record(z.string(), z.string()).readonly().default({}),
});
export type ProfilesFile = z.infer<typeof profilesFileSchema>;

/** What a machine without profiles starts with. */
export const emptyProfilesFile: ProfilesFile = { version: 1, datacenters: [], origins: {} };

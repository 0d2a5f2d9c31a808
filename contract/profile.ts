import { z } from 'zod';
import { accountIdSchema, datacenterIdSchema } from './ids.ts';
import { list, shape } from './schema.ts';

/** An account of a datacenter whose lists Nori reads. */
export const accountSchema = shape({
  id: accountIdSchema,
  /** A name for people; dcmgr has none for an account. */
  label: z.string().max(120).default(''),
});
export type Account = z.infer<typeof accountSchema>;

/** How requests prove themselves to a proxy in front of dcmgr. The secret part lives in the secret store. */
export const authSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('basic'), username: z.string().min(1).max(255) }),
  z.object({ kind: z.literal('bearer') }),
]);

export const tlsSchema = shape({
  /** PEM certificates trusted in place of the system's. */
  ca: z.string().max(1_000_000).nullable().default(null),
  /** PEM client certificate; its key is the secret `clientKey`. */
  clientCertificate: z.string().max(1_000_000).nullable().default(null),
  /** Accepts any server certificate: only for those who know why. */
  allowSelfSigned: z.boolean().default(false),
});

/** `direct` goes straight to the endpoint; `http` through an HTTP(S) proxy (CONNECT for https endpoints). */
export const proxySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('direct') }),
  z.object({
    kind: z.literal('http'),
    url: z.url({ protocol: /^https?$/ }),
    username: z.string().max(255).default(''),
  }),
]);

/** How often lists are read, in milliseconds from the end of one sweep to the start of the next, at the least. */
export const pollingSchema = shape({
  paused: z.boolean().default(false),
  /** Instances, volumes and snapshots. */
  fastIntervalMs: z.number().int().min(2_000).max(3_600_000).default(30_000),
  /** The kinds that rarely change. */
  slowIntervalMs: z.number().int().min(10_000).max(86_400_000).default(300_000),
  /** The whole request, connect to last byte. A real dcmgr kills its worker at 30 s. */
  requestTimeoutMs: z.number().int().min(1_000).max(300_000).default(35_000),
});

/** `read-only` refuses every write in the engine; `guarded` asks for a typed word before destruction. */
export const safetySchema = z.enum(['normal', 'guarded', 'read-only']);

export const datacenterColours = [
  'blue',
  'green',
  'amber',
  'red',
  'violet',
  'teal',
  'pink',
  'slate',
] as const;

const headerName = z.string().regex(/^[A-Za-z0-9-]{1,100}$/);
const headerValue = z.string().regex(/^[\t\x20-\x7e]{0,4000}$/);

/**
 * One datacenter's connection profile, as kept in `profiles.json`. Holds no secret. Only `name`, `url` and
 * `accounts` are needed in a hand-written file: everything else has a default.
 */
export const profileSchema = shape({
  id: datacenterIdSchema,
  name: z.string().trim().min(1).max(80),
  colour: z.enum(datacenterColours).default('blue'),
  /** The API's base, with its path: `http://host:9001/api`. No query, no fragment, no user part. */
  url: z.url({ protocol: /^https?$/ }).max(2000),
  accounts: list(accountSchema).refine((accounts) => accounts.length > 0 && accounts.length <= 50),
  auth: authSchema.default({ kind: 'none' }),
  /** Sent with every request, for proxies that want more. The account header can't be set here. */
  headers: z.record(headerName, headerValue).readonly().default({}),
  tls: tlsSchema.default({ ca: null, clientCertificate: null, allowSelfSigned: false }),
  proxy: proxySchema.default({ kind: 'direct' }),
  polling: pollingSchema.default({
    paused: false,
    fastIntervalMs: 30_000,
    slowIntervalMs: 300_000,
    requestTimeoutMs: 35_000,
  }),
  safety: safetySchema.default('normal'),
});
export type Profile = z.infer<typeof profileSchema>;
/** A profile as a person or a file gives it: defaults may be left out. */
export type ProfileInput = z.input<typeof profileSchema>;

/** The secrets a profile may have, each set, kept or cleared on its own. */
export const secretNames = ['password', 'token', 'clientKey', 'proxyPassword'] as const;
export const secretNameSchema = z.enum(secretNames);
export type SecretName = z.infer<typeof secretNameSchema>;

/** Absent: keep what is stored. Null: clear it. They go in and never come out. */
export const secretChangesSchema = z
  .partialRecord(secretNameSchema, z.string().max(100_000).nullable())
  .readonly();
export type SecretChanges = z.infer<typeof secretChangesSchema>;

/** A profile as the page sees it: whether a secret is there, never which. */
export const profileViewSchema = shape({
  profile: profileSchema,
  hasSecret: z.record(secretNameSchema, z.boolean()).readonly(),
});
export type ProfileView = z.infer<typeof profileViewSchema>;

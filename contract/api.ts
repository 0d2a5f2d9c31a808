import { z } from 'zod';
import { changeSchema } from './change.ts';
import { connectionTestSchema } from './connection-test.ts';
import { datacenterStatusSchema } from './endpoint.ts';
import { appErrorSchema } from './errors.ts';
import { datacenterIdSchema, instanceIdSchema, recordKeySchema } from './ids.ts';
import { deltaSchema, recordDetailSchema, rowSchemas } from './inventory.ts';
import { intentCheckSchema, intentsSchema, operationSchema, runSchema } from './operation.ts';
import { profileSchema, profileViewSchema, secretChangesSchema } from './profile.ts';
import { resourceKindSchema } from './resource-kind.ts';
import { list, shape } from './schema.ts';
import { settingsSchema } from './settings.ts';
import { templateSchema } from './template.ts';

type Method = { readonly input: z.ZodType; readonly output: z.ZodType; readonly deadlineMs?: number };
const nothing = z.null();
const method = <const M extends Method>(definition: M): M => definition;

/** Milliseconds a call may take unless its method says otherwise. Longer work is a job with progress events. */
export const defaultDeadlineMs = 15_000;

/**
 * Everything the page can ask of the engine, by `area.verb`. A call answers a `Result`; the input is checked in
 * the engine whatever the caller claims.
 */
export const methods = {
  'app.info': method({
    input: nothing,
    output: shape({
      version: z.string(),
      host: z.enum(['desktop', 'web']),
      dataDir: z.string(),
      /** False where no OS keychain keeps secrets: they are then forgotten when Nori closes. */
      secretsPersist: z.boolean(),
      demo: z.boolean(),
      /** What went wrong at the start without stopping it: a corrupt file set aside, say. */
      notices: list(appErrorSchema),
    }),
  }),
  'settings.get': method({ input: nothing, output: settingsSchema }),
  'settings.save': method({ input: settingsSchema, output: settingsSchema }),

  'profiles.list': method({ input: nothing, output: list(profileViewSchema) }),
  /** Adds or replaces by id. `profile/name-taken` where another datacenter has the name. */
  'profiles.save': method({
    input: shape({ profile: profileSchema, secrets: secretChangesSchema }),
    output: profileViewSchema,
  }),
  /** Forgets the profile, its secrets and its inventory. The datacenter itself is not touched. */
  'profiles.remove': method({ input: shape({ datacenterId: datacenterIdSchema }), output: nothing }),
  /** Starts a connection test of a profile as typed, saved or not; secrets left out are taken from the store. */
  'profiles.startTest': method({
    input: shape({ profile: profileSchema, secrets: secretChangesSchema }),
    output: shape({ jobId: z.string() }),
  }),
  'profiles.cancelTest': method({ input: shape({ jobId: z.string() }), output: nothing }),

  'datacenters.list': method({ input: nothing, output: list(datacenterStatusSchema) }),
  /** Tries now: ends a backoff, and sweeps all lists (or those of the kinds named) as soon as may be. */
  'datacenters.refresh': method({
    input: shape({ datacenterId: datacenterIdSchema, kinds: list(resourceKindSchema).optional() }),
    output: nothing,
  }),
  'datacenters.setPaused': method({
    input: shape({ datacenterId: datacenterIdSchema, paused: z.boolean() }),
    output: nothing,
  }),

  /**
   * Starts the deltas of one kind for this connection and freezes a snapshot at `revision`. The caller then
   * reads chunks until `done`, and applies the deltas that came meanwhile. Subscribing again replaces it.
   */
  'inventory.subscribe': method({
    input: shape({ kind: resourceKindSchema }),
    output: shape({ revision: z.number().int(), total: z.number().int() }),
  }),
  'inventory.chunk': method({
    input: shape({ kind: resourceKindSchema, offset: z.number().int().min(0) }),
    output: shape({ rows: list(z.union(Object.values(rowSchemas))), done: z.boolean() }),
  }),
  'inventory.unsubscribe': method({ input: shape({ kind: resourceKindSchema }), output: nothing }),
  'inventory.record': method({
    input: shape({ kind: resourceKindSchema, key: recordKeySchema }),
    output: recordDetailSchema,
  }),

  /** What this page is looking at, so that the spotlight can follow. Replaces what it said before. */
  'attention.report': method({
    input: shape({
      hidden: z.boolean(),
      /** Instances on screen; the engine takes at most the first 100. */
      visible: list(recordKeySchema),
      /** The record open in a detail pane. */
      open: shape({ kind: resourceKindSchema, key: recordKeySchema }).nullable(),
    }),
    output: nothing,
  }),

  /** Newest first. */
  'timeline.list': method({
    input: shape({
      datacenterId: datacenterIdSchema.optional(),
      kind: resourceKindSchema.optional(),
      key: recordKeySchema.optional(),
      beforeSeq: z.number().int().optional(),
      limit: z.number().int().min(1).max(1000),
    }),
    output: list(changeSchema),
  }),
  /** Changes after the mark, by datacenter: what "since you last looked" counts. */
  'timeline.unseen': method({
    input: nothing,
    output: list(
      shape({ datacenterId: datacenterIdSchema, count: z.number().int(), sinceSeq: z.number().int() }),
    ),
  }),
  'timeline.markSeen': method({
    input: shape({ datacenterId: datacenterIdSchema, seq: z.number().int() }),
    output: nothing,
  }),

  /** What would become of each intent, in order, judged together as one run. Sends nothing. */
  'runs.check': method({ input: shape({ intents: intentsSchema }), output: list(intentCheckSchema) }),
  /**
   * Freezes the targets, journals them and begins to send. What is refused, and what is warned of unless overridden,
   * is in the run as `refused`, with the reason. Fails as a whole only where the journal can't be written.
   */
  'runs.start': method({
    input: shape({
      intents: intentsSchema,
      overrideWarnings: z.boolean().default(false),
      /** Operations of one datacenter under way at a time. */
      concurrency: z.number().int().min(1).max(4).default(2),
    }),
    output: runSchema,
  }),
  /** Refuses what is not yet sent. What is sent is sent: it goes on being watched. */
  'runs.cancel': method({ input: shape({ runId: z.string() }), output: runSchema }),
  /**
   * Tries what failed or was refused again, as a new run; of the whole run or the operations named. Launches whose
   * user data is no longer known are refused in it. `operation/nothing-to-retry` where there is none.
   */
  'runs.retryFailed': method({
    input: shape({
      runId: z.string(),
      operationIds: list(z.string()).optional(),
      /** As the run that is tried again had it, where it is left out. */
      overrideWarnings: z.boolean().optional(),
    }),
    output: runSchema,
  }),
  /** Newest first. */
  'runs.list': method({
    input: shape({ limit: z.number().int().min(1).max(1000), beforeSeq: z.number().int().optional() }),
    output: list(runSchema),
  }),
  /** Newest first: within a run, the last position first. */
  'operations.list': method({
    input: shape({
      runId: z.string().optional(),
      datacenterId: datacenterIdSchema.optional(),
      instanceId: instanceIdSchema.optional(),
      /** Only those queued, being sent, or being watched. */
      unfinished: z.boolean().default(false),
      beforeSeq: z.number().int().optional(),
      limit: z.number().int().min(1).max(1000),
    }),
    output: list(operationSchema),
  }),
  /** Says what a launch of unknown outcome made; null: nothing. Only for launches that are `unknown`. */
  'operations.resolve': method({
    input: shape({ operationId: z.string(), instanceId: instanceIdSchema.nullable() }),
    output: operationSchema,
  }),

  /** By name. */
  'templates.list': method({ input: nothing, output: list(templateSchema) }),
  /** Adds or replaces by id. `template/name-taken` where another has the name. */
  'templates.save': method({ input: templateSchema, output: templateSchema }),
  'templates.remove': method({ input: shape({ templateId: z.string() }), output: nothing }),
} as const satisfies Record<string, Method>;

export type Methods = typeof methods;
export type MethodName = keyof Methods;
/** What a caller gives (defaults may be left out). */
export type MethodInput<M extends MethodName> = z.input<Methods[M]['input']>;
/** What a handler receives (defaults filled in). */
export type MethodArgument<M extends MethodName> = z.output<Methods[M]['input']>;
export type MethodOutput<M extends MethodName> = z.output<Methods[M]['output']>;

/** Past facts the engine tells every connection; `inventory.changed` only to those that subscribed to the kind. */
export const events = {
  'settings.changed': settingsSchema,
  'profiles.changed': list(profileViewSchema),
  'profiles.testProgressed': shape({ jobId: z.string(), test: connectionTestSchema }),
  /** Statuses of the datacenters that changed; at most a few times a second. */
  'datacenters.changed': list(datacenterStatusSchema),
  'datacenters.removed': shape({ datacenterId: datacenterIdSchema }),
  'inventory.changed': deltaSchema,
  'timeline.appended': list(changeSchema),
  /** Runs that began or whose counts changed; at most a few times a second. */
  'runs.changed': list(runSchema),
  /** Operations that changed, each as it now stands; at most a few times a second. */
  'operations.changed': list(operationSchema),
  'templates.changed': list(templateSchema),
  'app.noticed': appErrorSchema,
} as const satisfies Record<string, z.ZodType>;

export type Events = typeof events;
export type EventName = keyof Events;
export type EventPayload<E extends EventName> = z.output<Events[E]>;

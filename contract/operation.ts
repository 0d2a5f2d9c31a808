import { z } from 'zod';
import { appErrorSchema } from './errors.ts';
import {
  accountIdSchema,
  datacenterIdSchema,
  hostNodeIdSchema,
  imageIdSchema,
  instanceIdSchema,
  instanceSpecIdSchema,
  networkIdSchema,
  securityGroupIdSchema,
  sshKeyPairIdSchema,
} from './ids.ts';
import { list, shape, timestamp } from './schema.ts';
import { bytesOf, mostUserDataBytes } from './user-data.ts';

/** What can be done to an instance that exists. `terminate` is dcmgr's destroy. */
export const powerActions = ['start', 'stop', 'reboot', 'terminate'] as const;
export const powerActionSchema = z.enum(powerActions);
export type PowerAction = z.infer<typeof powerActionSchema>;
export const operationActions = ['launch', ...powerActions] as const;
export type OperationAction = (typeof operationActions)[number];

/** Everything a launch may say (reference §9.1 create). Null means: leave it to dcmgr, the parameter is not sent. */
export const launchParametersSchema = shape({
  imageId: imageIdSchema,
  instanceSpecId: instanceSpecIdSchema,
  /** Must exist and be online; obeyed only where the operator set the SpecifyNode scheduler. */
  hostNodeId: hostNodeIdSchema.nullable().default(null),
  /** Null, also for one that is blank: named after its id. */
  hostname: z
    .string()
    .max(255)
    .nullable()
    .transform((name) => (name?.trim() === '' ? null : name))
    .default(null),
  /** Accepted and ignored by 11.12: `networkScheduler` is what decides. */
  networkId: networkIdSchema.nullable().default(null),
  /** A profile's name in the operator's configuration; an unknown one ends in `terminated`, not in an error. */
  networkScheduler: z.string().max(255).nullable().default(null),
  /** None chosen means no group at all. Unknown ids are dropped silently by dcmgr. */
  securityGroupIds: list(securityGroupIdSchema).default([]),
  sshKeyPairId: sshKeyPairIdSchema.nullable().default(null),
  haEnabled: z.boolean().default(false),
  /** Handed to the guest through its metadata; the API never shows it again. */
  userData: z
    .string()
    .refine((text) => bytesOf(text) <= mostUserDataBytes)
    .default(''),
});
export type LaunchParameters = z.infer<typeof launchParametersSchema>;

/** One write that a person asked for, before anything is checked or sent. */
export const intentSchema = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('launch'),
    datacenterId: datacenterIdSchema,
    account: accountIdSchema,
    parameters: launchParametersSchema,
  }),
  z.object({
    action: powerActionSchema,
    datacenterId: datacenterIdSchema,
    instanceId: instanceIdSchema,
  }),
]);
export type Intent = z.infer<typeof intentSchema>;

/** Most targets of one run. */
export const mostIntents = 1000;
/** Most user data of one run, in characters over all its launches. */
export const mostUserData = 8_000_000;
/** What a run is made of: one action on many targets. */
export const intentsSchema = list(intentSchema)
  .refine((intents) => intents.length > 0 && intents.length <= mostIntents)
  .refine((intents) => intents.every(({ action }) => action === intents[0]?.action))
  .refine((intents) => intents.reduce((sum, intent) => sum + userDataOf(intent).length, 0) <= mostUserData);

/** The user data of a launch; empty for everything else. */
export const userDataOf = (intent: Intent): string =>
  intent.action === 'launch' ? intent.parameters.userData : '';

/**
 * Where an operation stands. `queued`, `sending` and `accepted` go on; the others are final, but `unknown` may
 * still become `confirmed` or `failed` by looking.
 * - `queued`: in the journal, nothing sent.
 * - `sending`: written to the journal as being sent; after a crash this reads as `unknown`.
 * - `accepted`: dcmgr answered 200, or what a lost launch made was found. A wish recorded, no more (reference §10).
 * - `confirmed`: the instance was seen in the state asked for.
 * - `failed`: it was seen to end otherwise, or the request was dropped.
 * - `refused`: Nori or dcmgr said no, or it was cancelled before it was sent. Nothing happened.
 * - `unknown`: the answer never came, or the outcome never showed. Never sent again by itself. Nori goes on looking
 *   until `endedAt`.
 */
export const operationStates = [
  'queued',
  'sending',
  'accepted',
  'confirmed',
  'failed',
  'refused',
  'unknown',
] as const;
export const operationStateSchema = z.enum(operationStates);
export type OperationState = z.infer<typeof operationStateSchema>;

/** States that an operation leaves by itself. */
export const unfinishedStates = [
  'queued',
  'sending',
  'accepted',
] as const satisfies readonly OperationState[];
/** Whether somebody still has to do something for it: Nori, or dcmgr's agents. */
export const isUnfinished = ({ state }: { readonly state: OperationState }): boolean =>
  (unfinishedStates as readonly OperationState[]).includes(state);
/** Whether looking may still change what is known of it: unfinished, or unknown and not given up. */
export const isOpen = (operation: {
  readonly state: OperationState;
  readonly endedAt: number | null;
}): boolean => isUnfinished(operation) || (operation.state === 'unknown' && operation.endedAt === null);
/** Whether it was done, but not quite as asked: a person should see in what. */
export const isDoneOtherwise = ({ state, error }: Pick<Operation, 'state' | 'error'>): boolean =>
  state === 'confirmed' && error !== null;
/**
 * Whether it may be tried again as a new operation: nothing of it can still take effect, nobody took it back, and
 * nothing else is trying it again.
 */
export const canRetry = ({
  state,
  error,
  retriedBy,
}: Pick<Operation, 'state' | 'error' | 'retriedBy'>): boolean =>
  (state === 'failed' || (state === 'refused' && error?.code !== 'operation/cancelled')) &&
  retriedBy === null;

/** The exact request, as put on the wire below the base URL, secrets cut. */
export const sentRequestSchema = shape({
  method: z.enum(['POST', 'PUT', 'DELETE']),
  path: z.string(),
  body: z.string().nullable(),
});
export type SentRequest = z.infer<typeof sentRequestSchema>;

/** One write to one datacenter, journaled before it is sent. */
export const operationSchema = shape({
  id: z.string(),
  /** Ascending over the whole journal. */
  seq: z.number().int(),
  runId: z.string(),
  /** Its place in the run, from 0. */
  position: z.number().int(),
  datacenterId: datacenterIdSchema,
  /** The account it is sent with: the owner's. Null where none was known: such a one is refused. */
  account: accountIdSchema.nullable(),
  /** As asked for, less the user data: that is never kept on disk, and never told again. */
  intent: intentSchema.readonly(),
  /** Characters of user data that the launch carries. */
  userDataLength: z.number().int(),
  /** The hostname as of then, or the id: what to call the target. */
  label: z.string(),
  /** The target, or the instance that a launch made; null while that is not known. */
  instanceId: instanceIdSchema.nullable(),
  state: operationStateSchema,
  request: sentRequestSchema.nullable(),
  queuedAt: timestamp,
  sentAt: timestamp.nullable(),
  answeredAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
  answer: shape({ status: z.number(), requestId: z.string().nullable() }).nullable(),
  /** Why it failed, was refused, or is unknown. Of one accepted or confirmed: what about it is not as asked. */
  error: appErrorSchema.nullable(),
  /** Times it was put on the wire; more than one only where earlier ones can't have arrived. */
  attempts: z.number().int(),
  /** The instance as last seen while it was watched. */
  observed: shape({ state: z.string(), status: z.string(), at: timestamp }).nullable(),
  /** Instances that may be what a lost launch made: shown, never guessed among. */
  candidates: list(instanceIdSchema),
  /** The operation that tries it again; null while none does. */
  retriedBy: z.string().nullable().default(null),
});
export type Operation = z.infer<typeof operationSchema>;

/** A batch of operations whose targets were frozen when it was confirmed. */
export const runSchema = shape({
  id: z.string(),
  /** Ascending over all runs. */
  seq: z.number().int(),
  createdAt: timestamp,
  action: z.enum(operationActions),
  total: z.number().int(),
  /** Operations by state. */
  counts: z.partialRecord(operationStateSchema, z.number().int()).readonly(),
  /** Operations that can be tried again, as `canRetry` says. */
  retriable: z.number().int(),
  /** Operations of one datacenter under way at a time. */
  concurrency: z.number().int(),
  /** Whether it was confirmed in spite of warnings. */
  overrideWarnings: z.boolean(),
  cancelledAt: timestamp.nullable(),
  /** The run whose failed operations this one tries again. */
  retryOf: z.string().nullable(),
});
export type Run = z.infer<typeof runSchema>;

/** What Nori thinks of an intent before sending: refused for sure, or to be thought over once more. */
export const intentCheckSchema = shape({
  /** Null when it may be sent. */
  refusal: appErrorSchema.nullable(),
  /** True at the time of the knowledge, which may be old: can be overridden. */
  warnings: list(shape({ error: appErrorSchema, asOf: timestamp.nullable() })),
  /** The exact request, user data and all; null where none can be made. */
  request: sentRequestSchema.nullable(),
  /** The account it would be sent with; null where none is known. */
  account: accountIdSchema.nullable(),
});
export type IntentCheck = z.infer<typeof intentCheckSchema>;

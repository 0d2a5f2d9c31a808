import { type AppError, appError } from '#contract/errors.ts';
import type { InstanceId } from '#contract/ids.ts';
import { isOpen, type Operation, type OperationState, type SentRequest } from '#contract/operation.ts';

/** What an operation's answer said of itself. */
export type AnswerHead = NonNullable<Operation['answer']>;

/** What can happen to an operation. `at` is this machine's clock. */
export type LifecycleEvent =
  /** Nori refuses it, or a person takes it back, before anything was sent. */
  | { readonly kind: 'refused'; readonly at: number; readonly error: AppError }
  | { readonly kind: 'sending'; readonly at: number; readonly request: SentRequest }
  /** Put on the wire once more, since nothing can have arrived. */
  | { readonly kind: 'repeated' }
  | {
      readonly kind: 'accepted';
      readonly at: number;
      readonly answer: AnswerHead;
      readonly instanceId: InstanceId | null;
      /** What the answer shows not to be as asked. */
      readonly note: AppError | null;
    }
  /** The server said no. */
  | {
      readonly kind: 'rejected';
      readonly at: number;
      readonly answer: AnswerHead | null;
      readonly error: AppError;
    }
  /** Nothing can have arrived, and it is not tried again. */
  | { readonly kind: 'unsent'; readonly at: number; readonly error: AppError }
  /** It may have arrived, and what became of it was not told. */
  | {
      readonly kind: 'lost';
      readonly at: number;
      readonly answer: AnswerHead | null;
      readonly error: AppError;
    }
  | { readonly kind: 'seen'; readonly observed: NonNullable<Operation['observed']> }
  /** What a lost launch made was found, or named by a person. */
  | { readonly kind: 'identified'; readonly instanceId: InstanceId; readonly note: AppError | null }
  /** Several instances may be what it made. */
  | {
      readonly kind: 'suspected';
      readonly candidates: readonly InstanceId[];
      readonly error: AppError;
    }
  /** It is as asked, but for what is noted. */
  | { readonly kind: 'confirmed'; readonly at: number; readonly note?: AppError | null }
  | { readonly kind: 'failed'; readonly at: number; readonly error: AppError }
  /** Nobody watches it any longer. */
  | { readonly kind: 'gaveUp'; readonly at: number; readonly error: AppError }
  /** Nori starts, and finds it like this in the journal. */
  | { readonly kind: 'restarted'; readonly at: number };

/**
 * What an operation is after an event. The same object where the event is not for its state: an answer that comes
 * late, say. `confirmed`, `failed` and `refused` are final; `unknown` becomes one of them only by looking, or by a
 * person's word.
 */
export function advance(operation: Operation, event: LifecycleEvent): Operation {
  const step = transitions[operation.state][event.kind];
  return step === undefined ? operation : (step as Step<LifecycleEvent['kind']>)(operation, event); // of this kind
}

type EventOf<K extends LifecycleEvent['kind']> = Extract<LifecycleEvent, { readonly kind: K }>;
type Step<K extends LifecycleEvent['kind']> = (operation: Operation, event: EventOf<K>) => Operation;
type Steps = { readonly [K in LifecycleEvent['kind']]?: Step<K> };

const fromQueued: Steps = {
  sending: (operation, { at, request }) => ({
    ...operation,
    state: 'sending',
    sentAt: at,
    request,
    attempts: 1,
  }),
  refused: (operation, { at, error }) => ({ ...operation, state: 'refused', endedAt: at, error }),
  restarted: (operation, { at }) => ({ ...operation, state: 'refused', endedAt: at, error: interrupted() }),
};

const fromSending: Steps = {
  repeated: (operation) => ({ ...operation, attempts: operation.attempts + 1 }),
  accepted: (operation, { at, answer, instanceId, note }) => ({
    ...operation,
    state: 'accepted',
    error: note,
    answeredAt: at,
    answer,
    instanceId: instanceId ?? operation.instanceId,
  }),
  rejected: (operation, { at, answer, error }) => ({
    ...operation,
    state: 'refused',
    answeredAt: at,
    endedAt: at,
    answer,
    error,
  }),
  unsent: (operation, { at, error }) => ({ ...operation, state: 'failed', endedAt: at, error }),
  lost: (operation, { at, answer, error }) => ({
    ...operation,
    state: 'unknown',
    answeredAt: answer === null ? null : at,
    answer,
    error,
  }),
  restarted: (operation) => ({ ...operation, state: 'unknown', error: noAnswer() }),
};

const fromWatched: Steps = {
  seen: (operation, { observed }) => ({ ...operation, observed }),
  confirmed: (operation, { at }) => ({
    ...operation,
    state: 'confirmed',
    endedAt: at,
    error: null,
    candidates: [],
  }),
  failed: (operation, { at, error }) => ({
    ...operation,
    state: 'failed',
    endedAt: at,
    error,
    candidates: [],
  }),
  gaveUp: (operation, { at, error }) =>
    isOpen(operation) ? { ...operation, state: 'unknown', endedAt: at, error } : operation,
};

/** What was noted of its answer holds to the end. */
const fromAccepted: Steps = {
  ...fromWatched,
  confirmed: (operation, { at, note = operation.error }) => ({
    ...operation,
    state: 'confirmed',
    endedAt: at,
    error: note,
    candidates: [],
  }),
};

const fromUnknown: Steps = {
  ...fromWatched,
  identified: (operation, { instanceId, note }) => ({
    ...operation,
    state: 'accepted',
    instanceId,
    error: note,
    endedAt: null,
    candidates: [],
  }),
  suspected: (operation, { candidates, error }) => ({ ...operation, candidates, error }),
};

const transitions: Readonly<Record<OperationState, Steps>> = {
  queued: fromQueued,
  sending: fromSending,
  accepted: fromAccepted,
  unknown: fromUnknown,
  confirmed: {},
  failed: {},
  refused: {},
};

const interrupted = (): AppError => appError('operation/interrupted', 'Nori ended before this was sent');
const noAnswer = (): AppError => appError('operation/no-answer', 'Nori ended while this was being sent');

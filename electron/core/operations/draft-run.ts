import { type AppError, appError } from '#contract/errors.ts';
import { type Intent, type Operation, type Run, userDataOf } from '#contract/operation.ts';
import type { StoredRun } from '../ports/journal.ts';
import type { CheckedIntent } from './check-intents.ts';
import type { UserData } from './user-data.ts';

/** An intent of a run to be, or why it can't be part of it whatever the checks say. */
export type Wanted = {
  readonly intent: Intent;
  readonly refusal: AppError | null;
  /** The operation that it tries again; null for none. */
  readonly retries: Operation | null;
};

/** What an operation asked for, to be tried again; refused where its user data is no longer known. */
export function wantedAgain(retries: Operation, userData: Pick<UserData, 'of'>): Wanted {
  const { id, intent, userDataLength } = retries;
  if (intent.action !== 'launch' || userDataLength === 0) return { intent, refusal: null, retries };
  const known = userData.of(id);
  if (known !== null) {
    const parameters = { ...intent.parameters, userData: known };
    return { intent: { ...intent, parameters }, refusal: null, retries };
  }
  const refusal = appError('operation/user-data-gone', 'the user data is no longer known');
  return { intent, refusal, retries };
}

export type RunDetails = Pick<Run, 'overrideWarnings' | 'concurrency' | 'retryOf'> & {
  readonly now: number;
  readonly newId: () => string;
  readonly lastSeqs: { readonly run: number; readonly operation: number };
};

/** A run with its targets frozen: one operation for each intent, refused ones with their reason. */
export function draftRun(
  wanted: readonly Wanted[],
  checks: readonly CheckedIntent[],
  details: RunDetails,
): {
  readonly run: StoredRun;
  readonly operations: readonly Operation[];
  readonly retried: readonly Operation[];
} {
  const [first] = wanted;
  if (first === undefined) throw new Error('a run of nothing');
  const { now, newId, lastSeqs, overrideWarnings, concurrency, retryOf } = details;
  const run: StoredRun = {
    id: newId(),
    seq: lastSeqs.run + 1,
    createdAt: now,
    action: first.intent.action,
    total: wanted.length,
    concurrency,
    overrideWarnings,
    cancelledAt: null,
    retryOf,
  };
  const operations = wanted.flatMap(({ intent, refusal }, position) => {
    const check = checks[position];
    if (check === undefined) return [];
    const warning = overrideWarnings ? undefined : check.warnings[0]?.error;
    const error = refusal ?? check.refusal ?? warning ?? null;
    const place = { id: newId(), seq: lastSeqs.operation + 1 + position, runId: run.id, position };
    return [draftOperation(intent, check, { ...place, error, now })];
  });
  return { run, operations, retried: retriedBy(wanted, operations) };
}

/** The operations that these try again, each saying by which. */
const retriedBy = (wanted: readonly Wanted[], operations: readonly Operation[]): readonly Operation[] =>
  operations.flatMap(({ id, position }) => {
    const retries = wanted[position]?.retries ?? null;
    return retries === null ? [] : [{ ...retries, retriedBy: id }];
  });

function draftOperation(
  intent: Intent,
  { account, label }: CheckedIntent,
  given: Pick<Operation, 'id' | 'seq' | 'runId' | 'position' | 'error'> & { readonly now: number },
): Operation {
  const { now, ...place } = given;
  return {
    ...place,
    datacenterId: intent.datacenterId,
    account,
    intent: withoutUserData(intent),
    userDataLength: userDataOf(intent).length,
    label,
    instanceId: intent.action === 'launch' ? null : intent.instanceId,
    state: given.error === null ? 'queued' : 'refused',
    request: null,
    queuedAt: now,
    sentAt: null,
    answeredAt: null,
    endedAt: given.error === null ? null : now,
    answer: null,
    attempts: 0,
    observed: null,
    candidates: [],
    retriedBy: null,
  };
}

const withoutUserData = (intent: Intent): Intent =>
  intent.action === 'launch' ? { ...intent, parameters: { ...intent.parameters, userData: '' } } : intent;

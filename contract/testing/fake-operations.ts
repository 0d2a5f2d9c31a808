import type { MethodArgument } from '../api.ts';
import { appError } from '../errors.ts';
import type { InstanceId } from '../ids.ts';
import {
  canRetry,
  type Intent,
  type IntentCheck,
  isUnfinished,
  type Operation,
  type Run,
  userDataOf,
} from '../operation.ts';
import { err, ok, type Result } from '../result.ts';
import type { Handlers } from '../rpc/service.ts';
import type { Template } from '../template.ts';
import { builtAt } from './builders.ts';

/** What the fake engine needs for runs. Nothing moves by itself: a test changes operations as it likes. */
export type FakeOperationsState = {
  runs: readonly Run[];
  operations: readonly Operation[];
  templates: readonly Template[];
  /** What `runs.check` answers for an intent; the default has nothing against any. */
  check: (intent: Intent) => IntentCheck;
  readonly emitRuns: (runs: readonly Run[]) => void;
  readonly emitOperations: (operations: readonly Operation[]) => void;
  readonly emitTemplates: (templates: readonly Template[]) => void;
};

type Area<A extends string> = { readonly [M in Extract<keyof Handlers, `${A}.${string}`>]: Handlers[M] };

/** Nothing to say against an intent. */
export const noObjection: IntentCheck = { refusal: null, warnings: [], request: null, account: null };

/** A launch's account, and for an action the one that its instance's owner would be: `a-00000001` in the fake. */
const accountOf = (intent: Intent): Operation['account'] =>
  intent.action === 'launch' ? intent.account : ('a-00000001' as Operation['account']); // a well-formed account

const withoutUserData = (intent: Intent): Intent =>
  intent.action === 'launch' ? { ...intent, parameters: { ...intent.parameters, userData: '' } } : intent;

const labelOf = (intent: Intent): string =>
  intent.action === 'launch' ? (intent.parameters.hostname ?? '') : intent.instanceId;

/** Replaces operations by id, counts their runs anew, and tells every page. */
export function changeOperations(state: FakeOperationsState, changed: readonly Operation[]): void {
  const byId = new Map(state.operations.map((operation) => [operation.id, operation]));
  for (const operation of changed) byId.set(operation.id, operation);
  state.operations = [...byId.values()];
  const runIds = new Set(changed.map(({ runId }) => runId));
  const counted = state.runs
    .filter(({ id }) => runIds.has(id))
    .map((run) => ({ ...run, ...tally(state, run) }));
  state.runs = state.runs.map((run) => counted.find(({ id }) => id === run.id) ?? run);
  state.emitOperations(changed);
  state.emitRuns(counted);
}

function tally(state: FakeOperationsState, { id }: Run): Pick<Run, 'counts' | 'total' | 'retriable'> {
  const mine = state.operations.filter(({ runId }) => runId === id);
  const counts: Record<string, number> = {};
  for (const { state: at } of mine) counts[at] = (counts[at] ?? 0) + 1;
  return { counts, total: mine.length, retriable: mine.filter(canRetry).length };
}

function start(
  state: FakeOperationsState,
  input: MethodArgument<'runs.start'>,
  retryOf: string | null,
): Result<Run> {
  const [first] = input.intents;
  if (first === undefined) return err(appError('contract/invalid-request', 'a run of nothing'));
  const seq = state.runs.length + 1;
  const run: Run = {
    id: `run-${String(seq)}`,
    seq,
    createdAt: builtAt,
    action: first.action,
    total: input.intents.length,
    counts: { queued: input.intents.length },
    retriable: 0,
    concurrency: input.concurrency,
    overrideWarnings: input.overrideWarnings,
    cancelledAt: null,
    retryOf,
  };
  const before = state.operations.length;
  const operations = input.intents.map((intent, position) => toOperation(intent, run.id, position, before));
  state.runs = [...state.runs, run];
  changeOperations(state, operations);
  return ok(run);
}

const toOperation = (intent: Intent, runId: string, position: number, before: number): Operation => ({
  id: `operation-${String(before + position + 1)}`,
  seq: before + position + 1,
  runId,
  position,
  datacenterId: intent.datacenterId,
  account: accountOf(intent),
  intent: withoutUserData(intent),
  userDataLength: userDataOf(intent).length,
  label: labelOf(intent),
  instanceId: intent.action === 'launch' ? null : intent.instanceId,
  state: 'queued',
  request: null,
  queuedAt: builtAt,
  sentAt: null,
  answeredAt: null,
  endedAt: null,
  answer: null,
  error: null,
  attempts: 0,
  observed: null,
  candidates: [],
  retriedBy: null,
});

function cancel(state: FakeOperationsState, runId: string): Result<Run> {
  const queued = state.operations.filter((one) => one.runId === runId && one.state === 'queued');
  const error = appError('operation/cancelled', 'cancelled before it was sent');
  state.runs = state.runs.map((run) => (run.id === runId ? { ...run, cancelledAt: builtAt } : run));
  changeOperations(
    state,
    queued.map((one) => ({ ...one, state: 'refused', error, endedAt: builtAt })),
  );
  return runOf(state, runId);
}

function retry(
  state: FakeOperationsState,
  { runId, operationIds }: MethodArgument<'runs.retryFailed'>,
): Result<Run> {
  const run = runOf(state, runId);
  if (!run.ok) return run;
  const again = state.operations.filter(
    (one) => one.runId === runId && canRetry(one) && operationIds?.includes(one.id) !== false,
  );
  if (again.length === 0) return err(appError('operation/nothing-to-retry', 'nothing failed', { runId }));
  const started = start(state, { ...run.value, intents: again.map(({ intent }) => intent) }, runId);
  const begun = state.operations.slice(-again.length);
  changeOperations(
    state,
    again.map((one, at) => ({ ...one, retriedBy: begun[at]?.id ?? null })),
  );
  return started;
}

function runOf(state: FakeOperationsState, runId: string): Result<Run> {
  const run = state.runs.find(({ id }) => id === runId);
  return run === undefined ? err(appError('run/not-found', 'no such run', { runId })) : ok(run);
}

function resolve(
  state: FakeOperationsState,
  operationId: string,
  instanceId: InstanceId | null,
): Result<Operation> {
  const operation = state.operations.find(({ id }) => id === operationId);
  if (operation === undefined)
    return err(appError('operation/not-found', 'no such operation', { operationId }));
  const resolved: Operation =
    instanceId === null
      ? { ...operation, state: 'failed', error: appError('operation/not-made', 'said to have made nothing') }
      : { ...operation, state: 'accepted', instanceId, error: null, candidates: [] };
  changeOperations(state, [resolved]);
  return ok(resolved);
}

/** Runs, operations and templates of the fake engine. */
export const fakeOperationHandlers = (
  state: FakeOperationsState,
): Area<'runs' | 'operations' | 'templates'> => ({
  'runs.check': ({ intents }) => ok(intents.map((intent) => state.check(intent))),
  'runs.start': (input) => start(state, input, null),
  'runs.cancel': ({ runId }) => cancel(state, runId),
  'runs.retryFailed': (input) => retry(state, input),
  'runs.list': ({ limit, beforeSeq }) =>
    ok(
      state.runs
        .filter(({ seq }) => beforeSeq === undefined || seq < beforeSeq)
        .toReversed()
        .slice(0, limit),
    ),
  'operations.list': (query) =>
    ok(state.operations.filter(matching(query)).toReversed().slice(0, query.limit)),
  'operations.resolve': ({ operationId, instanceId }) => resolve(state, operationId, instanceId),
  'templates.list': () => ok(state.templates),
  'templates.save': (template) => {
    const others = state.templates.filter(({ id }) => id !== template.id);
    if (others.some(({ name }) => name === template.name))
      return err(appError('template/name-taken', 'another template has this name', { name: template.name }));
    state.templates = [...others, template].sort((a, b) => (a.name < b.name ? -1 : 1));
    state.emitTemplates(state.templates);
    return ok(template);
  },
  'templates.remove': ({ templateId }) => {
    const kept = state.templates.filter(({ id }) => id !== templateId);
    if (kept.length === state.templates.length)
      return err(appError('template/not-found', 'no such template', { templateId }));
    state.templates = kept;
    state.emitTemplates(kept);
    return ok(null);
  },
});

const matching = (query: MethodArgument<'operations.list'>) => (operation: Operation) =>
  (query.runId === undefined || operation.runId === query.runId) &&
  (query.datacenterId === undefined || operation.datacenterId === query.datacenterId) &&
  (query.instanceId === undefined || operation.instanceId === query.instanceId) &&
  (query.beforeSeq === undefined || operation.seq < query.beforeSeq) &&
  (!query.unfinished || isUnfinished(operation));

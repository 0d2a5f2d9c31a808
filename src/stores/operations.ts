import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { MethodInput } from '#contract/api.ts';
import type { AppError } from '#contract/errors.ts';
import { type InstanceId, type RecordKey, recordKey } from '#contract/ids.ts';
import {
  type Intent,
  isDoneOtherwise,
  isOpen,
  isUnfinished,
  type Operation,
  type Run,
} from '#contract/operation.ts';
import { usePageContext } from '../engine/page-context.ts';

/** Runs and operations asked for at a time. */
const runsAPage = 100;
const operationsAPage = 1000;
/** How long a row goes on telling of an operation that ended badly. */
const tellsFailureForMs = 10 * 60_000;

type Load = { readonly kind: 'loading' | 'ready' } | { readonly kind: 'failed'; readonly error: AppError };

/**
 * Runs and operations as the engine's journal has them. Runs are held from the newest on; of operations, those
 * under way, those of runs that somebody looks at, and whatever changed since the page was opened.
 */
export const useOperationsStore = defineStore('operations', () => {
  const { link, timers } = usePageContext();
  const runs = shallowRef<readonly Run[]>([]);
  const operations = shallowRef<ReadonlyMap<string, Operation>>(new Map());
  const load = shallowRef<Load>({ kind: 'loading' });
  const hasOlderRuns = shallowRef(false);
  /** Everything from this one on is held. What is older is only where somebody looked at its run. */
  const oldestRead = shallowRef<Operation | null>(null);
  const hasOlderOperations = shallowRef(false);
  /** Operations that ended badly and that somebody has seen to have: no row tells of them any more. */
  const seen = shallowRef<ReadonlySet<string>>(new Set());

  const adoptRuns = (changed: readonly Run[]) => {
    const byId = new Map([...runs.value, ...changed].map((run) => [run.id, run]));
    runs.value = [...byId.values()].sort((a, b) => b.seq - a.seq);
  };
  const adoptOperations = (changed: readonly Operation[]) => {
    const next = new Map(operations.value);
    for (const operation of changed) next.set(operation.id, operation);
    operations.value = next;
  };

  const readRuns = async (beforeSeq?: number) => {
    const before = beforeSeq === undefined ? {} : { beforeSeq };
    const answer = await link.call('runs.list', { limit: runsAPage, ...before });
    if (answer.ok) {
      adoptRuns(answer.value);
      hasOlderRuns.value = answer.value.length === runsAPage;
      load.value = { kind: 'ready' };
    } else if (answer.error.code !== 'contract/closed') load.value = { kind: 'failed', error: answer.error };
  };
  /** Everything that fits the query, a page at a time. */
  const readOperations = async (query: Omit<MethodInput<'operations.list'>, 'limit'>) => {
    for (let beforeSeq: number | undefined; ;) {
      const before = beforeSeq === undefined ? {} : { beforeSeq };
      const answer = await link.call('operations.list', { ...query, ...before, limit: operationsAPage });
      if (!answer.ok) return answer.error;
      adoptOperations(answer.value);
      beforeSeq = answer.value.at(-1)?.seq;
      if (answer.value.length < operationsAPage) return null;
    }
  };
  /** Reads a page of all operations, from the newest on or before those read. Answers the failure, or null. */
  const readBack = async (beforeSeq?: number) => {
    const before = beforeSeq === undefined ? {} : { beforeSeq };
    const answer = await link.call('operations.list', { ...before, limit: operationsAPage });
    if (!answer.ok) return answer.error;
    adoptOperations(answer.value);
    oldestRead.value = answer.value.at(-1) ?? oldestRead.value;
    hasOlderOperations.value = answer.value.length === operationsAPage;
    return null;
  };
  const reload = () => {
    void readRuns();
    void readOperations({ unfinished: true });
    void readBack(); // rows tell of what lately went wrong after a reload of the page too
  };

  const stops = [
    link.on('runs.changed', adoptRuns),
    link.on('operations.changed', adoptOperations),
    link.onConnected(reload),
  ];
  onScopeDispose(() => {
    for (const stop of stops) stop();
  });

  /** The newest operation of each instance, among those held. */
  const newestByKey = computed(() => {
    const newest = new Map<RecordKey, Operation>();
    for (const operation of operations.value.values()) {
      const { instanceId, datacenterId, seq } = operation;
      if (instanceId === null) continue;
      const key = recordKey(datacenterId, instanceId);
      if ((newest.get(key)?.seq ?? -1) < seq) newest.set(key, operation);
    }
    return newest;
  });
  /** Moves when the first of those that tell has told long enough. */
  const expiry = shallowRef(0);
  /** What rows tell, by record: few beside all rows, so that a row finds out at the price of a look-up. */
  const telling = computed(() => {
    void expiry.value;
    const now = timers.now();
    return new Map([...newestByKey.value].filter(([, one]) => tellsUntil(one, seen.value) > now));
  });
  let cancelExpiry = (): void => undefined;
  watch(telling, (map) => {
    cancelExpiry();
    const first = Math.min(...[...map.values()].map((one) => tellsUntil(one, seen.value)));
    if (!Number.isFinite(first)) return;
    cancelExpiry = timers.after(first - timers.now(), () => {
      expiry.value += 1;
    });
  });
  onScopeDispose(() => {
    cancelExpiry();
  });

  return {
    /** Newest first. */
    runs: computed(() => runs.value),
    load: computed(() => load.value),
    hasOlderRuns: computed(() => hasOlderRuns.value),
    /** Runs of which something is still under way. */
    activeRuns: computed(() => runs.value.filter(isActive)),
    reload,
    readOlderRuns: () => readRuns(runs.value.at(-1)?.seq),
    /** Fetches all operations of a run; `operationsOf` then has them. Answers the failure, or null. */
    readRun: (runId: string) => readOperations({ runId }),
    /** All that are held, newest first. */
    operations: computed(() => [...operations.value.values()].sort((a, b) => b.seq - a.seq)),
    /** Since when all of them are held; null before the first were read. */
    heldSince: computed(() => oldestRead.value?.queuedAt ?? null),
    hasOlderOperations: computed(() => hasOlderOperations.value),
    readOlderOperations: () => readBack(oldestRead.value?.seq),
    /** The operations of a run that are held, in the run's order. */
    operationsOf: (runId: string): readonly Operation[] =>
      [...operations.value.values()]
        .filter((operation) => operation.runId === runId)
        .sort((a, b) => a.position - b.position),
    /**
     * What rows tell of their instances: the newest operation, while it is open or has lately ended badly or otherwise.
     * A map and no function: Pinia watches over each call of one, and rows ask hundreds of times a frame.
     */
    telling: computed((): ReadonlyMap<RecordKey, Operation> => telling.value),
    /** A person has seen how it ended: rows need not tell any more. One that is still open goes on telling. */
    see: (operation: Operation) => {
      if (!isOpen(operation)) seen.value = new Set(seen.value).add(operation.id);
    },
    check: (intents: readonly Intent[]) => link.call('runs.check', { intents: [...intents] }),
    start: async (intents: readonly Intent[], options: { readonly overrideWarnings: boolean }) => {
      const answer = await link.call('runs.start', { intents: [...intents], ...options });
      if (answer.ok) adoptRuns([answer.value]);
      return answer;
    },
    cancel: (runId: string) => link.call('runs.cancel', { runId }),
    /** Tries again what can be, of the whole run or of these operations. */
    retryFailed: async (runId: string, how: Omit<MethodInput<'runs.retryFailed'>, 'runId'> = {}) => {
      const answer = await link.call('runs.retryFailed', { runId, ...how });
      if (answer.ok) adoptRuns([answer.value]);
      return answer;
    },
    resolve: (operationId: string, instanceId: InstanceId | null) =>
      link.call('operations.resolve', { operationId, instanceId }),
  };
});

/** Until when a row tells of its instance's newest operation. */
function tellsUntil(operation: Operation, seen: ReadonlySet<string>): number {
  if (isOpen(operation)) return Infinity;
  if (operation.state === 'confirmed' && !isDoneOtherwise(operation)) return 0;
  if (operation.endedAt === null || seen.has(operation.id)) return 0;
  return operation.endedAt + tellsFailureForMs;
}

/** Whether anything of a run is still queued, being sent or being watched. */
export const isActive = ({ counts }: Run): boolean =>
  (Object.keys(counts) as Operation['state'][]) // the keys of `counts` are the states
    .some((state) => isUnfinished({ state }) && (counts[state] ?? 0) > 0);

import type { EventName, EventPayload, MethodName, MethodOutput } from '../api.ts';
import type { Change } from '../change.ts';
import type { DatacenterStatus } from '../endpoint.ts';
import { appError, type ErrorCode } from '../errors.ts';
import type { Row } from '../inventory.ts';
import type { ProfileView } from '../profile.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { err } from '../result.ts';
import { connect, type Connection } from '../rpc/connect.ts';
import { serve } from '../rpc/serve.ts';
import type { Handlers, Service, Session } from '../rpc/service.ts';
import { createTransportPair } from '../rpc/transport.ts';
import { defaultSettings, type Settings } from '../settings.ts';
import type { Intent, IntentCheck, Operation, Run } from '../operation.ts';
import type { Template } from '../template.ts';
import { changeOperations, noObjection } from './fake-operations.ts';
import { fakeHandlers, type FakeState } from './fake-handlers.ts';
import { type FakeChanges, FakeInventory } from './fake-inventory.ts';

/** What the fake starts with; whatever is left out is empty, and every handler may be replaced. */
export type FakeEngineOptions = {
  readonly profiles?: readonly ProfileView[];
  readonly statuses?: readonly DatacenterStatus[];
  readonly rows?: Partial<Record<ResourceKind, readonly Row[]>>;
  /** Oldest first. */
  readonly changes?: readonly Change[];
  /** Oldest first. */
  readonly runs?: readonly Run[];
  readonly operations?: readonly Operation[];
  readonly templates?: readonly Template[];
  /** What `runs.check` answers; nothing against any intent by default. */
  readonly check?: (intent: Intent) => IntentCheck;
  readonly settings?: Settings;
  readonly info?: Partial<MethodOutput<'app.info'>>;
  /** Rows in one chunk of a snapshot. */
  readonly chunkSize?: number;
  readonly handlers?: Partial<Handlers>;
};

/** An engine without datacenters behind it, for the page's tests and development. */
export type FakeEngine = {
  readonly service: Service;
  /** Every call that reached a handler, in order. */
  readonly calls: readonly { readonly method: MethodName; readonly input: unknown }[];
  /** Opens a page's connection to this engine, over a pipe in memory that copies as a real one would. */
  connect(): Connection;
  /** How many pages are connected. */
  readonly connections: number;
  /** Tells every connected page. */
  emit<E extends EventName>(event: E, payload: EventPayload<E>): void;
  /** Changes rows as a sweep would, and tells those that subscribed to the kind. */
  changeRows(kind: ResourceKind, changes: FakeChanges): void;
  /** Loses a delta of a kind, so that its subscribers meet a gap at the next. */
  loseDelta(kind: ResourceKind): void;
  setStatuses(statuses: readonly DatacenterStatus[]): void;
  /** Replaces operations by id, counts their runs anew and tells every page. */
  changeOperations(operations: readonly Operation[]): void;
  /** Every operation of every run, oldest first. */
  readonly operations: readonly Operation[];
  /** From now on, every call of the method fails so; null ends that. */
  failWith(method: MethodName, code: ErrorCode | null): void;
  /** Ends every connection, as an engine that dies would. */
  disconnect(): void;
};

/** Creates a fake engine that keeps what it is told: saved profiles, settings, marks, changed rows. */
export function createFakeEngine(options: FakeEngineOptions = {}): FakeEngine {
  const state = stateFrom(options);
  const calls: { method: MethodName; input: unknown }[] = [];
  const open = new Set<{ close(): void }>();
  const handlers = recording({ ...fakeHandlers(state), ...options.handlers }, state, calls);
  const service: Service = {
    handlers,
    opened: (session) => {
      state.sessions.add(session);
      session.onClosed(() => state.sessions.delete(session));
    },
  };
  return {
    service,
    calls,
    connect: () => {
      const [engineEnd, pageEnd] = createTransportPair();
      const newId = () => `session-${String(open.size + 1)}`;
      open.add(serve(service, engineEnd, { newId, reportBug: rethrow, checkOutputs: true }));
      return connect(pageEnd);
    },
    get connections() {
      return state.sessions.size;
    },
    emit: state.emit,
    changeRows: (kind, changes) => {
      state.inventory.change(kind, changes);
    },
    loseDelta: (kind) => {
      state.inventory.skipRevision(kind);
    },
    get operations() {
      return state.operations;
    },
    changeOperations: (operations) => {
      changeOperations(state, operations);
    },
    setStatuses: (statuses) => {
      state.statuses = statuses;
      state.emit('datacenters.changed', statuses);
    },
    failWith: (method, code) => {
      if (code === null) state.failures.delete(method);
      else state.failures.set(method, code);
    },
    disconnect: () => {
      for (const server of open) server.close();
      open.clear();
    },
  };
}

function stateFrom(options: FakeEngineOptions): FakeState {
  const sessions = new Set<Session>();
  const emit: FakeState['emit'] = (event, payload) => {
    for (const session of sessions) session.emit(event, payload);
  };
  return {
    info: {
      version: '0.0.0',
      host: 'web',
      dataDir: '/home/someone/.local/share/nori',
      secretsPersist: false,
      demo: false,
      notices: [],
      ...options.info,
    },
    inventory: new FakeInventory(options.rows ?? {}, options.chunkSize ?? 500),
    failures: new Map(),
    sessions,
    emit,
    runs: options.runs ?? [],
    operations: options.operations ?? [],
    templates: options.templates ?? [],
    check: options.check ?? (() => noObjection),
    emitRuns: (runs) => {
      emit('runs.changed', runs);
    },
    emitOperations: (operations) => {
      emit('operations.changed', operations);
    },
    emitTemplates: (templates) => {
      emit('templates.changed', templates);
    },
    profiles: options.profiles ?? [],
    statuses: options.statuses ?? [],
    changes: options.changes ?? [],
    seen: new Map(),
    settings: options.settings ?? defaultSettings,
    jobs: 0,
  };
}

/** A fake's bug is the test's: it surfaces as an uncaught error, which fails the test run. */
function rethrow(event: string, cause: unknown): string {
  queueMicrotask(() => {
    throw new Error(`the fake engine failed at ${event}`, { cause });
  });
  return 'fake-bug';
}

/** Wraps every handler so that its calls are noted and can be made to fail. */
function recording(
  handlers: Handlers,
  state: FakeState,
  calls: { method: MethodName; input: unknown }[],
): Handlers {
  const wrap = ([name, handler]: [string, unknown]) => {
    const method = name as MethodName; // the keys of `Handlers` are the method names
    const wrapped = (input: unknown, session: Session) => {
      calls.push({ method, input });
      const failure = state.failures.get(method);
      if (failure !== undefined) return err(appError(failure, 'the fake was told to fail'));
      return (handler as (input: unknown, session: Session) => unknown)(input, session);
    };
    return [method, wrapped];
  };
  return Object.fromEntries(Object.entries(handlers).map(wrap)) as Handlers; // same keys, same arguments
}

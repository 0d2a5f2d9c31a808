import type { EventName, EventPayload, MethodName, MethodOutput } from '../api.ts';
import type { Change } from '../change.ts';
import type { DatacenterStatus } from '../endpoint.ts';
import { appError, type ErrorCode } from '../errors.ts';
import { type DatacenterId, recordKey } from '../ids.ts';
import { type ProfileView, secretNames } from '../profile.ts';
import { err, ok, type Result } from '../result.ts';
import type { Handlers, Session } from '../rpc/service.ts';
import type { Settings } from '../settings.ts';
import { fakeOperationHandlers, type FakeOperationsState } from './fake-operations.ts';
import type { FakeInventory } from './fake-inventory.ts';
import { detailOf } from './fake-record.ts';

/** What the fake engine knows. Its handlers read and change it; so does the test, through the engine's verbs. */
export type FakeState = FakeOperationsState & {
  readonly info: MethodOutput<'app.info'>;
  readonly inventory: FakeInventory;
  readonly failures: Map<MethodName, ErrorCode>;
  readonly sessions: Set<Session>;
  readonly emit: <E extends EventName>(event: E, payload: EventPayload<E>) => void;
  profiles: readonly ProfileView[];
  statuses: readonly DatacenterStatus[];
  changes: readonly Change[];
  readonly seen: Map<DatacenterId, number>;
  settings: Settings;
  jobs: number;
};

/** A handler for every method of the contract: leaving one out does not compile. */
export const fakeHandlers = (state: FakeState): Handlers => ({
  'app.info': () => ok(state.info),
  'settings.get': () => ok(state.settings),
  'settings.save': (settings) => {
    state.settings = settings;
    state.emit('settings.changed', settings);
    return ok(settings);
  },
  'profiles.list': () => ok(state.profiles),
  'profiles.save': ({ profile, secrets }) => {
    const taken = state.profiles.some(
      (other) => other.profile.id !== profile.id && other.profile.name === profile.name,
    );
    if (taken)
      return err(appError('profile/name-taken', 'another datacenter has this name', { name: profile.name }));
    const before = state.profiles.find((other) => other.profile.id === profile.id);
    const hasSecret = { ...(before ?? { hasSecret: noSecrets }).hasSecret };
    for (const name of secretNames) {
      if (secrets[name] !== undefined) hasSecret[name] = secrets[name] !== null;
    }
    const view = { profile, hasSecret };
    state.profiles = [...state.profiles.filter((other) => other !== before), view];
    state.emit('profiles.changed', state.profiles);
    return ok(view);
  },
  'profiles.remove': ({ datacenterId }) => {
    const kept = state.profiles.filter((view) => view.profile.id !== datacenterId);
    if (kept.length === state.profiles.length) return notFound(datacenterId);
    state.profiles = kept;
    state.statuses = state.statuses.filter((status) => status.datacenterId !== datacenterId);
    state.emit('profiles.changed', kept);
    state.emit('datacenters.removed', { datacenterId });
    return ok(null);
  },
  'profiles.startTest': () => ok({ jobId: `test-${String((state.jobs += 1))}` }),
  'profiles.cancelTest': () => ok(null),

  'datacenters.list': () => ok(state.statuses),
  'datacenters.refresh': ({ datacenterId }) => known(state, datacenterId),
  'datacenters.setPaused': ({ datacenterId, paused }) => {
    state.statuses = state.statuses.map((status) =>
      status.datacenterId === datacenterId
        ? { ...status, condition: paused ? 'paused' : 'starting' }
        : status,
    );
    state.emit('datacenters.changed', state.statuses);
    return known(state, datacenterId);
  },

  'inventory.subscribe': ({ kind }, session) => ok(state.inventory.subscribe(kind, session)),
  'inventory.chunk': ({ kind, offset }, session) => ok(state.inventory.chunk(kind, offset, session)),
  'inventory.unsubscribe': ({ kind }, session) => {
    state.inventory.unsubscribe(kind, session);
    return ok(null);
  },
  'inventory.record': ({ kind, key }) => {
    const row = state.inventory.row(kind, key);
    if (row === undefined) return err(appError('record/not-found', 'no such record', { key }));
    return ok(detailOf(kind, row));
  },
  'attention.report': () => ok(null),

  'timeline.list': ({ datacenterId, kind, key, beforeSeq, limit }) =>
    ok(
      state.changes
        .filter((change) => datacenterId === undefined || change.datacenterId === datacenterId)
        .filter((change) => kind === undefined || change.kind === kind)
        .filter((change) => key === undefined || recordKey(change.datacenterId, change.id) === key)
        .filter((change) => beforeSeq === undefined || change.seq < beforeSeq)
        .toReversed()
        .slice(0, limit),
    ),
  'timeline.unseen': () =>
    ok(
      state.profiles.map(({ profile: { id } }) => {
        const sinceSeq = state.seen.get(id) ?? 0;
        const unseen = state.changes.filter((change) => change.datacenterId === id && change.seq > sinceSeq);
        return { datacenterId: id, count: unseen.length, sinceSeq };
      }),
    ),
  'timeline.markSeen': ({ datacenterId, seq }) => {
    state.seen.set(datacenterId, seq);
    return ok(null);
  },
  ...fakeOperationHandlers(state),
});

const noSecrets = { password: false, token: false, clientKey: false, proxyPassword: false };

const notFound = (datacenterId: DatacenterId) =>
  err(appError('profile/not-found', 'no such datacenter', { datacenterId }));

const known = (state: FakeState, datacenterId: DatacenterId): Result<null> =>
  state.profiles.some((view) => view.profile.id === datacenterId) ? ok(null) : notFound(datacenterId);

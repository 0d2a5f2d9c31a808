import type { MethodOutput } from '#contract/api.ts';
import { type AppError, appError } from '#contract/errors.ts';
import { err, ok } from '#contract/result.ts';
import type { Handlers } from '#contract/rpc/service.ts';
import type { Settings } from '#contract/settings.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Document } from '../ports/documents.ts';
import { checkProfile } from '../profiles/check-profile.ts';
import { type ProfileKeeper, unknownDatacenter } from '../profiles/profile-keeper.ts';
import type { Operations } from '../operations/operations.ts';
import type { TemplateKeeper } from '../templates/template-keeper.ts';
import type { Timeline } from '../timeline/timeline.ts';
import type { AttentionBoard } from './attention.ts';
import type { ConnectionTests } from './connection-tests.ts';
import type { Datacenters } from './datacenters.ts';
import { operationHandlers, templateHandlers } from './operation-handlers.ts';
import type { InventorySubscriptions } from './inventory-subscriptions.ts';
import type { ProfileChanges } from './profile-changes.ts';
import type { Sessions } from './sessions.ts';

/** The parts of a composed engine that calls reach. */
export type EngineCore = {
  readonly info: () => MethodOutput<'app.info'>;
  readonly settings: { current: Settings; readonly document: Document<Settings> };
  readonly sessions: Sessions;
  readonly keeper: ProfileKeeper;
  readonly profileChanges: ProfileChanges;
  readonly connectionTests: ConnectionTests;
  readonly datacenters: Datacenters;
  readonly inventory: Inventory;
  readonly subscriptions: InventorySubscriptions;
  readonly attention: AttentionBoard;
  readonly timeline: Timeline;
  readonly operations: Operations;
  readonly templates: TemplateKeeper;
};

type Area<A extends string> = { readonly [M in Extract<keyof Handlers, `${A}.${string}`>]: Handlers[M] };

/** The engine's side of every method. Arguments arrive checked; what throws is a bug. */
export const createHandlers = (core: EngineCore): Handlers => ({
  ...appHandlers(core),
  ...profileHandlers(core),
  ...datacenterHandlers(core),
  ...inventoryHandlers(core),
  ...timelineHandlers(core),
  ...operationHandlers(core),
  ...templateHandlers(core),
});

const appHandlers = ({
  info,
  settings,
  sessions,
  attention,
}: EngineCore): Area<'app' | 'settings' | 'attention'> => ({
  'app.info': () => ok(info()),
  'settings.get': () => ok(settings.current),
  'settings.save': async (wanted, session) => {
    const saved = await settings.document.save(wanted);
    if (!saved.ok) return saved;
    settings.current = wanted;
    sessions.emit('settings.changed', wanted, session);
    return ok(wanted);
  },
  'attention.report': (report, session) => {
    attention.report(session, report);
    return ok(null);
  },
});

const profileHandlers = ({ keeper, profileChanges, connectionTests }: EngineCore): Area<'profiles'> => ({
  'profiles.list': async () => ok(await keeper.views()),
  'profiles.save': ({ profile, secrets }) => profileChanges.save(profile, secrets),
  'profiles.remove': ({ datacenterId }) => profileChanges.remove(datacenterId),
  'profiles.startTest': ({ profile, secrets }, session) => {
    // A test of a name already taken is still a test worth having.
    const checked = checkProfile(profile, []);
    if (!checked.ok) return checked;
    const known = keeper.secretsWith(profile.id, secrets);
    return ok({ jobId: connectionTests.start(checked.value, known, session) });
  },
  'profiles.cancelTest': ({ jobId }, session) => {
    connectionTests.cancel(jobId, session);
    return ok(null);
  },
});

const datacenterHandlers = ({ keeper, profileChanges, datacenters }: EngineCore): Area<'datacenters'> => ({
  'datacenters.list': () => ok(datacenters.statuses()),
  'datacenters.refresh': ({ datacenterId, kinds }) => {
    const profile = keeper.profile(datacenterId);
    if (profile === null) return err(unknownDatacenter(datacenterId));
    if (profile.polling.paused) return err(paused(datacenterId));
    datacenters.refresh(datacenterId, kinds);
    return ok(null);
  },
  'datacenters.setPaused': ({ datacenterId, paused: isPaused }) =>
    profileChanges.setPaused(datacenterId, isPaused),
});

const inventoryHandlers = ({ inventory, subscriptions }: EngineCore): Area<'inventory'> => ({
  'inventory.subscribe': ({ kind }, session) => ok(subscriptions.subscribe(kind, session)),
  'inventory.chunk': ({ kind, offset }, session) => subscriptions.chunk(kind, offset, session),
  'inventory.unsubscribe': ({ kind }, session) => {
    subscriptions.unsubscribe(kind, session);
    return ok(null);
  },
  'inventory.record': ({ kind, key }) => {
    const detail = inventory.detail(kind, key);
    return detail === null ? err(appError('record/not-found', 'no such record', { kind, key })) : ok(detail);
  },
});

const timelineHandlers = ({ timeline, keeper }: EngineCore): Area<'timeline'> => ({
  'timeline.list': (query) => timeline.list(query),
  'timeline.unseen': () => timeline.unseen(keeper.profiles.map((profile) => profile.id)),
  'timeline.markSeen': ({ datacenterId, seq }) =>
    keeper.profile(datacenterId) === null
      ? err(unknownDatacenter(datacenterId))
      : timeline.markSeen(datacenterId, seq),
});

const paused = (datacenterId: string): AppError =>
  appError('datacenter/paused', 'polling of this datacenter is paused', { datacenterId });

import type { AppError } from '#contract/errors.ts';
import type { ResourceId } from '#contract/ids.ts';
import type { ProfilesFile } from '#contract/profile-file.ts';
import type { Service, Session } from '#contract/rpc/service.ts';
import type { Settings } from '#contract/settings.ts';
import type { TemplatesFile } from '#contract/template.ts';
import { Inventory } from '../inventory/inventory.ts';
import { StoreWriter } from '../inventory/store-writer.ts';
import type { Attention } from '../polling/poller.ts';
import type { Clock, Random } from '../ports/clock.ts';
import type { Connectivity } from '../ports/connectivity.ts';
import type { Document } from '../ports/documents.ts';
import type { OpenHttp } from '../ports/http.ts';
import type { OperationJournal } from '../ports/journal.ts';
import { Operations } from '../operations/operations.ts';
import { defaultTimings, type OperationTimings } from '../operations/timings.ts';
import { TemplateKeeper } from '../templates/template-keeper.ts';
import type { Logger } from '../ports/logger.ts';
import type { SecretStore } from '../ports/secrets.ts';
import type { InventoryStore } from '../ports/store.ts';
import { ProfileKeeper } from '../profiles/profile-keeper.ts';
import { Timeline } from '../timeline/timeline.ts';
import { AttentionBoard } from './attention.ts';
import { ConnectionTests, type ConnectionTestsPorts } from './connection-tests.ts';
import { Datacenters, type DatacentersPorts } from './datacenters.ts';
import { createHandlers, type EngineCore } from './handlers.ts';
import { InventorySubscriptions } from './inventory-subscriptions.ts';
import { Notices } from './notices.ts';
import { OperationEvents } from './operation-events.ts';
import { ProfileChanges } from './profile-changes.ts';
import { Sessions } from './sessions.ts';
import { restoreInventory } from './restore.ts';
import { TimelineEvents } from './timeline-events.ts';

/** What a host gives the engine. The store is the engine's from then on: `close` closes it. */
export type EnginePorts = {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly openHttp: OpenHttp;
  readonly store: InventoryStore;
  readonly profiles: Document<ProfilesFile>;
  readonly settings: Document<Settings>;
  /** Closed with the store. */
  readonly journal: OperationJournal;
  readonly templates: Document<TemplatesFile>;
  readonly secrets: SecretStore;
  readonly connectivity: Connectivity;
  readonly host: {
    readonly kind: 'desktop' | 'web';
    readonly version: string;
    readonly dataDir: string;
    readonly demo: boolean;
  };
  /** A name that nothing else has. */
  readonly newId: () => string;
  /** What the host itself met at the start. */
  readonly notices?: readonly AppError[];
  /** How long operations wait for what, where not as usual. */
  readonly operationTimings?: Partial<OperationTimings>;
};

/** What an engine reads datacenters with. */
export type EngineParts = Pick<DatacentersPorts, 'openClient' | 'createPoller'> &
  Pick<ConnectionTestsPorts, 'testConnection'>;

/** A running engine: a `Service` for any number of pages. */
export type Engine = Service & {
  /** Ends polling, writes what is unwritten and closes the store. Nothing is called or emitted afterwards. */
  close(): Promise<void>;
};

/**
 * Starts an engine. When it resolves, everything stored is served, whatever the network does; polling has begun.
 * What was wrong with files or the store is told by `app.info`, not by failing.
 */
export async function composeEngine(ports: EnginePorts, parts: EngineParts): Promise<Engine> {
  const sessions = new Sessions();
  const documents = await loadDocuments(ports, sessions);
  const { keeper, notices } = documents;
  const core = composeCore(ports, parts, { sessions, ...documents });
  await restoreInventory(ports, core, notices);
  for (const profile of keeper.profiles) core.datacenters.start(profile, await keeper.secretsOf(profile.id));
  restoreOperations(ports, core, notices);
  return {
    handlers: createHandlers(core),
    opened: (session) => {
      openSession(core, session);
    },
    close: () => closeCore(ports, core),
  };
}

type Documents = {
  readonly keeper: ProfileKeeper;
  readonly settings: EngineCore['settings'];
  readonly templates: TemplateKeeper;
  readonly notices: Notices;
};

async function loadDocuments(ports: EnginePorts, sessions: Sessions): Promise<Documents> {
  const notices = new Notices(sessions, [...(ports.notices ?? []), ...ports.store.notices]);
  const noticed = (notice: AppError) => {
    notices.add(notice);
  };
  const settings = await ports.settings.load();
  const { logger, secrets } = ports;
  const profiles = await ProfileKeeper.load({ document: ports.profiles, secrets, logger, noticed });
  const templates = await TemplateKeeper.load({
    document: ports.templates,
    clock: ports.clock,
    changed: (all) => {
      sessions.emit('templates.changed', all);
    },
  });
  [...settings.notices, ...profiles.notices, ...templates.notices].forEach(noticed);
  return {
    keeper: profiles.keeper,
    settings: { current: settings.value, document: ports.settings },
    templates: templates.keeper,
    notices,
  };
}

type Core = EngineCore & {
  readonly writer: StoreWriter;
  readonly timelineEvents: TimelineEvents;
  readonly operationEvents: OperationEvents;
};

function composeCore(
  ports: EnginePorts,
  parts: EngineParts,
  documents: Documents & { readonly sessions: Sessions },
): Core {
  const { clock, logger, openHttp, newId } = ports;
  const { sessions, keeper, settings, templates, notices } = documents;
  const writer = new StoreWriter({
    store: ports.store,
    clock,
    failureChanged: tellStoreFailure(logger, notices),
  });
  const timeline = new Timeline(ports.store, writer);
  const timelineEvents = new TimelineEvents(sessions, clock);
  const inventory: Inventory = new Inventory({
    clock,
    writer,
    timeline,
    published: (batch) => {
      subscriptions.publish(batch);
      timelineEvents.add(batch.changes);
      operations.published(batch);
    },
  });
  const subscriptions = new InventorySubscriptions(inventory, clock);
  const attention: AttentionBoard = new AttentionBoard(() => {
    datacenters.attentionChanged();
  });
  const datacenters = new Datacenters({
    ...ports,
    ...parts,
    inventory,
    attention: (id) => withOperations(attention.of(id), operations.instances(id)),
    unshown: (datacenterId, instanceId) => {
      operations.unshown(datacenterId, instanceId);
    },
    statusesChanged: (statuses) => {
      sessions.emit('datacenters.changed', statuses);
    },
    noticed: (notice) => {
      notices.add(notice);
    },
  });
  const operations: Operations = new Operations({
    clock,
    logger,
    newId,
    journal: ports.journal,
    timings: { ...defaultTimings, ...ports.operationTimings },
    knowledge: {
      now: () => clock.now(),
      profile: (id) => keeper.profile(id),
      status: (id) => datacenters.status(id),
      inventory,
    },
    writer: (id) => datacenters.writer(id),
    refresh: (id) => {
      datacenters.refresh(id, ['instances']);
    },
    changed: (changed) => {
      operationEvents.add(changed);
    },
    failureChanged: tellStoreFailure(logger, notices),
  });
  const operationEvents: OperationEvents = new OperationEvents({
    sessions,
    clock,
    run: (id) => {
      const run = operations.run(id);
      return run.ok ? run.value : null;
    },
    paced: () => {
      datacenters.attentionChanged();
    },
  });
  return {
    info: () => ({
      version: ports.host.version,
      host: ports.host.kind,
      dataDir: ports.host.dataDir,
      secretsPersist: ports.secrets.persists,
      demo: ports.host.demo,
      notices: notices.all,
    }),
    settings,
    sessions,
    keeper,
    profileChanges: new ProfileChanges({
      keeper,
      inventory,
      datacenters,
      sessions,
      abandoned: (id) => {
        operations.abandon(id);
      },
    }),
    connectionTests: new ConnectionTests({ clock, logger, openHttp, newId, ...parts }),
    datacenters,
    inventory,
    subscriptions,
    attention,
    timeline,
    writer,
    timelineEvents,
    operations,
    operationEvents,
    templates,
  };
}

/** What was open when Nori last ended is looked after again; a journal that can't be read is told. */
function restoreOperations({ journal }: EnginePorts, { operations }: Core, notices: Notices): void {
  const known = journal.notices.length;
  const restored = operations.restore();
  if (!restored.ok) notices.add(restored.error);
  for (const notice of journal.notices.slice(known)) notices.add(notice);
}

/** Instances under an operation come before whatever is merely looked at. */
function withOperations(attention: Attention, instances: readonly ResourceId[]): Attention {
  const wanted = instances.map((id) => ({ kind: 'instances' as const, id }));
  return wanted.length === 0 ? attention : { ...attention, spotlight: [...wanted, ...attention.spotlight] };
}

/** Tells of a failing store, and takes it back once it works again. */
function tellStoreFailure(logger: Logger, notices: Notices): (failure: AppError | null) => void {
  let told: AppError | null = null;
  return (failure) => {
    if (told !== null) notices.remove(told);
    told = failure;
    if (failure === null) return logger.info('store.recovered');
    logger.warn('store.failed', { code: failure.code });
    notices.add(failure);
  };
}

function openSession(core: Core, session: Session): void {
  core.sessions.add(session);
  core.attention.opened(session);
  session.onClosed(() => {
    core.sessions.remove(session);
    core.subscriptions.ended(session);
    core.connectionTests.ended(session);
    core.attention.ended(session);
  });
}

async function closeCore(ports: EnginePorts, core: Core): Promise<void> {
  await core.profileChanges.settled();
  await core.templates.settled();
  core.operations.close();
  core.operationEvents.close();
  core.connectionTests.close();
  core.datacenters.close();
  core.subscriptions.close();
  core.timelineEvents.close();
  core.writer.close();
  ports.store.close();
}

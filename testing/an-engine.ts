import {
  type MethodArgument,
  type MethodInput,
  type MethodName,
  type MethodOutput,
  methods,
} from '#contract/api.ts';
import type { DatacenterStatus, EndpointHealth } from '#contract/endpoint.ts';
import type { DatacenterId } from '#contract/ids.ts';
import type { Profile, ProfileInput } from '#contract/profile.ts';
import { emptyProfilesFile, type ProfilesFile, profilesFileSchema } from '#contract/profile-file.ts';
import type { Result } from '#contract/result.ts';
import { emptyTemplatesFile, type TemplatesFile } from '#contract/template.ts';
import { defaultSettings, type Settings } from '#contract/settings.ts';
import { aDatacenterStatus, noHealth } from '#contract/testing/builders.ts';
import type { DcmgrClient } from '#core/dcmgr/client.ts';
import type { ConnectionTestOptions } from '#core/dcmgr/connection-test.ts';
import {
  composeEngine,
  type Engine,
  type EngineParts,
  type EnginePorts,
} from '#core/engine/compose-engine.ts';
import type { OperationTimings } from '#core/operations/timings.ts';
import type { OperationJournal } from '#core/ports/journal.ts';
import type { DatacenterPoller, PollerDependencies } from '#core/polling/poller.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeConnectivity } from './fake-connectivity.ts';
import { FakeDocument } from './fake-document.ts';
import { FakeHttp, type Script } from './fake-http.ts';
import { FakeLogger } from './fake-logger.ts';
import { FakeSecretStore } from './fake-secret-store.ts';
import { FakeSession } from './fake-session.ts';
import { InMemoryInventoryStore } from './in-memory-inventory-store.ts';
import { InMemoryOperationJournal } from './in-memory-operation-journal.ts';

/** A poller that asks nobody: a test feeds the inventory through its dependencies. */
export class FakePoller implements DatacenterPoller {
  readonly dependencies: PollerDependencies;
  readonly refreshes: (readonly string[] | undefined)[] = [];
  attentionChanges = 0;
  state: 'new' | 'started' | 'stopped' = 'new';
  condition: DatacenterStatus['condition'] = 'starting';
  health: EndpointHealth;

  constructor(dependencies: PollerDependencies) {
    this.dependencies = dependencies;
    this.health = dependencies.measured ?? noHealth;
  }

  get inventory() {
    return this.dependencies.inventory;
  }

  start(): void {
    this.state = 'started';
  }

  refresh(kinds?: readonly string[]): void {
    this.refreshes.push(kinds);
  }

  attentionChanged(): void {
    this.attentionChanges += 1;
  }

  status(): DatacenterStatus {
    return aDatacenterStatus(this.dependencies.profile.id, {
      condition: this.condition,
      asOf: null,
      health: this.health,
    });
  }

  stop(): void {
    this.state = 'stopped';
  }
}

/** Where an engine under test lives: keeps what a restart finds again, and everything anybody was given. */
export class EngineWorld {
  readonly clock = new FakeClock();
  readonly logger = new FakeLogger();
  readonly connectivity = new FakeConnectivity();
  readonly secrets = new FakeSecretStore();
  readonly settings = new FakeDocument<Settings>(defaultSettings);
  readonly profiles: FakeDocument<ProfilesFile>;
  readonly templates = new FakeDocument<TemplatesFile>(emptyTemplatesFile);
  store = new InMemoryInventoryStore();
  journal: OperationJournal = new InMemoryOperationJournal();
  operationTimings: Partial<OperationTimings> = {};
  /** Every poller made, oldest first. */
  readonly pollers: FakePoller[] = [];
  /** Every connection opened: with which profile and secrets, and whether it was closed. */
  readonly connections: { readonly profile: Profile; readonly secrets: object; isClosed: boolean }[] = [];
  /** What the endpoint of a datacenter answers, for engines with their standard parts; without one it refuses. */
  readonly scripts = new Map<string, Script>();
  /** Connection tests started; each waits for the test to settle it. */
  readonly tests: { readonly options: ConnectionTestOptions; readonly settle: () => void }[] = [];
  #ids = 0;

  constructor(datacenters: readonly (Partial<ProfileInput> & { readonly id: string })[] = []) {
    const entries = datacenters.map((fields) => ({
      name: fields.id,
      url: `http://${fields.id}:9001/api`,
      accounts: [{ id: 'a-shpoolxx' }],
      ...fields,
    }));
    this.profiles = new FakeDocument(
      profilesFileSchema.parse({ ...emptyProfilesFile, datacenters: entries }),
    );
  }

  /** `ports` replaces what this world would give it. */
  start(parts: Partial<EngineParts> = {}, ports: Partial<EnginePorts> = {}): Promise<Engine> {
    return composeEngine({ ...this.#ports(), ...ports }, { ...this.#parts(), ...parts });
  }

  /** The running poller of a datacenter. */
  poller(id: string): FakePoller {
    const poller = this.pollers.findLast(
      (one) => one.dependencies.profile.id === id && one.state === 'started',
    );
    if (poller === undefined) throw new Error(`no poller is running for ${id}`);
    return poller;
  }

  secretsOf(id: DatacenterId): Promise<object> {
    return this.secrets.get(id);
  }

  #ports(): EnginePorts {
    const { clock, logger, store, journal, profiles, settings, templates, secrets, connectivity } = this;
    const { operationTimings } = this;
    return {
      journal,
      templates,
      operationTimings,
      clock,
      logger,
      store,
      profiles,
      settings,
      secrets,
      connectivity,
      random: () => 0.5,
      openHttp: (profile, held) => {
        const script = this.scripts.get(profile.id) ?? (() => ({ kind: 'fails', code: 'endpoint/refused' }));
        const http = new FakeHttp(script, clock);
        const connection = { profile, secrets: held, isClosed: false };
        this.connections.push(connection);
        return {
          send: (request, signal) => http.send(request, signal),
          close: () => {
            connection.isClosed = true;
            http.close();
          },
        };
      },
      host: { kind: 'web', version: '1.2.3', dataDir: '/data', demo: false },
      newId: () => `id-${String((this.#ids += 1))}`,
    };
  }

  #parts(): EngineParts {
    return {
      openClient: (http): DcmgrClient => ({
        page: () => Promise.reject(new Error('nothing is read in this world')),
        show: () => Promise.reject(new Error('nothing is read in this world')),
        close: () => {
          http.close();
        },
      }),
      createPoller: (dependencies) => {
        const poller = new FakePoller(dependencies);
        this.pollers.push(poller);
        return poller;
      },
      testConnection: (options) =>
        new Promise((resolve, reject) => {
          const done = { done: true, error: null, accounts: [], clockSkewMs: null };
          const settle = () => {
            options.report(done);
            resolve(done);
          };
          this.tests.push({ options, settle });
          options.signal.addEventListener('abort', () => {
            reject(options.signal.reason as Error);
          });
        }),
    };
  }
}

/** A page's side of an engine: checks inputs and outputs against the contract as the wire does. */
export class Page {
  readonly session: FakeSession;
  readonly #engine: Engine;
  /** Every answer, for looking through. */
  readonly answers: Result<unknown>[] = [];

  constructor(engine: Engine, id = 'page-1') {
    this.#engine = engine;
    this.session = new FakeSession(id);
    engine.opened(this.session);
  }

  async ask<M extends MethodName>(method: M, input: MethodInput<M>): Promise<Result<MethodOutput<M>>> {
    const argument = methods[method].input.parse(input) as MethodArgument<M>; // parsed by its own schema
    const answer = await this.#engine.handlers[method](argument, this.session);
    this.answers.push(answer);
    if (answer.ok) methods[method].output.parse(answer.value);
    return answer;
  }

  /** The value of a call that must succeed. */
  async get<M extends MethodName>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>> {
    const answer = await this.ask(method, input);
    if (!answer.ok) throw new Error(`${method}: ${answer.error.code} ${answer.error.message}`);
    return answer.value;
  }

  /** Reads the snapshot of a kind to its end. */
  async snapshot(kind: MethodInput<'inventory.subscribe'>['kind']) {
    const { revision, total } = await this.get('inventory.subscribe', { kind });
    const rows: MethodOutput<'inventory.chunk'>['rows'][number][] = [];
    const chunks: number[] = [];
    for (let done = false; !done;) {
      const chunk = await this.get('inventory.chunk', { kind, offset: rows.length });
      rows.push(...chunk.rows);
      chunks.push(chunk.rows.length);
      ({ done } = chunk);
    }
    return { revision, total, rows, chunks };
  }
}

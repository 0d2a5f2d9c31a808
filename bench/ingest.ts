// 100,000 instances of which 1 % changed, through the whole engine (HTTP, decoding, comparison, SQLite, deltas to a
// page), over fetching and parsing the same bytes with axios alone.
import { fork, type ChildProcess } from 'node:child_process';
import http from 'node:http';
import path from 'node:path';
import axios from 'axios';
import type { Delta } from '#contract/inventory.ts';
import { type Profile, profileSchema } from '#contract/profile.ts';
import { createDcmgrClient } from '#core/dcmgr/dcmgr-client.ts';
import type { DcmgrClient } from '#core/dcmgr/client.ts';
import { createEngine } from '#core/engine/engine.ts';
import type { DatacenterPoller, PollerDependencies } from '#core/polling/poller.ts';
import { openNodePorts } from '#node/ports.ts';
import { median, type Measurement } from './measurement.ts';
import { temporaryFolder } from './temporary-folder.ts';

const records = 100_000;
const pageSize = 500;
const rounds = 5;

type Pages = {
  readonly port: number;
  readonly total: number;
  readonly account: string;
  readonly pages: number;
};

const child = fork(path.join(import.meta.dirname, 'page-server.ts'), [String(records), String(pageSize)]);
const served = await nextMessage<Pages>(child);
const profile = profileSchema.parse({
  id: 'bench',
  name: 'Bench',
  url: `http://127.0.0.1:${String(served.port)}/api`,
  accounts: [{ id: 'a-bench' }],
});

const { readAll, heard } = await startEngine(profile);
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
await serveRound(0);
await readAll();

const ratios: number[] = [];
const wallRatios: number[] = [];
const baselines: number[] = [];
for (let round = 1; round <= rounds; round += 1) {
  await serveRound(round);
  globalThis.gc?.();
  const baseline = await timed(() => fetchAndParse(profile.url));
  globalThis.gc?.();
  const before = heard.upserted;
  const ours = await timed(readAll);
  const changed = heard.upserted - before;
  if (changed < 0.009 * served.total || changed > 0.011 * served.total) {
    throw new Error(`${String(changed)} records came as changed, of ${String(served.total)}`);
  }
  ratios.push(ours.cpuMs / baseline.cpuMs);
  wallRatios.push(ours.wallMs / baseline.wallMs);
  baselines.push(baseline.cpuMs);
}
child.disconnect();

const measurement: Measurement = {
  name: 'ingest',
  value: median(ratios),
  unit: '× fetch and parse',
  goal: 1.5,
  better: 'lower',
  baseline: median(baselines),
  note:
    `${String(served.total)} instances, 1 % changed, in pages of ${String(pageSize)}, through HTTP, decoding, comparison, SQLite and ` +
    `deltas; the baseline is axios and JSON.parse over the same bytes. In CPU ms, which a busy machine disturbs least; ` +
    `median of ${String(rounds)} rounds: ${shown(ratios)} (by the clock on the wall: ${shown(wallRatios)})`,
};
console.log(JSON.stringify([measurement]));
process.exit(0);

function shown(values: readonly number[]): string {
  return values.map((value) => value.toFixed(2)).join(', ');
}

async function startEngine(only: Profile) {
  const opened = await openNodePorts({
    dataDir: temporaryFolder(),
    secrets: 'memory',
    version: 'bench',
    host: 'web',
    demo: false,
    verbose: false,
  });
  if (!opened.ok) throw new Error(opened.error.message);
  const counters = { upserted: 0 };
  const reading: { all?: () => Promise<void> } = {};
  const engine = await createEngine(opened.value.ports, {
    openClient: (port, { polling }) => createDcmgrClient({ http: port, timeoutMs: polling.requestTimeoutMs }),
    createPoller: (dependencies) => {
      reading.all = () => readLists(dependencies);
      return idlePoller(dependencies);
    },
    testConnection: () => Promise.reject(new Error('not part of this benchmark')),
  });
  const session = {
    id: 'bench',
    emit: (event: string, payload: unknown) => {
      // Subscribed to instances alone, so each such event is one of their deltas.
      if (event === 'inventory.changed') counters.upserted += (payload as Delta).upserted.length;
    },
    onClosed: () => undefined,
  };
  engine.opened(session);
  await engine.handlers['profiles.save']({ profile: only, secrets: {} }, session);
  await engine.handlers['inventory.subscribe']({ kind: 'instances' }, session);
  const { all } = reading;
  if (!all) throw new Error('the engine started no poller');
  return { readAll: all, heard: counters };
}

/** Stands in for polling, which would pace itself: this benchmark is about what each record costs. */
function idlePoller(dependencies: PollerDependencies): DatacenterPoller {
  const now = dependencies.clock.now();
  return {
    start: () => undefined,
    refresh: () => undefined,
    attentionChanged: () => undefined,
    stop: () => undefined,
    status: () => ({
      datacenterId: dependencies.profile.id,
      condition: 'starting',
      since: now,
      asOf: null,
      nextTryAt: null,
      failures: 0,
      error: null,
      lists: [],
      problems: [],
      health: {
        since: now,
        requests: 0,
        records: 0,
        bytes: 0,
        serverSeconds: 0,
        errors: {},
        latencies: [],
        pageSizes: {},
        clockSkewMs: null,
      },
    }),
  };
}

async function readLists({
  client,
  inventory,
  clock,
  profile: { accounts },
}: PollerDependencies): Promise<void> {
  const account = accounts[0]?.id;
  if (account === undefined) throw new Error('a profile without accounts');
  for (let start = 0; start < served.pages * pageSize; start += pageSize) {
    const page = await readPage(client, { kind: 'instances', account, start, limit: pageSize });
    inventory.observe({
      kind: 'instances',
      listedBy: account,
      at: clock.now(),
      records: page.records,
      baseline: false,
    });
  }
  // Deltas are gathered for a moment before they are sent: the last ones belong to this reading too.
  await new Promise<void>((resolve) => void clock.after(150, resolve));
}

async function readPage(client: DcmgrClient, request: Parameters<DcmgrClient['page']>[0]) {
  const page = await client.page(request, new AbortController().signal);
  if (!page.ok) throw new Error(page.error.error.message);
  if (page.value.rejected.length > 0) throw new Error(JSON.stringify(page.value.rejected[0]));
  return page.value;
}

async function fetchAndParse(baseUrl: string): Promise<void> {
  for (let start = 0; start < served.pages * pageSize; start += pageSize) {
    const url = `${baseUrl}/instances?start=${String(start)}&limit=${String(pageSize)}`;
    const headers = { 'X-VDC-ACCOUNT-UUID': 'a-bench' };
    const { data } = await axios.get<ArrayBuffer>(url, {
      headers,
      httpAgent: agent,
      responseType: 'arraybuffer',
    });
    const [page] = JSON.parse(new TextDecoder().decode(data)) as { results: unknown[] }[];
    if (page?.results.length === 0) throw new Error('an empty page');
  }
}

async function timed(
  work: () => Promise<void>,
): Promise<{ readonly wallMs: number; readonly cpuMs: number }> {
  const from = performance.now();
  const cpu = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: performance.now() - from, cpuMs: (user + system) / 1_000 };
}

async function serveRound(round: number): Promise<void> {
  const answer = nextMessage(child);
  child.send(round);
  await answer;
}

function nextMessage<T>(from: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    from.once('message', (message) => {
      resolve(message as T); // our own script at the other end
    });
    from.once('exit', (code) => {
      reject(new Error(`the page server ended with ${String(code)}`));
    });
  });
}

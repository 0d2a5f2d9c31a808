// What polling costs a datacenter of 5,000 instances at 8 ms a record, and how soon a change of a visible row is
// seen: one hour on a simulated clock, so the figures are exact and the same on every machine.
import type { AccountId } from '#contract/ids.ts';
import { resourceKinds } from '#contract/resource-kind.ts';
import { PolledDatacenter } from '../testing/polled-datacenter.ts';
import { median, type Measurement, percentile } from './measurement.ts';

const account = 'a-tenant' as AccountId; // this benchmark's own literal
const instances = 5_000;
const hourMs = 3_600_000;
const visibleRows = 40;

/** As a real one: 8 ms a record (measured on one), a few for the request, and a way there and back. */
const prices = { requestMs: 5, recordMs: 8, networkMs: 5 };
const sizes = {
  hosts: 50,
  images: 40,
  instance_specs: 20,
  networks: 10,
  security_groups: 60,
  ssh_key_pairs: 60,
};

const hidden = await simulatedHour(false);
const watched = await simulatedHour(true);

// "Reload everything every 10 s", in pages of 100: a list without a limit is killed by the server at 30 s.
const reloads = hourMs / 10_000;
const everything = instances + Object.values(sizes).reduce((sum, size) => sum + size, 0);
const reloadRequests = reloads * (Math.ceil(instances / 100) + resourceKinds.length - 1);
const naive = {
  requests: reloadRequests,
  records: reloads * everything,
  seconds: (reloadRequests * prices.requestMs + reloads * everything * prices.recordMs) / 1_000,
};

const ratio = (name: string, ours: number, theirs: number, unit: string): Measurement => ({
  name: `polling: ${name}`,
  value: ours / theirs,
  unit: '× reloading',
  goal: 1 / 20,
  better: 'lower',
  baseline: theirs,
  note: `${ours.toFixed(0)} ${unit} in an hour with ${String(visibleRows)} rows on screen (${unit} per hour of reloading everything every 10 s: ${theirs.toFixed(0)})`,
});
const results: readonly Measurement[] = [
  ratio('requests', watched.requests, naive.requests, 'requests'),
  ratio('records', watched.records, naive.records, 'records'),
  ratio('server time', watched.seconds, naive.seconds, 's'),
  {
    name: 'polling: server time, window hidden',
    value: hidden.seconds / naive.seconds,
    unit: '× reloading',
    goal: 1 / 20,
    better: 'lower',
    baseline: naive.seconds,
    note: `${hidden.seconds.toFixed(0)} s of a worker in an hour with no page open`,
  },
  {
    name: 'polling: delay of a visible change',
    value: percentile(watched.delaysMs, 0.99) / 1_000,
    unit: 's',
    goal: 5,
    better: 'lower',
    baseline: null,
    note: `99th percentile of ${String(watched.delaysMs.length)} changes; the median is ${(median(watched.delaysMs) / 1_000).toFixed(1)} s, the longest ${(Math.max(...watched.delaysMs) / 1_000).toFixed(1)} s`,
  },
];
console.log(JSON.stringify(results));

async function simulatedHour(isWatched: boolean) {
  const datacenter = new PolledDatacenter({ server: prices, random: seeded(7) });
  const { clock, server, feed } = datacenter;
  datacenter.fill('instances', 'i-', instances);
  datacenter.fill('host_nodes', 'hn-', sizes.hosts);
  datacenter.fill('images', 'wmi-', sizes.images);
  datacenter.fill('instance_specs', 'is-', sizes.instance_specs);
  datacenter.fill('networks', 'nw-', sizes.networks);
  datacenter.fill('security_groups', 'sg-', sizes.security_groups);
  datacenter.fill('ssh_key_pairs', 'ssh-', sizes.ssh_key_pairs);
  const visible = Array.from({ length: visibleRows }, (_, i) => `i-${String(i * 97)}`);
  if (isWatched) {
    const spotlight = visible.map((id) => ({ kind: 'instances' as const, id }));
    datacenter.attention = { hidden: false, spotlight };
  } else datacenter.attention = { hidden: true, spotlight: [] };
  datacenter.poller.start();
  await clock.advance(10 * 60_000);
  const health = datacenter.poller.status().health;
  const busyBefore = server.busyMs;

  const delaysMs: number[] = [];
  const random = seeded(3);
  for (let minute = 0; minute < hourMs / 60_000; minute += 1) {
    if (!isWatched) {
      await clock.advance(60_000);
      continue;
    }
    const lead = Math.floor(random() * 20_000);
    await clock.advance(lead);
    delaysMs.push(await delayOf(visible[Math.floor(random() * visible.length)] ?? ''));
    await clock.advance(Math.max(0, 60_000 - lead - (delaysMs.at(-1) ?? 0)));
  }
  datacenter.poller.stop();
  const after = datacenter.poller.status().health;
  return {
    requests: after.requests - health.requests,
    records: after.records - health.records,
    seconds: (server.busyMs - busyBefore) / 1_000,
    delaysMs,
  };

  /** Milliseconds until the feed holds a state that one visible instance has just taken on. */
  async function delayOf(id: string): Promise<number> {
    const state = feed.stateOf('instances', id) === 'stopped' ? 'running' : 'stopped';
    server.setState('instances', account, id, state);
    for (let waited = 0; waited <= 30_000; waited += 100) {
      if (feed.stateOf('instances', id) === state) return waited;
      await clock.advance(100);
    }
    return 30_000;
  }
}

/** A small linear congruential generator: the same jitter in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

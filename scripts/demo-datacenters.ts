// The demo's three datacenters, in a process of their own: started by launch.mjs, which it tells when they are up.
import { startSimulator, type Simulator, type SimulatorOptions } from '#simulator/simulator.ts';
import { type DemoProfile, writeDemoProfiles } from './demo-profiles.ts';

type DemoDatacenter = Pick<DemoProfile, 'id' | 'name' | 'colour'> &
  Required<Pick<SimulatorOptions, 'port' | 'seed' | 'hosts' | 'instances' | 'tenants' | 'recordCostMs'>>;

/** Unlike in size and speed, as real ones are. The ports stay the same, so that a second demo finds its inventory. */
const datacenters: readonly DemoDatacenter[] = [
  {
    id: 'tokyo',
    name: 'Tokyo',
    colour: 'blue',
    port: 19_011,
    seed: 11,
    hosts: 24,
    instances: 420,
    tenants: 6,
    recordCostMs: 1,
  },
  {
    id: 'osaka',
    name: 'Osaka',
    colour: 'amber',
    port: 19_012,
    seed: 12,
    hosts: 10,
    instances: 140,
    tenants: 4,
    recordCostMs: 2,
  },
  {
    id: 'fukuoka',
    name: 'Fukuoka',
    colour: 'green',
    port: 19_013,
    seed: 13,
    hosts: 4,
    instances: 36,
    tenants: 2,
    recordCostMs: 8,
  },
];

const [dataDir] = process.argv.slice(2);
if (dataDir === undefined) throw new Error('usage: demo-datacenters.ts DATA-DIR');
const profiles = await Promise.all(
  datacenters.map(async (datacenter) => toProfile(datacenter, await startDatacenter(datacenter))),
);
await writeDemoProfiles(dataDir, profiles);
for (const { name, url } of profiles) console.error(`${name} is simulated at ${url}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit());
process.send?.('ready');

/** On its usual port, or on any where that is taken. */
async function startDatacenter(datacenter: DemoDatacenter): Promise<Simulator> {
  const started = await startSimulator({ ...datacenter, weather: true }).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE') return null;
    throw cause;
  });
  return started ?? startSimulator({ ...datacenter, port: 0, weather: true });
}

function toProfile({ id, name, colour }: DemoDatacenter, { url, accounts }: Simulator): DemoProfile {
  const labelled = accounts.map((account, index) => ({
    id: account,
    label: index === 0 ? 'Shared pool' : account.replace('a-', ''),
  }));
  return { id, name, colour, url, accounts: labelled };
}

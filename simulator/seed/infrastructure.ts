import { addressNumber, addressText } from '../world/addresses.ts';
import { SHARED_ACCOUNT } from '../world/database.ts';
import type { Network } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { planNames, prefixFor, rangeOctet, type DatacenterPlan } from './plan.ts';

const DAY_MS = 86_400_000;

/** When the datacenter was set up, some two years ago. */
export const foundedAt = (world: World): number => world.clock.now() - 700 * DAY_MS;

export const shared = (world: World): { accountId: string; createdAt: number; updatedAt: number } => ({
  accountId: SHARED_ACCOUNT,
  createdAt: foundedAt(world),
  updatedAt: foundedAt(world),
});

/** Two networks: the inside one in which guests live, and the outside one for their public addresses. */
export function seedNetworks(world: World, plan: DatacenterPlan): void {
  const { networkIds } = planNames(plan);
  const prefix = prefixFor(plan.instances);
  // The range begins at a multiple of its own size.
  const octets = 2 ** Math.max(0, 16 - prefix);
  const octet = Math.floor(rangeOctet(plan) / octets) * octets;
  addNetwork(world, plan, { id: networkIds[0], address: `10.${String(octet)}.0.0`, prefix, inside: true });
  const outside = `172.${String(16 + (octet % 16))}.0.0`;
  addNetwork(world, plan, { id: networkIds[1], address: outside, prefix: 16, inside: false });
}

type NewNetwork = {
  readonly id: string;
  readonly address: string;
  readonly prefix: number;
  readonly inside: boolean;
};

function addNetwork(world: World, plan: DatacenterPlan, { id, address, prefix, inside }: NewNetwork): void {
  const { networks } = world.database;
  const base = addressNumber(address) ?? 0;
  const at = (offset: number): string => addressText(base + offset);
  const network: Network = {
    ...shared(world),
    pk: networks.nextPk(),
    id,
    ipv4Network: address,
    gateway: at(1),
    prefix,
    domain: inside ? planNames(plan).domain : `public.${planNames(plan).domain}`,
    dns: at(2),
    dhcp: at(2),
    metadataServer: inside ? at(2) : null,
    metadataPort: inside ? 9002 : null,
    bandwidth: inside ? null : 1000,
    natNetworkPk: inside ? networks.rows.length + 2 : null,
    physical: {
      id: inside ? 1 : 2,
      name: inside ? 'eth0' : 'eth1',
      interface: inside ? 'eth0' : 'eth1',
      description: null,
      createdAt: foundedAt(world),
      updatedAt: foundedAt(world),
    },
    linkInterface: inside ? 'br0' : 'br1',
    description: inside ? `${plan.name} guests` : `${plan.name} public`,
    range: [base + 16, base + 2 ** (32 - prefix) - 2],
    leased: new Set(),
    tags: new Set(),
  };
  networks.insert(network);
}

/** Storage nodes with room for what the volumes of this many instances take. */
export function seedStorageNodes(world: World, plan: DatacenterPlan): void {
  const { storageNodes } = world.database;
  const count = 2 + Math.floor(plan.hosts / 20);
  const { short } = planNames(plan);
  for (let number = 1; number <= count; number++) {
    storageNodes.insert({
      ...shared(world),
      pk: storageNodes.nextPk(),
      id: `sn-${short}${String(number)}`,
      spaceMb: 1_048_576 * Math.max(1, Math.ceil(plan.instances / 2000)),
      storageType: number === 1 ? 'zfs' : 'raw',
      exportPath: 'xpool',
      snapshotPath: '/var/snapshots',
      address: `192.168.${String(rangeOctet(plan) % 250)}.${String(20 + (number % 200))}`,
      status: number === count && count > 2 ? 'timeout' : 'online',
    });
  }
}

import { SHARED_ACCOUNT } from '../world/database.ts';
import type { Arch, Image, Snapshot, Spec } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { foundedAt, shared } from './infrastructure.ts';
import { planNames, type DatacenterPlan } from './plan.ts';

type SpecRow = readonly [
  name: string,
  hypervisor: string,
  arch: Arch,
  cores: number,
  memoryMb: number,
  weight: number,
];

const SPECS: readonly SpecRow[] = [
  ['demospec', 'kvm', 'x86_64', 1, 256, 1],
  ['small', 'kvm', 'x86_64', 1, 512, 1],
  ['medium', 'kvm', 'x86_64', 2, 1024, 1.5],
  ['large', 'kvm', 'x86_64', 4, 2048, 2],
  ['xlarge', 'kvm', 'x86_64', 8, 8192, 4],
  ['lxc1', 'lxc', 'x86_64', 1, 256, 0.5],
  ['old32', 'kvm', 'x86', 1, 256, 1],
];

/** The YAML that the operator's tool stores for NICs, with Ruby symbols as keys. */
function vifsText(count: number): string {
  const nics = Array.from({ length: count }, (_, index) => {
    const bandwidth = index === 0 ? 100_000 : 50_000;
    return `eth${String(index)}: \n  :bandwidth: ${String(bandwidth)}\n  :index: ${String(index)}\n`;
  });
  return `--- \n${nics.join('')}`;
}

export function seedSpecs(world: World): readonly Spec[] {
  const { specs } = world.database;
  for (const [name, hypervisor, arch, cores, memoryMb, quotaWeight] of SPECS) {
    const vifCount = cores >= 4 ? 2 : 1;
    specs.insert({
      ...shared(world),
      pk: specs.nextPk(),
      id: `is-${name}`,
      hypervisor,
      arch,
      cores,
      memoryMb,
      quotaWeight,
      vifs: vifsText(vifCount),
      vifCount,
      drives: `--- \nephemeral1: \n  :type: :local\n  :size: ${String(100 * cores)}\n  :index: 0\n`,
    });
  }
  return specs.rows;
}

const SYSTEMS: readonly (readonly [name: string, title: string, arch: Arch])[] = [
  ['lucid', 'Ubuntu 10.04 LTS', 'x86_64'],
  ['squeeze', 'Debian 6.0', 'x86_64'],
  ['centos6', 'CentOS 6.2', 'x86_64'],
  ['oneiric', 'Ubuntu 11.10', 'x86_64'],
  ['lucid32', 'Ubuntu 10.04 LTS (i386)', 'x86'],
];

type NewImage = Pick<
  Image,
  'id' | 'accountId' | 'arch' | 'description' | 'isPublic' | 'source' | 'snapshotId'
>;

function addImage(world: World, image: NewImage): void {
  const { images } = world.database;
  images.insert({
    ...shared(world),
    ...image,
    pk: images.nextPk(),
    features: world.random.chance(0.5) ? '--- \n:virtio: true\n' : '--- {}\n\n',
    md5sum: world.random.hex(32),
    state: 'init',
  });
}

/** Public images of the shared pool, one that boots from a volume, and one private image for each tenant. */
export function seedImages(world: World, plan: DatacenterPlan, tenants: readonly string[]): void {
  for (const [name, description, arch] of SYSTEMS) {
    const source = `--- \n:uri: file:///var/lib/wakame/images/${name}.raw\n`;
    addImage(world, {
      id: `wmi-${name}`,
      accountId: SHARED_ACCOUNT,
      arch,
      description,
      isPublic: true,
      source,
      snapshotId: null,
    });
  }
  const { id } = seedBootSnapshot(world, plan);
  addImage(world, {
    id: 'wmi-lucidsan',
    accountId: SHARED_ACCOUNT,
    arch: 'x86_64',
    description: 'Ubuntu 10.04 LTS on a volume',
    isPublic: true,
    source: `--- \n:snapshot_id: ${id}\n`,
    snapshotId: id,
  });
  for (const accountId of tenants) {
    addImage(world, {
      id: world.database.newId(world.database.images),
      accountId,
      arch: 'x86_64',
      description: `golden image of ${accountId.slice(2)}`,
      isPublic: false,
      source: `--- \n:uri: file:///var/lib/wakame/images/${accountId.slice(2)}.raw\n`,
      snapshotId: null,
    });
  }
}

function seedBootSnapshot(world: World, plan: DatacenterPlan): Snapshot {
  const { snapshots } = world.database;
  return snapshots.insert({
    pk: snapshots.nextPk(),
    id: `snap-${planNames(plan).short}boot`,
    accountId: SHARED_ACCOUNT,
    sizeMb: 1024,
    volumeId: world.database.newId(world.database.volumes),
    state: 'available',
    destination: 'local',
    storageNodeId: world.database.storageNodes.rows[0]?.id ?? null,
    backingStore: 'zfs',
    createdAt: foundedAt(world),
    deletedAt: null,
  });
}

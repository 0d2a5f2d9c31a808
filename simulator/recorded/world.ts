import { addressNumber } from '../world/addresses.ts';
import type { Configuration, NetworkProfile } from '../world/configuration.ts';
import type { Arch, Instance, InstanceState, Network, Nic } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { isExchange, readRecording, type Exchange } from './recording.ts';

/**
 * The world as the recorded server held it before the first request, read off the recordings themselves; what they only hint
 * at (records of other accounts) is added by hand.
 */

type Json = Readonly<Record<string, unknown>>;

export const RECORDED_ACCOUNT = 'a-demoacct';

/** When the recorded server was seeded: its seed gave every row this time. */
const SEEDED_AT = Date.parse('2026-11-23T09:53:49Z');

/** The recorded server's agents were stand-ins with a step of about 1.5 s that report no devices. */
export const RECORDED_CONFIGURATION: Partial<Configuration> = {
  stepMs: 1400,
  stepJitter: 0,
  onlineAfterMs: 1400,
  guestDevices: false,
  destinations: [{ id: 'local', name: 'Local Store' }],
  networkProfiles: new Map<string, NetworkProfile>([
    ['default', { kind: 'flat' }],
    ['nat', { kind: 'nat', inside: 'nw-demo1', outside: 'nw-demo2' }],
    ['vif3type1', { kind: 'template', networkIds: ['nw-demo1', 'nw-demo2'] }],
  ]),
};

const exchanges = (file: string): Exchange[] => readRecording(file).filter(isExchange);

function bodyOf(file: string, name: string): unknown {
  const found = exchanges(file).find((exchange) => exchange.name === name);
  if (found === undefined) throw new Error(`${file} has no "${name}"`);
  return JSON.parse(found.response.body);
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** The records of a recorded index, oldest first. */
function recordsOf(file: string, name: string): Json[] {
  const [page] = bodyOf(file, name) as [{ results: Json[] }]; // an index, as recorded
  return page.results.toReversed();
}

const text = (document: Json, key: string): string => String(document[key]);
const textOrNull = (document: Json, key: string): string | null =>
  document[key] == null ? null : text(document, key);
const count = (document: Json, key: string): number => Number(document[key]);
const timeOf = (document: Json, key: string): number => Date.parse(text(document, key));
const timeOrNull = (document: Json, key: string): number | null =>
  document[key] == null ? null : timeOf(document, key);
const list = (document: Json, key: string): Json[] => (document[key] as unknown[]).filter(isJson);

const dated = (document: Json): { accountId: string; createdAt: number; updatedAt: number } => ({
  accountId: text(document, 'account_id'),
  createdAt: timeOf(document, 'created_at'),
  updatedAt: timeOf(document, 'updated_at'),
});

const archOf = (document: Json): Arch => (document['arch'] === 'x86' ? 'x86' : 'x86_64');

const OTHERS = '04-other-resources.json';

function addHosts({ database }: World): void {
  const { hostNodes } = database;
  const ours = recordsOf(OTHERS, 'index host_nodes');
  const foreign = { ...ours[0], id: 'hn-shared01', account_id: 'a-shpoolxx', status: 'offline' };
  for (const document of [...ours, foreign]) {
    hostNodes.insert({
      ...dated(document),
      pk: hostNodes.nextPk(),
      id: text(document, 'id'),
      name: textOrNull(document, 'name'),
      arch: archOf(document),
      hypervisor: text(document, 'hypervisor'),
      cores: count(document, 'offering_cpu_cores'),
      memoryMb: count(document, 'offering_memory_size'),
      status: text(document, 'status'),
      alive: document['status'] === 'online',
      heartbeat: 0,
      waitingJobs: [],
    });
  }
}

function addStorageNodes({ database }: World): void {
  const { storageNodes } = database;
  const ours = recordsOf(OTHERS, 'index storage_nodes');
  const foreign = { ...ours[0], id: 'sn-shared01', account_id: 'a-shpoolxx', status: 'offline' };
  for (const document of [...ours, foreign]) {
    storageNodes.insert({
      ...dated(document),
      pk: storageNodes.nextPk(),
      id: text(document, 'id'),
      spaceMb: count(document, 'offering_disk_space'),
      storageType: text(document, 'storage_type'),
      exportPath: text(document, 'export_path'),
      snapshotPath: text(document, 'snapshot_base_path'),
      address: text(document, 'ipaddr'),
      status: text(document, 'status'),
    });
  }
}

function addImages({ database }: World): void {
  const { images } = database;
  const ours = recordsOf(OTHERS, 'index images');
  const hidden = { ...ours[0], id: 'wmi-admin001', account_id: 'a-00000000', is_public: false };
  for (const document of [...ours, hidden]) {
    images.insert({
      ...dated(document),
      pk: images.nextPk(),
      id: text(document, 'id'),
      source: text(document, 'source'),
      snapshotId: /:snapshot_id: (\S+)/.exec(text(document, 'source'))?.[1] ?? null,
      features: textOrNull(document, 'features'),
      arch: archOf(document),
      description: textOrNull(document, 'description'),
      md5sum: text(document, 'md5sum'),
      isPublic: document['is_public'] === true,
      state: text(document, 'state'),
    });
  }
}

function addSpecs({ database }: World): void {
  const { specs } = database;
  for (const document of recordsOf(OTHERS, 'index instance_specs')) {
    specs.insert({
      ...dated(document),
      pk: specs.nextPk(),
      id: text(document, 'id'),
      hypervisor: text(document, 'hypervisor'),
      arch: archOf(document),
      cores: count(document, 'cpu_cores'),
      memoryMb: count(document, 'memory_size'),
      quotaWeight: count(document, 'quota_weight'),
      vifs: text(document, 'vifs'),
      vifCount: [...text(document, 'vifs').matchAll(/^\w+:/gm)].length,
      drives: text(document, 'drives'),
    });
  }
}

function physicalOf(document: Json): Network['physical'] {
  const physical = document['physical_network'];
  if (!isJson(physical)) return null;
  return {
    id: count(physical, 'id'),
    name: text(physical, 'name'),
    interface: textOrNull(physical, 'interface'),
    description: textOrNull(physical, 'description'),
    createdAt: timeOf(physical, 'created_at'),
    updatedAt: timeOf(physical, 'updated_at'),
  };
}

function addNetworks({ database }: World): void {
  const { networks, tags } = database;
  for (const document of bodyOf(OTHERS, 'network get_pool') as Json[]) {
    tags.insert({
      ...dated(document),
      pk: count(document, 'id'),
      id: text(document, 'uuid'),
      name: text(document, 'name'),
    });
  }
  const ours = recordsOf(OTHERS, 'index networks');
  for (const document of [...ours, { ...ours[0], id: 'nw-shared1', account_id: 'a-shpoolxx' }]) {
    const base = addressNumber(text(document, 'ipv4_network')) ?? 0;
    const metadataPort =
      document['metadata_server_port'] == null ? null : count(document, 'metadata_server_port');
    networks.insert({
      ...dated(document),
      pk: networks.nextPk(),
      id: text(document, 'id'),
      ipv4Network: text(document, 'ipv4_network'),
      gateway: textOrNull(document, 'ipv4_gw'),
      prefix: count(document, 'prefix'),
      domain: textOrNull(document, 'domain_name'),
      dns: textOrNull(document, 'dns_server'),
      dhcp: textOrNull(document, 'dhcp_server'),
      metadataServer: textOrNull(document, 'metadata_server'),
      metadataPort,
      bandwidth: document['bandwidth'] == null ? null : count(document, 'bandwidth'),
      natNetworkPk: null,
      physical: physicalOf(document),
      linkInterface: text(document, 'link_interface'),
      description: textOrNull(document, 'description'),
      range: [base + 16, base + 2 ** (32 - count(document, 'prefix')) - 2],
      leased: new Set(),
      tags: new Set(document['id'] === 'nw-demo1' ? [2] : []),
    });
  }
}

function addGroupsAndKeys({ database }: World): void {
  const { securityGroups, keyPairs } = database;
  const groups = recordsOf(OTHERS, 'index security_groups');
  for (const document of [...groups, { ...groups[0], id: 'sg-other001', account_id: 'a-shpoolxx' }]) {
    const group = { description: textOrNull(document, 'description'), rule: text(document, 'rule') };
    securityGroups.insert({
      ...dated(document),
      ...group,
      pk: securityGroups.nextPk(),
      id: text(document, 'id'),
    });
  }
  for (const document of recordsOf(OTHERS, 'index ssh_key_pairs')) {
    keyPairs.insert({
      ...dated(document),
      pk: keyPairs.nextPk(),
      id: text(document, 'id'),
      description: textOrNull(document, 'description'),
      publicKey: text(document, 'public_key'),
      fingerPrint: text(document, 'finger_print'),
      privateKey: textOrNull(document, 'private_key'),
    });
  }
}

function addVolumes({ database }: World): void {
  const devices = new Map(
    recordsOf('01-instances-index.json', 'no params (all)')
      .flatMap((document) => list(document, 'volume'))
      .map((volume) => [text(volume, 'vol_id'), textOrNull(volume, 'guest_device_name')]),
  );
  for (const document of recordsOf(OTHERS, 'index volumes')) {
    const id = text(document, 'id');
    database.volumes.insert({
      pk: database.volumes.nextPk(),
      id,
      accountId: RECORDED_ACCOUNT,
      sizeMb: count(document, 'size'),
      snapshotId: textOrNull(document, 'snapshot_id'),
      instanceId: textOrNull(document, 'instance_id'),
      state: text(document, 'state'),
      createdAt: timeOf(document, 'created_at'),
      attachedAt: timeOrNull(document, 'attached_at'),
      detachedAt: timeOrNull(document, 'detached_at'),
      deletedAt: timeOrNull(document, 'deleted_at'),
      storageNodeId: 'sn-stor0001',
      boot: false,
      guestDevice: devices.get(id) ?? null,
    });
  }
  for (const document of recordsOf(OTHERS, 'index volume_snapshots')) {
    database.snapshots.insert({
      pk: database.snapshots.nextPk(),
      id: text(document, 'id'),
      accountId: RECORDED_ACCOUNT,
      sizeMb: count(document, 'size'),
      volumeId: text(document, 'origin_volume_id'),
      state: text(document, 'state'),
      destination: text(document, 'destination_id'),
      storageNodeId: 'sn-stor0001',
      backingStore: text(document, 'backing_store'),
      createdAt: timeOf(document, 'created_at'),
      deletedAt: timeOrNull(document, 'deleted_at'),
    });
  }
}

function nicOf(vif: Json): Nic {
  const ipv4 = vif['ipv4'];
  const address = isJson(ipv4) ? (addressNumber(text(ipv4, 'address')) ?? null) : null;
  return { id: text(vif, 'vif_id'), networkId: 'nw-demo1', address, natNetworkId: null, natAddress: null };
}

function addInstance(world: World, document: Json, accountId: string): void {
  const { database } = world;
  const state = text(document, 'state') as InstanceState; // as recorded
  const specId = text(document, 'instance_spec_id');
  const nics = list(document, 'vif').map(nicOf);
  for (const { address } of nics)
    if (address !== null) database.networks.get('nw-demo1')?.leased.add(address);
  database.instances.insert({
    pk: database.instances.nextPk(),
    id: text(document, 'id'),
    accountId,
    hostId: textOrNull(document, 'host_node'),
    specId,
    imageId: text(document, 'image_id'),
    cores: count(document, 'cpu_cores'),
    memoryMb: count(document, 'memory_size'),
    quotaWeight: database.specs.get(specId)?.quotaWeight ?? 1,
    hostname: text(document, 'hostname'),
    haEnabled: document['ha_enabled'] === 1,
    state,
    status: text(document, 'status') as Instance['status'], // as recorded
    createdAt: timeOf(document, 'created_at'),
    terminatedAt: state === 'terminated' ? SEEDED_AT - 60_000 : null,
    sshKeyId: textOrNull(document, 'ssh_key_pair'),
    groupIds: document['security_groups'] as string[], // as recorded
    nics,
    volumeIds: list(document, 'volume').map((volume) => text(volume, 'vol_id')),
    networkScheduler: 'default',
    guestAlive: state === 'running' && document['status'] === 'online',
  });
}

/** Moves every time of the world's instances, for a run that was seeded later. */
function shiftInstances({ database }: World, ms: number): void {
  for (const instance of database.instances.rows) {
    Object.assign(instance, {
      createdAt: instance.createdAt + ms,
      terminatedAt: instance.terminatedAt === null ? null : instance.terminatedAt + ms,
    });
  }
}

/** Fills an empty world like the recorded server's when it was seeded at this time. */
export function populateAsRecorded(world: World, seededAt = SEEDED_AT): string[] {
  const { database } = world;
  database.account('a-disabled').enabled = false;
  for (const add of [
    addHosts,
    addStorageNodes,
    addImages,
    addSpecs,
    addNetworks,
    addGroupsAndKeys,
    addVolumes,
  ])
    add(world);
  const longGone = bodyOf('02-instances-show.json', 'long-terminated (hidden in index)') as Json;
  addInstance(world, longGone, RECORDED_ACCOUNT);
  world.instance(text(longGone, 'id')).terminatedAt = SEEDED_AT - 86_400_000;
  for (const document of recordsOf('01-instances-index.json', 'no params (all)')) {
    addInstance(world, document, RECORDED_ACCOUNT);
  }
  for (const document of recordsOf('01-instances-index.json', 'index start/limit (admin account)')) {
    addInstance(world, document, 'a-00000000');
  }
  shiftInstances(world, seededAt - SEEDED_AT);
  return [RECORDED_ACCOUNT, 'a-00000000', 'a-shpoolxx'];
}

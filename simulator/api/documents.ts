import type {
  HostNode,
  Image,
  KeyPair,
  Network,
  Row,
  SecurityGroup,
  Snapshot,
  Spec,
  StorageNode,
  Tag,
  Volume,
} from '../world/records.ts';
import type { Configuration } from '../world/configuration.ts';
import { RubyFloat, time, timeOrNull, type Fields } from './document.ts';
import { parseRules } from './security-rules.ts';

type DatedRow = Row & { readonly createdAt: number; readonly updatedAt: number };

const identity = ({ id }: Row): Fields => ({ id, uuid: id });

const common = (row: DatedRow): Fields => ({
  ...identity(row),
  account_id: row.accountId,
  created_at: time(row.createdAt),
  updated_at: time(row.updatedAt),
});

export const imageDocument = (image: Image): Fields => ({
  ...common(image),
  boot_dev_type: image.snapshotId === null ? 2 : 1,
  source: image.source,
  features: image.features,
  arch: image.arch,
  description: image.description,
  md5sum: image.md5sum,
  is_public: image.isPublic,
  state: image.state,
});

export const hostNodeDocument = (host: HostNode): Fields => ({
  ...common(host),
  name: host.name,
  arch: host.arch,
  hypervisor: host.hypervisor,
  offering_cpu_cores: host.cores,
  offering_memory_size: host.memoryMb,
  status: host.status,
});

export const volumeDocument = (volume: Volume): Fields => ({
  ...identity(volume),
  size: volume.sizeMb,
  snapshot_id: volume.snapshotId,
  instance_id: volume.instanceId,
  state: volume.state,
  created_at: time(volume.createdAt),
  attached_at: timeOrNull(volume.attachedAt),
  detached_at: timeOrNull(volume.detachedAt),
  deleted_at: timeOrNull(volume.deletedAt),
});

export const snapshotDocument = (snapshot: Snapshot, { destinations }: Configuration): Fields => ({
  ...identity(snapshot),
  size: snapshot.sizeMb,
  origin_volume_id: snapshot.volumeId,
  state: snapshot.state,
  destination_id: snapshot.destination,
  destination_name: destinations.find(({ id }) => id === snapshot.destination)?.name ?? null,
  backing_store: snapshot.backingStore,
  created_at: time(snapshot.createdAt),
  deleted_at: timeOrNull(snapshot.deletedAt),
});

/** Fails on a rule of an unknown protocol, which validation lets through. */
export const securityGroupDocument = (group: SecurityGroup): Fields => ({
  ...common(group),
  description: group.description,
  rule: group.rule,
  rules: parseRules(group.rule),
});

export const storageNodeDocument = (node: StorageNode): Fields => ({
  ...common(node),
  offering_disk_space: node.spaceMb,
  transport_type: 'iscsi',
  storage_type: node.storageType,
  export_path: node.exportPath,
  snapshot_base_path: node.snapshotPath,
  ipaddr: node.address,
  status: node.status,
});

export const keyPairDocument = (pair: KeyPair, privateKey = pair.privateKey): Fields => ({
  ...common(pair),
  description: pair.description,
  public_key: pair.publicKey,
  finger_print: pair.fingerPrint,
  private_key: privateKey,
});

const physicalNetwork = ({ physical }: Network): Fields =>
  physical === null
    ? {}
    : {
        physical_network: {
          id: physical.id,
          name: physical.name,
          interface: physical.interface,
          description: physical.description,
          created_at: time(physical.createdAt),
          updated_at: time(physical.updatedAt),
        },
      };

export const networkDocument = (network: Network): Fields => ({
  ...common(network),
  ...physicalNetwork(network),
  ipv4_network: network.ipv4Network,
  ipv4_gw: network.gateway,
  prefix: network.prefix,
  metric: 100,
  domain_name: network.domain,
  dns_server: network.dns,
  dhcp_server: network.dhcp,
  metadata_server: network.metadataServer,
  metadata_server_port: network.metadataPort,
  bandwidth: network.bandwidth,
  nat_network_id: network.natNetworkPk,
  physical_network_id: network.physical?.id ?? null,
  link_interface: network.linkInterface,
  description: network.description,
});

/** A tag shows its internal key as `id`. */
export const tagDocument = (tag: Tag): Fields => ({
  ...common(tag),
  id: tag.pk,
  type_id: 'NetworkPool',
  name: tag.name,
  attributes: null,
});

export const specDocument = (spec: Spec): Fields => ({
  ...common(spec),
  hypervisor: spec.hypervisor,
  arch: spec.arch,
  cpu_cores: spec.cores,
  memory_size: spec.memoryMb,
  quota_weight: new RubyFloat(spec.quotaWeight),
  vifs: spec.vifs,
  drives: spec.drives,
});

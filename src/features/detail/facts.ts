import type { ResourceKind } from '#contract/resource-kind.ts';
import type { Resource, ResourceOf, SecurityGroup, YamlColumn } from '#contract/resources.ts';
import { yamlOutline } from './yaml-outline.ts';

/** A field's value as the pane shows it. */
export type FactValue =
  | { readonly kind: 'absent' }
  | { readonly kind: 'text'; readonly text: string }
  /** Something that people copy: an id, an address, a fingerprint. */
  | { readonly kind: 'code'; readonly text: string }
  /** Lines as they were written. */
  | { readonly kind: 'lines'; readonly text: string }
  | { readonly kind: 'time'; readonly at: number }
  | { readonly kind: 'size'; readonly mb: number }
  | { readonly kind: 'flag'; readonly is: boolean }
  /** A host's or storage node's `status`. */
  | { readonly kind: 'node-status'; readonly status: string }
  /** The `state` of a volume or snapshot. */
  | { readonly kind: 'storage-state'; readonly state: string }
  | { readonly kind: 'account'; readonly id: string }
  | { readonly kind: 'reference'; readonly to: ResourceKind; readonly id: string }
  | { readonly kind: 'rules'; readonly group: SecurityGroup };

/** A kind whose records the pane shows field by field. Instances are shown in sections of their own. */
export type PlainKind = Exclude<ResourceKind, 'instances'>;
/** Every field of every kind: each has a label. */
export type FactName = { [K in ResourceKind]: keyof ResourceOf<K> & string }[ResourceKind];
/** A value for each field of a kind, in the order in which they are told: forgetting one does not compile. */
export type FactsOf<K extends PlainKind> = { readonly [F in keyof ResourceOf<K>]: FactValue };

const absent: FactValue = { kind: 'absent' };
const maybe =
  <T>(make: (value: T) => FactValue) =>
  (value: T | null): FactValue =>
    value === null || value === '' ? absent : make(value);
const text = maybe((value: string): FactValue => ({ kind: 'text', text: value }));
const code = maybe((value: string): FactValue => ({ kind: 'code', text: value }));
const lines = maybe((value: string): FactValue => ({ kind: 'lines', text: value.trimEnd() }));
/** A YAML column's mapping; what is none as it stands, less the line that only says that it is YAML. */
const yaml = ({ text, value }: YamlColumn): FactValue =>
  lines(value === null ? (text ?? '').replace(/^---[ \t]*\n/, '') : yamlOutline(value));
const count = maybe((value: number): FactValue => ({ kind: 'text', text: String(value) }));
const time = maybe((at: number): FactValue => ({ kind: 'time', at }));
const size = (mb: number): FactValue => ({ kind: 'size', mb });
const flag = (is: boolean): FactValue => ({ kind: 'flag', is });
const status = (word: string): FactValue => ({ kind: 'node-status', status: word });
const account = (id: string): FactValue => ({ kind: 'account', id });
const reference = (to: ResourceKind) => maybe((id: string): FactValue => ({ kind: 'reference', to, id }));
const unit = (name: string) =>
  maybe((value: number): FactValue => ({ kind: 'text', text: `${String(value)} ${name}` }));

const makers: { readonly [K in PlainKind]: (value: ResourceOf<K>) => FactsOf<K> } = {
  images: (image) => ({
    description: text(image.description),
    id: code(image.id),
    accountId: account(image.accountId),
    state: text(image.state),
    isPublic: flag(image.isPublic),
    arch: text(image.arch),
    bootDevice: text(image.bootDevice),
    source: yaml(image.source),
    features: yaml(image.features),
    md5sum: code(image.md5sum),
    createdAt: time(image.createdAt),
    updatedAt: time(image.updatedAt),
  }),
  host_nodes: (host) => ({
    name: text(host.name),
    id: code(host.id),
    status: status(host.status),
    accountId: account(host.accountId),
    hypervisor: text(host.hypervisor),
    arch: text(host.arch),
    offeringCpuCores: count(host.offeringCpuCores),
    offeringMemoryMb: size(host.offeringMemoryMb),
    createdAt: time(host.createdAt),
    updatedAt: time(host.updatedAt),
  }),
  volumes: (volume) => ({
    id: code(volume.id),
    state: { kind: 'storage-state', state: volume.state },
    sizeMb: size(volume.sizeMb),
    instanceId: reference('instances')(volume.instanceId),
    snapshotId: reference('volume_snapshots')(volume.snapshotId),
    createdAt: time(volume.createdAt),
    attachedAt: time(volume.attachedAt),
    detachedAt: time(volume.detachedAt),
    deletedAt: time(volume.deletedAt),
  }),
  volume_snapshots: (snapshot) => ({
    id: code(snapshot.id),
    state: { kind: 'storage-state', state: snapshot.state },
    sizeMb: size(snapshot.sizeMb),
    originVolumeId: reference('volumes')(snapshot.originVolumeId),
    destinationId: code(snapshot.destinationId),
    destinationName: text(snapshot.destinationName),
    backingStore: text(snapshot.backingStore),
    createdAt: time(snapshot.createdAt),
    deletedAt: time(snapshot.deletedAt),
  }),
  security_groups: (group) => ({
    description: text(group.description),
    id: code(group.id),
    accountId: account(group.accountId),
    rules: { kind: 'rules', group },
    rule: lines(group.rule),
    createdAt: time(group.createdAt),
    updatedAt: time(group.updatedAt),
  }),
  storage_nodes: (node) => ({
    id: code(node.id),
    status: status(node.status),
    accountId: account(node.accountId),
    address: code(node.address),
    offeringDiskMb: size(node.offeringDiskMb),
    storageType: text(node.storageType),
    transportType: text(node.transportType),
    exportPath: code(node.exportPath),
    snapshotBasePath: code(node.snapshotBasePath),
    createdAt: time(node.createdAt),
    updatedAt: time(node.updatedAt),
  }),
  ssh_key_pairs: (key) => ({
    description: text(key.description),
    id: code(key.id),
    accountId: account(key.accountId),
    fingerprint: code(key.fingerprint),
    publicKey: lines(key.publicKey),
    hasStoredPrivateKey: flag(key.hasStoredPrivateKey),
    createdAt: time(key.createdAt),
    updatedAt: time(key.updatedAt),
  }),
  networks: (network) => ({
    description: text(network.description),
    id: code(network.id),
    accountId: account(network.accountId),
    ipv4Network: code(network.ipv4Network),
    prefix: count(network.prefix),
    ipv4Gateway: code(network.ipv4Gateway),
    dnsServer: code(network.dnsServer),
    dhcpServer: code(network.dhcpServer),
    domainName: code(network.domainName),
    metadataServer: code(network.metadataServer),
    metadataServerPort: count(network.metadataServerPort),
    metric: count(network.metric),
    bandwidthMbps: unit('Mbit/s')(network.bandwidthMbps),
    linkInterface: code(network.linkInterface),
    physicalNetwork: text(network.physicalNetwork?.name ?? null),
    physicalNetworkNumber: count(network.physicalNetworkNumber),
    natNetworkNumber: count(network.natNetworkNumber),
    createdAt: time(network.createdAt),
    updatedAt: time(network.updatedAt),
  }),
  instance_specs: (spec) => ({
    id: code(spec.id),
    accountId: account(spec.accountId),
    cpuCores: count(spec.cpuCores),
    memoryMb: size(spec.memoryMb),
    hypervisor: text(spec.hypervisor),
    arch: text(spec.arch),
    quotaWeight: count(spec.quotaWeight),
    vifs: yaml(spec.vifs),
    drives: yaml(spec.drives),
    createdAt: time(spec.createdAt),
    updatedAt: time(spec.updatedAt),
  }),
};

export type Fact = { readonly name: FactName; readonly value: FactValue };

/** A record field by field: all of them, or those named in that order. */
export function factsOf<K extends PlainKind>(
  kind: K,
  value: ResourceOf<K>,
  names?: readonly (keyof ResourceOf<K> & string)[],
): readonly Fact[] {
  const facts: Readonly<Record<string, FactValue>> = makers[kind](value);
  const wanted = names ?? Object.keys(facts);
  return wanted.map((name) => ({ name: name as FactName, value: facts[name] ?? absent })); // keys of `FactsOf<K>`
}

/** What a record calls itself, or null where it has only its id. */
export function nameOf(value: Resource): string | null {
  const { hostname, name, description } = value as {
    readonly hostname?: string;
    readonly name?: string | null;
    readonly description?: string | null;
  }; // kinds differ in which of these they have
  return [hostname, name, description].find((found) => found != null && found.trim() !== '')?.trim() ?? null;
}

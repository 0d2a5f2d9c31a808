import type { ResourceId } from '#contract/ids.ts';
import type { Instance, Resource, Volume, VolumeSnapshot } from '#contract/resources.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';

/** Most texts and lists remembered; when there are more, all are forgotten and sharing starts anew. */
const mostKnown = 50_000;
const knownTexts = new Map<string, string>();
const knownLists = new Map<string, readonly string[]>();

/**
 * The same text as one string object. A hundred thousand instances name a few dozen hosts, images and states:
 * sharing them saves memory and makes comparing two observations a comparison of pointers.
 */
function intern<T extends string | null>(text: T): T {
  if (text === null) return text;
  const known = knownTexts.get(text);
  if (known !== undefined) return known as T; // the same text, so the same brand
  if (knownTexts.size >= mostKnown) knownTexts.clear();
  knownTexts.set(text, text);
  return text;
}

/** The same list of texts as one object: instances are in few combinations of accounts and groups. */
export function internList<T extends string>(list: readonly T[]): readonly T[] {
  const name = list.join('\n');
  const known = knownLists.get(name);
  if (known !== undefined) return known as readonly T[]; // the same texts, so the same brand
  if (knownLists.size >= mostKnown) knownLists.clear();
  const texts = list.map(intern);
  knownLists.set(name, texts);
  return texts;
}

/**
 * The contents with what repeats between records shared, whether they come from an answer or from the store. The
 * rare kinds are left alone.
 */
export function shared(kind: ResourceKind, id: ResourceId, value: Resource): Resource {
  // The kind says which type the value is of.
  if (kind === 'instances') return sharedInstance(id, value as Instance);
  if (kind === 'volumes') return sharedVolume(id, value as Volume);
  if (kind === 'volume_snapshots') return sharedSnapshot(id, value as VolumeSnapshot);
  return value;
}

const sharedInstance = (id: ResourceId, instance: Instance): Instance => ({
  ...instance,
  id: id as Instance['id'], // the record's id, one object instead of two
  hostNodeId: intern(instance.hostNodeId),
  instanceSpecId: intern(instance.instanceSpecId),
  imageId: intern(instance.imageId),
  arch: intern(instance.arch),
  state: intern(instance.state),
  status: intern(instance.status),
  sshKeyPairId: intern(instance.sshKeyPairId),
  securityGroupIds: internList(instance.securityGroupIds),
  networks: instance.networks.map((network) => ({
    networkId: intern(network.networkId),
    addresses: network.addresses,
    dnsName: network.dnsName,
    natNetworkId: intern(network.natNetworkId),
    natAddresses: network.natAddresses.length === 0 ? none : network.natAddresses,
    natDnsName: network.natDnsName,
  })),
  nics: instance.nics.map(asIs),
  volumes: instance.volumes.length === 0 ? none : instance.volumes.map(asIs),
});

const sharedVolume = (id: ResourceId, volume: Volume): Volume => ({
  ...volume,
  id: id as Volume['id'], // as above
  state: intern(volume.state),
  snapshotId: intern(volume.snapshotId),
});

const sharedSnapshot = (id: ResourceId, snapshot: VolumeSnapshot): VolumeSnapshot => ({
  ...snapshot,
  id: id as VolumeSnapshot['id'], // as above
  state: intern(snapshot.state),
  destinationId: intern(snapshot.destinationId),
  destinationName: intern(snapshot.destinationName),
  backingStore: intern(snapshot.backingStore),
});

/** Copying a list drops the room for growth that one made by appending has: more than the items themselves. */
const asIs = <T>(item: T): T => item;

const none: readonly never[] = Object.freeze([]);

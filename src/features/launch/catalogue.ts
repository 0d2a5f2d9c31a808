import {
  type HostFit,
  type HostUsage,
  fitsOf,
  freeTogether,
  hostUsages,
  totalFits,
} from '#contract/capacity.ts';
import type { DatacenterStatus } from '#contract/endpoint.ts';
import type { InstanceRow } from '#contract/inventory.ts';
import type { Profile } from '#contract/profile.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type {
  HostNode,
  Image,
  InstanceSpec,
  Network,
  SecurityGroup,
  SshKeyPair,
} from '#contract/resources.ts';

/** What a datacenter has to choose from, as far as Nori knows. */
export type Catalogue = {
  readonly profile: Profile;
  readonly status: DatacenterStatus | null;
  readonly images: readonly Image[];
  readonly specs: readonly InstanceSpec[];
  readonly networks: readonly Network[];
  readonly groups: readonly SecurityGroup[];
  readonly keys: readonly SshKeyPair[];
  readonly hosts: readonly HostNode[];
  readonly guests: readonly InstanceRow[];
};

/** Why an image or spec is not to be chosen, or only with care. */
export type Obstacle =
  | { readonly kind: 'no-host-arch'; readonly arch: string }
  | { readonly kind: 'no-host-hypervisor'; readonly arch: string; readonly hypervisor: string }
  | { readonly kind: 'image-arch'; readonly arch: string }
  | { readonly kind: 'host-offline'; readonly status: string }
  | { readonly kind: 'host-arch' | 'host-hypervisor' | 'host-full' };

/** A 64-bit processor runs what was made for its 32-bit ancestor, never the other way round. */
const runs = (offered: string, needed: string): boolean =>
  offered === needed || (offered === 'x86_64' && needed === 'x86');

const online = (hosts: readonly HostNode[]): readonly HostNode[] =>
  hosts.filter(({ status }) => status === 'online');

/** Where no host is known (no account at hand may list them), nothing is said against anything. */
export function imageObstacle(image: Image, { hosts }: Pick<Catalogue, 'hosts'>): Obstacle | null {
  if (hosts.length === 0 || online(hosts).some(({ arch }) => runs(arch, image.arch))) return null;
  return { kind: 'no-host-arch', arch: image.arch };
}

/** dcmgr places by the spec's arch and hypervisor, and asks nobody whether the image can run there. */
export function specObstacle(
  spec: InstanceSpec,
  { hosts }: Pick<Catalogue, 'hosts'>,
  image: Image | null,
): Obstacle | null {
  if (image !== null && !runs(spec.arch, image.arch)) return { kind: 'image-arch', arch: image.arch };
  const { arch, hypervisor } = spec;
  const isOffered = online(hosts).some((host) => host.arch === arch && host.hypervisor === hypervisor);
  return hosts.length === 0 || isOffered ? null : { kind: 'no-host-hypervisor', arch, hypervisor };
}

/** Why a host can't take an instance of a spec. */
export function hostObstacle({ obstacle, host }: HostFit): Obstacle | null {
  if (obstacle === null) return null;
  if (obstacle === 'offline') return { kind: 'host-offline', status: host.status };
  return { kind: `host-${obstacle}` };
}

/** Nothing in the lists of these kinds is older than this; null where one was never read or none is kept. */
export function readAt(
  status: Pick<DatacenterStatus, 'lists'> | null,
  kinds: readonly ResourceKind[],
): number | null {
  const lists = (status?.lists ?? []).filter(({ kind }) => kinds.includes(kind));
  const times = lists.map(({ fetchedAt }) => fetchedAt);
  if (times.length === 0 || times.includes(null)) return null;
  return Math.min(...times.filter((time) => time !== null));
}

/** Names that live instances of an account have, lower case. */
export const liveNames = (guests: readonly InstanceRow[], account: string | null): ReadonlySet<string> =>
  new Set(
    guests
      .filter(({ owner, state }) => owner === account && state !== 'terminated')
      .map(({ hostname }) => hostname.toLowerCase()),
  );

/** How many of a spec fit on which host, and how many can be launched in all; `asOf` null where a list that says so was never read. */
export type Room = {
  readonly fits: readonly HostFit[];
  readonly total: number;
  readonly asOf: number | null;
};

export const usagesOf = ({ hosts, guests }: Pick<Catalogue, 'hosts' | 'guests'>): readonly HostUsage[] =>
  hostUsages(hosts, guests);

/** Null where no host is known: that says nothing about room. */
export function roomFor(
  spec: InstanceSpec,
  catalogue: Pick<Catalogue, 'hosts' | 'guests' | 'status'>,
): Room | null {
  if (catalogue.hosts.length === 0) return null;
  const fits = fitsOf(spec, usagesOf(catalogue));
  const total = totalFits(fits, { spec, free: freeTogether(catalogue.hosts, catalogue.guests) });
  return { fits, total, asOf: readAt(catalogue.status, ['host_nodes', 'instances']) };
}

/** Why nothing can be launched in a datacenter now. */
export function placeObstacle({
  profile,
  status,
}: Pick<Catalogue, 'profile' | 'status'>): 'read-only' | 'unreachable' | 'offline' | null {
  if (profile.safety === 'read-only') return 'read-only';
  if (status?.condition === 'unreachable' || status?.condition === 'offline') return status.condition;
  return null;
}

import { expandHostnames, type HostnamePatternError, isHostname } from '#contract/hostname.ts';
import type {
  AccountId,
  DatacenterId,
  HostNodeId,
  ImageId,
  InstanceSpecId,
  NetworkId,
  SecurityGroupId,
  SshKeyPairId,
} from '#contract/ids.ts';
import type { Intent, LaunchParameters } from '#contract/operation.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import { bytesOf, mostUserDataBytes } from '#contract/user-data.ts';

/** Most instances of one launch. */
export const mostInstances = 100;

export type LaunchPlace = { readonly datacenterId: DatacenterId; readonly account: AccountId };

/** A launch as it is being put together. */
export type LaunchDraft = {
  readonly place: LaunchPlace | null;
  readonly imageId: ImageId | null;
  readonly specId: InstanceSpecId | null;
  readonly networkId: NetworkId | null;
  /** As typed; empty leaves it to dcmgr. */
  readonly networkScheduler: string;
  readonly groupIds: readonly SecurityGroupId[];
  readonly keyId: SshKeyPairId | null;
  /** A name or a pattern, as typed; empty names the instances after their ids. */
  readonly hostname: string;
  readonly count: number;
  /** What `{n}` begins with. */
  readonly first: number;
  readonly hostNodeId: HostNodeId | null;
  readonly haEnabled: boolean;
  readonly userData: string;
};

export const emptyDraft: LaunchDraft = {
  place: null,
  imageId: null,
  specId: null,
  networkId: null,
  networkScheduler: '',
  groupIds: [],
  keyId: null,
  hostname: '',
  count: 1,
  first: 1,
  hostNodeId: null,
  haEnabled: false,
  userData: '',
};

/** The fields that name one resource each, with its kind. */
export const singleFields = [
  ['imageId', 'images'],
  ['specId', 'instance_specs'],
  ['networkId', 'networks'],
  ['keyId', 'ssh_key_pairs'],
  ['hostNodeId', 'host_nodes'],
] as const satisfies readonly (readonly [keyof LaunchDraft, ResourceKind])[];

/** The resources that a draft names. */
export function namedBy(draft: LaunchDraft): readonly { readonly kind: ResourceKind; readonly id: string }[] {
  return [
    ...singleFields.flatMap(([field, kind]) => {
      const id = draft[field];
      return id === null ? [] : [{ kind, id }];
    }),
    ...draft.groupIds.map((id) => ({ kind: 'security_groups' as const, id })),
  ];
}

export type NameProblem = 'rule' | 'taken';
/** The name of each instance; null is named after its id. */
export type PlannedName = { readonly name: string | null; readonly problem: NameProblem | null };
export type PlannedNames =
  | { readonly kind: 'names'; readonly names: readonly PlannedName[] }
  | { readonly kind: 'bad-pattern'; readonly error: HostnamePatternError };

/** Every name of the launch with what is wrong with it. `taken` holds the account's live names, lower case. */
export function plannedNames(
  { hostname, count, first }: Pick<LaunchDraft, 'hostname' | 'count' | 'first'>,
  taken: ReadonlySet<string>,
): PlannedNames {
  if (hostname.trim() === '')
    return { kind: 'names', names: Array.from({ length: count }, () => ({ name: null, problem: null })) };
  const expanded = expandHostnames(hostname, count, first);
  if ('error' in expanded) return { kind: 'bad-pattern', error: expanded.error };
  const names = expanded.names.map((name) => ({ name, problem: problemOf(name, taken) }));
  return { kind: 'names', names };
}

const problemOf = (name: string, taken: ReadonlySet<string>): NameProblem | null => {
  if (!isHostname(name)) return 'rule';
  return taken.has(name) ? 'taken' : null;
};

export const isCountRight = (count: number): boolean =>
  Number.isInteger(count) && count >= 1 && count <= mostInstances;

/** Whether names, count and user data are such that dcmgr could take them. Taken names are judged at the review. */
export function isNamingComplete(draft: LaunchDraft): boolean {
  if (!isCountRight(draft.count) || !Number.isInteger(draft.first) || draft.first < 0) return false;
  if (bytesOf(draft.userData) > mostUserDataBytes) return false;
  const planned = plannedNames(draft, new Set());
  return planned.kind === 'names' && planned.names.every(({ problem }) => problem === null);
}

/** What each instance asks for; null while something that dcmgr needs is not chosen. */
export function parametersOf(draft: LaunchDraft, hostname: string | null): LaunchParameters | null {
  if (draft.imageId === null || draft.specId === null) return null;
  const scheduler = draft.networkScheduler.trim();
  return {
    imageId: draft.imageId,
    instanceSpecId: draft.specId,
    hostNodeId: draft.hostNodeId,
    hostname,
    networkId: draft.networkId,
    networkScheduler: scheduler === '' ? null : scheduler,
    securityGroupIds: draft.groupIds,
    sshKeyPairId: draft.keyId,
    haEnabled: draft.haEnabled,
    userData: draft.userData,
  };
}

/** One intent for each instance; none while the draft is not complete. */
export function intentsOf(draft: LaunchDraft): readonly Intent[] {
  const { place } = draft;
  if (place === null || !isNamingComplete(draft)) return [];
  const planned = plannedNames(draft, new Set());
  if (planned.kind !== 'names') return [];
  return planned.names.flatMap(({ name }): Intent[] => {
    const parameters = parametersOf(draft, name);
    return parameters === null ? [] : [{ action: 'launch', ...place, parameters }];
  });
}

import { type AppError, appError } from '#contract/errors.ts';
import { normaliseHostname } from '#contract/hostname.ts';
import type { InstanceId } from '#contract/ids.ts';
import type { LaunchParameters, Operation } from '#contract/operation.ts';
import type { Instance } from '#contract/resources.ts';
import { equalData } from '../inventory/equal-data.ts';
import { hasServerFailed } from './server-failure.ts';

/** A launch whose answer never came, or is still to come. Times are the server's, as far as they can be told. */
export type LostLaunch = {
  readonly operation: Operation;
  readonly parameters: LaunchParameters;
  /** Empty for none; null where it is no longer known. */
  readonly userData: string | null;
  /** What it made was created between these. */
  readonly from: number;
  readonly until: number;
  /** Instances that were there before it was sent, as far as that is remembered. */
  readonly before: ReadonlySet<InstanceId>;
  /** The whole list has been read since the loss; and, to its last entry, since the request can still take effect. */
  readonly isRead: boolean;
  readonly isSettled: boolean;
};

/** What looking tells of a lost launch. Launches that are not mentioned stay as they are. */
export type Finding =
  | { readonly kind: 'made'; readonly instanceId: InstanceId }
  | { readonly kind: 'several'; readonly candidates: readonly InstanceId[]; readonly error: AppError }
  | { readonly kind: 'nothing'; readonly error: AppError };

/**
 * Matches the lost launches of one account against the instances it lists and that no operation claims. One with a
 * hostname is told by it. The others take what fits, if there is exactly one for each that fits it too: launches
 * that ask for the same are interchangeable. While one that could have made it is still being sent, its answer is
 * waited for. Anything else is for a person to say.
 */
export function matchLaunches(
  launches: readonly LostLaunch[],
  unclaimed: readonly Instance[],
): ReadonlyMap<string, Finding> {
  const findings = new Map<string, Finding>();
  const fits = new Map(
    launches.map((launch) => [launch.operation.id, unclaimed.filter((one) => isFitting(launch, one))]),
  );
  for (const group of rivalGroups(launches, fits)) {
    for (const [launch, finding] of settle(group, fits)) findings.set(launch.operation.id, finding);
  }
  return findings;
}

/** Whether an instance can be what the launch made. dcmgr names one without a hostname after its id. */
function isFitting({ parameters, from, until, before }: LostLaunch, instance: Instance): boolean {
  const hostname =
    parameters.hostname === null ? instance.id.replace(/^i-/, '') : normaliseHostname(parameters.hostname);
  return (
    instance.hostname === hostname &&
    instance.imageId === parameters.imageId &&
    instance.instanceSpecId === parameters.instanceSpecId &&
    instance.sshKeyPairId === parameters.sshKeyPairId &&
    instance.haEnabled === parameters.haEnabled &&
    hasNoOtherGroup(instance, parameters) &&
    instance.createdAt >= from &&
    instance.createdAt <= until &&
    !before.has(instance.id)
  );
}

/** dcmgr drops groups that it does not know, and adds none (reference §9.1): one with others is somebody else's. */
const hasNoOtherGroup = (instance: Instance, { securityGroupIds }: LaunchParameters): boolean =>
  instance.securityGroupIds.every((id) => securityGroupIds.includes(id));

type Fits = ReadonlyMap<string, readonly Instance[]>;
const fitsOf = (fits: Fits, { operation }: LostLaunch): readonly Instance[] => fits.get(operation.id) ?? [];

/** Launches that could have made the same instance are judged together. */
function rivalGroups(launches: readonly LostLaunch[], fits: Fits): readonly (readonly LostLaunch[])[] {
  const groups: LostLaunch[][] = [];
  for (const launch of launches) {
    const isRival = (other: LostLaunch) =>
      fitsOf(fits, launch).some((instance) => fitsOf(fits, other).includes(instance));
    const rivals = groups.filter((group) => group.some(isRival));
    for (const group of rivals) groups.splice(groups.indexOf(group), 1);
    groups.push([launch, ...rivals.flat()]);
  }
  return groups;
}

function settle(group: readonly LostLaunch[], fits: Fits): readonly (readonly [LostLaunch, Finding])[] {
  if (group.some(({ operation }) => operation.state === 'sending')) return [];
  const found = [...new Set(group.flatMap((launch) => fitsOf(fits, launch)))];
  if (found.length === 0)
    return group.filter(({ isSettled }) => isSettled).map((launch) => [launch, nothing(launch)]);
  const isNamed = group.length === 1 && group[0]?.parameters.hostname != null;
  // A second one may yet turn up while the list has not been read to its end.
  if (!isNamed && !group.every(({ isRead }) => isRead)) return [];
  const fitsAll = group.every((launch) => fitsOf(fits, launch).length === found.length);
  if (found.length === group.length && fitsAll && group.every((launch) => asksAsMuch(launch, group[0])))
    return inOrder(group, found);
  return group.map((launch) => [launch, several(launch, fitsOf(fits, launch))]);
}

/** Whether two launches ask for the same, so that it does not matter which of them made what. */
const asksAsMuch = (launch: LostLaunch, other: LostLaunch | undefined): boolean =>
  launch === other ||
  (launch.userData !== null &&
    launch.userData === other?.userData &&
    equalData(launch.parameters, other.parameters));

/** The first sent gets the first created. */
function inOrder(group: readonly LostLaunch[], found: readonly Instance[]): [LostLaunch, Finding][] {
  const sent = [...group].sort((a, b) => a.operation.seq - b.operation.seq);
  const created = [...found].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  return sent.flatMap((launch, at): [LostLaunch, Finding][] => {
    const instance = created[at];
    return instance === undefined ? [] : [[launch, { kind: 'made', instanceId: instance.id }]];
  });
}

const several = ({ operation }: LostLaunch, fitting: readonly Instance[]): Finding => ({
  kind: 'several',
  candidates: fitting.map(({ id }) => id).sort(),
  error: appError('operation/ambiguous', 'several instances may be what was launched', causeOf(operation)),
});

function nothing({ operation }: LostLaunch): Finding {
  const code = hasServerFailed(operation) ? 'operation/server-failed' : 'operation/not-made';
  return { kind: 'nothing', error: appError(code, 'nothing of it is in the list', causeOf(operation)) };
}

/** Why the answer was lost, as far as it is still known. */
const causeOf = ({ error }: Operation) => ({
  cause: error === null ? null : (error.details?.['cause'] ?? error.code),
});

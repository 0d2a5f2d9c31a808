import { type AppError, appError, type ErrorDetails } from '#contract/errors.ts';
import { isHostname, normaliseHostname } from '#contract/hostname.ts';
import type { AccountId, DatacenterId, ResourceId } from '#contract/ids.ts';
import type { Intent, LaunchParameters } from '#contract/operation.ts';
import type { Profile } from '#contract/profile.ts';
import { isIdOf, type ResourceKind } from '#contract/resource-kind.ts';
import type { HostNode } from '#contract/resources.ts';
import type { Warning } from './check-datacenter.ts';
import { allReadAt, instanceOf, type Knowledge, recordOf } from './knowledge.ts';

export type LaunchIntent = Extract<Intent, { readonly action: 'launch' }>;

/** Names an account's hostname over all datacenters. */
export const hostnameKey = (datacenterId: DatacenterId, account: AccountId, hostname: string): string =>
  `${datacenterId} ${account} ${normaliseHostname(hostname)}`;

/** Why a launch can't be sent, or null. Names that other launches have or want are in `taken`. */
export function launchRefusal(
  knowledge: Knowledge,
  profile: Profile,
  intent: LaunchIntent,
  taken: ReadonlySet<string>,
): AppError | null {
  const { account, parameters } = intent;
  if (!profile.accounts.some(({ id }) => id === account))
    return appError('operation/unknown-account', 'the account is none of the profile', { account });
  return (
    resourceRefusal(knowledge, profile, parameters) ??
    hostRefusal(knowledge, profile, parameters) ??
    hostnameRefusal(knowledge, intent, taken)
  );
}

/** What dcmgr would take and not do as a person may think. */
export function launchWarnings({ parameters }: LaunchIntent): readonly Warning[] {
  const warnings: AppError[] = [];
  if (parameters.networkId !== null)
    warnings.push(
      appError('operation/network-ignored', 'network_id is accepted and ignored', {
        id: parameters.networkId,
      }),
    );
  if (parameters.networkScheduler !== null)
    warnings.push(
      appError('operation/network-scheduler-unverified', 'an unknown name ends in termination', {
        name: parameters.networkScheduler,
      }),
    );
  if (parameters.hostNodeId !== null)
    warnings.push(
      appError('operation/host-may-be-ignored', 'only the SpecifyNode scheduler obeys it', {
        id: parameters.hostNodeId,
      }),
    );
  if (parameters.haEnabled)
    warnings.push(
      appError('operation/ha-may-terminate', 'failover needs an HA scheduler, and none is shipped'),
    );
  if (parameters.securityGroupIds.length === 0)
    warnings.push(appError('operation/no-security-group', 'no group chosen means none at all'));
  return warnings.map((error) => ({ error, asOf: null }));
}

function resourceRefusal(
  knowledge: Knowledge,
  profile: Profile,
  parameters: LaunchParameters,
): AppError | null {
  const refusals = resourcesOf(parameters).map(([kind, id]) => unknownResource(knowledge, profile, kind, id));
  return refusals.find((refusal) => refusal !== null) ?? null;
}

/** Everything a launch names, the required ones first. */
function resourcesOf(parameters: LaunchParameters): readonly (readonly [ResourceKind, ResourceId])[] {
  const { imageId, instanceSpecId, hostNodeId, sshKeyPairId, networkId, securityGroupIds } = parameters;
  return [
    ['images', imageId],
    ['instance_specs', instanceSpecId],
    ...(hostNodeId === null ? [] : [['host_nodes', hostNodeId] as const]),
    ...securityGroupIds.map((id) => ['security_groups', id] as const),
    ...(sshKeyPairId === null ? [] : [['ssh_key_pairs', sshKeyPairId] as const]),
    ...(networkId === null ? [] : [['networks', networkId] as const]),
  ];
}

/** A list that was never read to its end says nothing about what is not in it. */
function unknownResource(
  knowledge: Knowledge,
  profile: Profile,
  kind: ResourceKind,
  id: ResourceId,
): AppError | null {
  const details: ErrorDetails = { kind, id };
  if (!isIdOf(kind, id)) return appError('record/wrong-prefix', `no id of ${kind}`, details);
  if (recordOf(knowledge, profile.id, kind, id) !== undefined) return null;
  if (allReadAt(knowledge, profile, kind) === null) return null;
  return appError('operation/unknown-resource', `${kind}: ${id} is in no list`, details);
}

function hostRefusal(
  knowledge: Knowledge,
  profile: Profile,
  { hostNodeId }: LaunchParameters,
): AppError | null {
  if (hostNodeId === null) return null;
  const record = recordOf(knowledge, profile.id, 'host_nodes', hostNodeId);
  if (record === undefined) return null;
  const { status } = record.value as HostNode; // as its kind says
  return status === 'online'
    ? null
    : appError('operation/host-offline', `the host is ${status}`, { id: hostNodeId, status });
}

function hostnameRefusal(
  knowledge: Knowledge,
  { datacenterId, account, parameters: { hostname } }: LaunchIntent,
  taken: ReadonlySet<string>,
): AppError | null {
  if (hostname === null || hostname === '') return null;
  if (!isHostname(hostname)) return appError('operation/hostname', 'no hostname dcmgr takes', { hostname });
  const name = normaliseHostname(hostname);
  const duplicate = appError('operation/duplicate-hostname', 'the hostname is taken', { hostname: name });
  if (taken.has(hostnameKey(datacenterId, account, name))) return duplicate;
  for (const record of knowledge.inventory.open(datacenterId).records('instances')) {
    const instance = instanceOf(record);
    if (instance.hostname === name && instance.state !== 'terminated' && record.owner === account)
      return duplicate;
  }
  return null;
}

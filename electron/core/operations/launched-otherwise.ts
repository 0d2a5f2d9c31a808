import { type AppError, appError } from '#contract/errors.ts';
import type { Intent, Operation } from '#contract/operation.ts';
import type { Instance } from '#contract/resources.ts';

/**
 * What a launch asked for and its instance does not have, or null where it has all. dcmgr drops security groups that
 * it does not know without a word (reference §9.1), so only the instance tells. Compare it before it is terminated:
 * it loses its groups then.
 */
export function launchedOtherwise(intent: Intent, instance: Instance): AppError | null {
  if (intent.action !== 'launch') return null;
  const { securityGroupIds, sshKeyPairId, haEnabled } = intent.parameters;
  const missing: readonly string[] = [
    ...new Set(securityGroupIds.filter((id) => !instance.securityGroupIds.includes(id))),
    ...(sshKeyPairId === null || sshKeyPairId === instance.sshKeyPairId ? [] : [sshKeyPairId]),
    ...(haEnabled && !instance.haEnabled ? ['ha_enabled'] : []),
  ];
  return missing.length === 0 ? null : leftOut(missing);
}

/**
 * The same once it is known where the launch runs, with what was noted before: the default scheduler takes a chosen
 * host and places as it likes (reference §9.1), which the answer can't show yet.
 */
export function placedOtherwise({ intent, error }: Operation, hostNodeId: string | null): AppError | null {
  const asked = intent.action === 'launch' ? intent.parameters.hostNodeId : null;
  if (asked === null || hostNodeId === null || hostNodeId === asked) return error;
  const before = error?.code === code ? [String(error.details?.['missing'])] : [];
  return leftOut([...before, asked]);
}

const code = 'operation/launched-otherwise';

const leftOut = (missing: readonly string[]): AppError =>
  appError(code, 'dcmgr left out some of what was asked', { missing: missing.join(', ') });

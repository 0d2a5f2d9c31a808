import { type AppError, appError } from '#contract/errors.ts';
import type { Intent } from '#contract/operation.ts';
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
  if (missing.length === 0) return null;
  const details = { missing: missing.join(', ') };
  return appError('operation/launched-otherwise', 'dcmgr left out some of what was asked', details);
}

import { type AppError, appError } from '#contract/errors.ts';
import type { InstanceId } from '#contract/ids.ts';
import type { Operation } from '#contract/operation.ts';
import { err, ok, type Result } from '#contract/result.ts';
import { type Knowledge, recordOf } from './knowledge.ts';
import type { Ledger } from './ledger.ts';
import type { LifecycleEvent } from './lifecycle.ts';
import { identified } from './lost-launches.ts';

type Known = { readonly knowledge: Knowledge; readonly ledger: Pick<Ledger, 'isClaimed'> };

/**
 * What a person's word for a launch of unknown outcome means: that it made this instance, or nothing (null), as of
 * `at`. Refused as `operation/not-resolvable` where its outcome is not open, another launch made the instance, or it
 * is said to have made nothing though dcmgr has named what it made, and as `record/not-found` where no such instance
 * is known. The instance that is known already is watched anew.
 */
export function resolution(
  known: Known,
  operation: Operation,
  { instanceId, at }: { readonly instanceId: InstanceId | null; readonly at: number },
): Result<LifecycleEvent> {
  const { id, state, intent } = operation;
  if (state !== 'unknown' || intent.action !== 'launch') {
    const details = { operationId: id, state };
    return err(appError('operation/not-resolvable', 'its outcome is not open', details));
  }
  if (instanceId === null) {
    if (operation.instanceId !== null) {
      const details = { operationId: id, id: operation.instanceId };
      return err(appError('operation/not-resolvable', 'it made an instance', details));
    }
    const error = appError('operation/not-made', 'a person says that it made nothing');
    return ok({ kind: 'failed', at, error });
  }
  const refusal = instanceRefusal(known, operation, instanceId);
  return refusal === null ? ok(identified(known.knowledge, operation, instanceId)) : err(refusal);
}

function instanceRefusal(
  { knowledge, ledger }: Known,
  operation: Operation,
  instanceId: InstanceId,
): AppError | null {
  const { datacenterId } = operation;
  const details = { kind: 'instances', id: instanceId };
  const isThere =
    knowledge.profile(datacenterId) !== null &&
    recordOf(knowledge, datacenterId, 'instances', instanceId) !== undefined;
  if (!isThere) return appError('record/not-found', 'no such instance', details);
  return ledger.isClaimed(datacenterId, instanceId) && operation.instanceId !== instanceId
    ? appError('operation/not-resolvable', 'another launch made this instance', details)
    : null;
}

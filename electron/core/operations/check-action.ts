import { type AppError, appError } from '#contract/errors.ts';
import { type AccountId, type InstanceId, recordKey } from '#contract/ids.ts';
import type { Intent, PowerAction } from '#contract/operation.ts';
import { takesAction } from '#contract/power-action.ts';
import type { Profile } from '#contract/profile.ts';
import { isIdOf } from '#contract/resource-kind.ts';
import { err, ok, type Result } from '#contract/result.ts';
import { accountToShow, type HeldRecord } from '../inventory/held-record.ts';
import { instanceOf, type Knowledge, recordOf } from './knowledge.ts';

export type ActionIntent = Exclude<Intent, { readonly action: 'launch' }>;

/** The instance that an action is for and the account to send it with, or why it can't be sent. */
export function checkAction(
  knowledge: Knowledge,
  profile: Profile,
  intent: ActionIntent,
): Result<{ readonly record: HeldRecord; readonly account: AccountId }> {
  const { action, datacenterId, instanceId: id } = intent;
  if (!isIdOf('instances', id))
    return err(appError('record/wrong-prefix', 'no id of an instance', { kind: 'instances', id }));
  const record = recordOf(knowledge, datacenterId, 'instances', id);
  if (record === undefined) {
    const details = { kind: 'instances', key: recordKey(datacenterId, id) };
    return err(appError('record/not-found', 'no such instance', details));
  }
  const account = accountFor(record, profile, action);
  if (account === null)
    return err(appError('operation/owner-unknown', 'only the owner may terminate an instance', { id }));
  const refusal = stateRefusal(action, id, instanceOf(record).state);
  return refusal === null ? ok({ record, account }) : err(refusal);
}

/** Its owner's; the actions that dcmgr allows to anybody may go with another account that sees it. */
function accountFor(record: HeldRecord, { accounts }: Profile, action: PowerAction): AccountId | null {
  const isOurs = (account: AccountId) => accounts.some(({ id }) => id === account);
  if (record.owner !== null && isOurs(record.owner)) return record.owner;
  return action === 'terminate' ? null : accountToShow(record);
}

function stateRefusal(action: PowerAction, id: InstanceId, state: string): AppError | null {
  if (takesAction(action, state)) return null;
  return appError('operation/bad-state', `an instance that is ${state} takes no ${action}`, {
    id,
    state,
    action,
  });
}

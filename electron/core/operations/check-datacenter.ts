import type { Condition } from '#contract/endpoint.ts';
import { type AppError, appError, type ErrorCode } from '#contract/errors.ts';
import type { AccountId, DatacenterId } from '#contract/ids.ts';
import type { IntentCheck } from '#contract/operation.ts';
import type { Profile } from '#contract/profile.ts';
import { err, ok, type Result } from '#contract/result.ts';
import { unknownDatacenter } from '../profiles/profile-keeper.ts';
import { type Knowledge, readAt } from './knowledge.ts';

export type Warning = IntentCheck['warnings'][number];

/** The profile of a datacenter that takes writes now, or why it does not. */
export function writableProfile(knowledge: Knowledge, id: DatacenterId): Result<Profile> {
  const profile = knowledge.profile(id);
  if (profile === null) return err(unknownDatacenter(id));
  const details = { datacenterId: id };
  if (profile.safety === 'read-only')
    return err(appError('datacenter/read-only', 'this datacenter is read-only', details));
  const condition = knowledge.status(id)?.condition;
  const obstacle = condition === undefined ? undefined : obstacles[condition];
  return obstacle === undefined ? ok(profile) : err(appError(...obstacle, details));
}

/** Conditions in which nothing is sent, since it would not arrive or could not be confirmed. */
const obstacles: Partial<Record<Condition, readonly [ErrorCode, string]>> = {
  unreachable: ['datacenter/unreachable', 'the datacenter does not answer'],
  paused: ['datacenter/paused', 'polling is paused: nothing could be confirmed'],
  offline: ['endpoint/offline', 'this machine has no network'],
};

/** A warning where what the account's instances were last seen as is older than polling keeps it. */
export function oldKnowledge(knowledge: Knowledge, id: DatacenterId, account: AccountId): readonly Warning[] {
  const status = knowledge.status(id);
  const list = status?.lists.find((one) => one.kind === 'instances' && one.account === account);
  if (list?.freshness === 'live' && status?.condition !== 'starting') return [];
  const error: AppError = appError('operation/old-knowledge', 'the list of instances is not fresh', {
    datacenterId: id,
    account,
  });
  return [{ error, asOf: readAt(knowledge, id, 'instances', account) }];
}

import type { DatacenterStatus } from '#contract/endpoint.ts';
import { type DatacenterId, type RecordKey, splitRecordKey } from '#contract/ids.ts';
import type { InstanceRow } from '#contract/inventory.ts';
import type { PowerAction } from '#contract/operation.ts';
import { takesAction } from '#contract/power-action.ts';
import type { Profile } from '#contract/profile.ts';
import type { Words } from '../../i18n/words.ts';
import { stateWord } from '../instances/index.ts';

/** What the page knows of the instances and datacenters that an action is offered for. */
export type ActionKnowledge = {
  /** Whether the page has lost its engine: then what it shows may be old, and nothing can be sent. */
  readonly isEngineAway: () => boolean;
  readonly row: (key: RecordKey) => InstanceRow | undefined;
  readonly profile: (id: DatacenterId) => Profile | undefined;
  readonly status: (id: DatacenterId) => DatacenterStatus | undefined;
  readonly isBusy: (key: RecordKey) => boolean;
};

/** Why an action can't be taken on any of these, in words; null where it can on some. */
export function whyNot(
  action: PowerAction,
  keys: readonly RecordKey[],
  knowledge: ActionKnowledge,
  t: Words,
): string | null {
  if (keys.length === 0) return t('actions.none');
  let first: string | null = null;
  for (const key of keys) {
    const reason = whyNotOne(action, key, knowledge, t);
    if (reason === null) return null;
    first ??= reason;
  }
  if (keys.length === 1 || first === null) return first;
  return t('actions.mixed', { count: keys.length, reason: first });
}

function whyNotOne(action: PowerAction, key: RecordKey, known: ActionKnowledge, t: Words): string | null {
  const { datacenterId } = splitRecordKey(key);
  const row = known.row(key);
  if (row === undefined) return t('actions.gone');
  return (
    whyNoWrites(datacenterId, known, t) ??
    (takesAction(action, row.state) ? null : t('actions.state', { state: stateWord(row.state, t) })) ??
    (known.isBusy(key) ? t('actions.busy') : null)
  );
}

/** Why nothing can be sent to a datacenter now, in words; null where it can. */
export function whyNoWrites(
  id: DatacenterId,
  known: Pick<ActionKnowledge, 'isEngineAway' | 'profile' | 'status'>,
  t: Words,
): string | null {
  if (known.isEngineAway()) return t('actions.engineAway');
  const profile = known.profile(id);
  const name = profile?.name ?? id;
  if (profile?.safety === 'read-only') return t('actions.readOnly', { name });
  const condition = known.status(id)?.condition;
  if (condition === 'paused') return t('actions.paused', { name });
  return condition === 'unreachable' || condition === 'offline' ? t('actions.unreachable', { name }) : null;
}

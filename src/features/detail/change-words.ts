import type { Change, FieldChange } from '#contract/change.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import { formatDateTime, formatMemory } from '../../i18n/format.ts';
import { en } from '../../i18n/en.ts';
import type { Words } from '../../i18n/words.ts';
import { stateWord } from '../instances/index.ts';
import type { FactName } from './facts.ts';

/** A field's change in words; null where there was or is nothing. */
export type FieldWords = {
  readonly field: string;
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
};

const isFactName = (field: string): field is FactName => Object.hasOwn(en.fact, field);

/** The label of a field; what only the document has keeps dcmgr's own name. */
export const fieldLabel = (field: string, t: Words): string =>
  isFactName(field) ? t(`fact.${field}`) : field;

export const fieldWords = (
  kind: ResourceKind,
  { field, before, after }: FieldChange,
  t: Words,
): FieldWords => ({
  field,
  label: fieldLabel(field, t),
  before: valueWords(kind, field, before, t),
  after: valueWords(kind, field, after, t),
});

function valueWords(kind: ResourceKind, field: string, value: string | null, t: Words): string | null {
  if (value === null || value === '') return null;
  if (field === 'state' && kind === 'instances') return stateWord(value, t);
  if (field === 'state' && isStorage(kind)) return storageStateWord(value, t);
  if (field === 'status') return nodeStatusWord(value, t);
  if (value === 'true' || value === 'false') return t(value === 'true' ? 'detail.yes' : 'detail.no');
  if (field.endsWith('Mb') && Number.isFinite(Number(value))) return formatMemory(Number(value));
  if (!field.endsWith('At')) return value;
  const at = Date.parse(value);
  return Number.isNaN(at) ? value : formatDateTime(at);
}

/** `online` and the like; what a later dialect says is kept. */
export function nodeStatusWord(status: string, t: Words): string {
  if (status === 'online' || status === 'offline' || status === 'timeout') return t(`hostStatus.${status}`);
  return status === 'init' ? t('status.init') : status;
}

const isStorage = (kind: ResourceKind): boolean => kind === 'volumes' || kind === 'volume_snapshots';
const isStorageState = (state: string): state is keyof typeof en.storageState =>
  Object.hasOwn(en.storageState, state);

/** The state of a volume or a snapshot; what a later dialect says is kept. */
export const storageStateWord = (state: string, t: Words): string =>
  isStorageState(state) ? t(`storageState.${state}`) : state;

const second = 1_000;
const minute = 60 * second;

/**
 * When a change was: it happened between two readings, and is told as exactly as these allow. A reading a second
 * after another is as good as the moment itself.
 */
export function changeTime({ at, since }: Pick<Change, 'at' | 'since'>, t: Words): string {
  if (since === null) return t('detail.timeBy', { at: clock(at, true) });
  if (at - since <= second) return t('detail.timeAt', { at: clock(at, true) });
  if (dayOf(at) !== dayOf(since))
    return t('detail.timeBetween', { since: formatDateTime(since), at: formatDateTime(at) });
  const withSeconds = at - since < minute;
  return t('detail.timeBetween', { since: clock(since, withSeconds), at: clock(at, withSeconds) });
}

/** `2011-12-22`, local: the day under which a change is listed. */
export const dayOf = (at: number): string => formatDateTime(at).slice(0, 10);

function clock(at: number, withSeconds: boolean): string {
  const minutes = formatDateTime(at).slice(11);
  return withSeconds ? `${minutes}:${String(new Date(at).getSeconds()).padStart(2, '0')}` : minutes;
}

/** Changes under the day on which they were seen, in the order given. */
export function byDay(
  changes: readonly Change[],
): readonly { readonly day: string; readonly changes: readonly Change[] }[] {
  const days = new Map<string, Change[]>();
  for (const change of changes) {
    const day = days.get(dayOf(change.at));
    if (day === undefined) days.set(dayOf(change.at), [change]);
    else day.push(change);
  }
  return [...days].map(([day, changed]) => ({ day, changes: changed }));
}

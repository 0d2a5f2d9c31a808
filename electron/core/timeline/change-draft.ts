import type { Change, FieldChange } from '#contract/change.ts';
import { equalData } from '../inventory/equal-data.ts';
import type { HeldRecord } from '../inventory/held-record.ts';
import { fieldText, shortened } from './field-text.ts';
import { isPlainObject, type PlainObject } from './plain-data.ts';

/** A change that has not yet got its place in the timeline. */
export type ChangeDraft = Omit<Change, 'seq'>;

/**
 * Fields that say nothing by themselves. `updatedAt` moves with every write to a row, also where nothing that the
 * API shows is different, and beside another field it only repeats when: so it is never told. A parsed rule list
 * repeats the rule text.
 */
const silent: ReadonlySet<string> = new Set(['id', 'updatedAt', 'rules']);

/** A record that was not there at `since` (null where unknown). Tells its state, where it has one. */
export const appeared = (record: HeldRecord, since: number | null): ChangeDraft => ({
  ...subject(record),
  at: record.fetchedAt,
  since,
  what: 'appeared',
  fields: stateOf(record).map((state) => ({ field: 'state', before: null, after: state })),
});

/** A record that is gone, with the state it was last seen in. */
export const disappeared = (record: HeldRecord, at: number): ChangeDraft => ({
  ...subject(record),
  at,
  since: record.fetchedAt,
  what: 'disappeared',
  fields: stateOf(record).map((state) => ({ field: 'state', before: state, after: null })),
});

/**
 * What differs between two observations of a record, field by field; null where no field worth telling does (a
 * bare `updatedAt`, a list in another order). The record's row still follows in that case.
 */
export function changed(before: HeldRecord, after: HeldRecord): ChangeDraft | null {
  const fields = [
    ...fieldChanges(contentsOf(before.value), contentsOf(after.value)),
    ...fieldChanges(parsed(before.extra), parsed(after.extra)),
  ];
  if (fields.length === 0) return null;
  return { ...subject(after), at: after.fetchedAt, since: before.fetchedAt, what: 'changed', fields };
}

function fieldChanges(before: PlainObject, after: PlainObject): FieldChange[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((field) => {
    if (silent.has(field) || equalData(before[field], after[field])) return [];
    const was = fieldText(field, before[field]);
    const is = fieldText(field, after[field]);
    return was === is ? [] : [{ field, ...shortened(was, is) }];
  });
}

const subject = (record: HeldRecord) => ({
  datacenterId: record.datacenterId,
  kind: record.kind,
  id: record.id,
  label: labelOf(record),
});

const maxLabel = 80;

/** A name for people: what the record calls itself, else its id. Descriptions may be long or blank. */
function labelOf({ id, value }: HeldRecord): string {
  const { hostname, name, description } = contentsOf(value);
  const label = [hostname, name, description].find((text) => typeof text === 'string' && text.trim() !== '');
  return typeof label === 'string' ? label.trim().slice(0, maxLabel) : id;
}

/** The word by which a kind says how a record is: `state`, or `status` for nodes; none for networks and the like. */
function stateOf({ value }: HeldRecord): readonly string[] {
  const { state, status } = contentsOf(value);
  const word = state ?? status;
  return typeof word === 'string' ? [word] : [];
}

/** Contents by field name. They are plain data by their schemas. */
const contentsOf = (value: HeldRecord['value']): PlainObject => value as unknown as PlainObject;

/** Fields beyond the domain type, under the names that dcmgr gives them. */
function parsed(extra: string | null): PlainObject {
  const fields: unknown = extra === null ? {} : JSON.parse(extra);
  return isPlainObject(fields) ? fields : {};
}

import type { Row } from '#contract/inventory.ts';
import type { HeldRecord } from '../inventory/held-record.ts';
import { toRow } from '../inventory/rows.ts';

/** Most rows of one message. */
export const maxRows = 2_000;
/** Most characters of one message, about: so that it stays well below 2 MB even where a character takes three bytes. */
const maxWeight = 600_000;

/** Rows of the records from an offset, as many as fit one message and at least one where there is one. */
export function rowPortion(records: readonly HeldRecord[], offset: number): readonly Row[] {
  const rows: Row[] = [];
  let weight = 0;
  for (let at = offset; at < records.length && rows.length < maxRows; at += 1) {
    const record = records[at];
    if (record === undefined) break;
    const row = toRow(record);
    weight += weightOf(row);
    if (weight > maxWeight && rows.length > 0) break;
    rows.push(row);
  }
  return rows;
}

/** Roughly the length of a value as JSON text, without making it. */
function weightOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null) return 8;
  let weight = 2;
  if (Array.isArray(value)) {
    for (const item of value) weight += weightOf(item);
    return weight;
  }
  for (const [name, field] of Object.entries(value)) weight += name.length + 4 + weightOf(field);
  return weight;
}

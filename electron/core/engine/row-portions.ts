import type { Row } from '#contract/inventory.ts';
import type { HeldRecord } from '../inventory/held-record.ts';
import { toRow } from '../inventory/rows.ts';

/** Most rows of one message. */
export const maxRows = 2_000;
/** Most characters of one message, about: so that it stays well below 2 MB even where a character takes three bytes. */
const maxWeight = 600_000;
/** Of a snapshot's first message: more than a screen of rows, and there soon. */
export const firstWeight = 60_000;

/** Rows of the records from an offset, as many as fit one message and at least one where there is one. */
export function rowPortion(
  records: readonly HeldRecord[],
  offset: number,
  weightLimit: number = maxWeight,
): readonly Row[] {
  const rows: Row[] = [];
  let weight = 0;
  for (let at = offset; at < records.length && rows.length < maxRows; at += 1) {
    const record = records[at];
    if (record === undefined) break;
    const row = toRow(record);
    weight += weightOf(row);
    if (weight > weightLimit && rows.length > 0) break;
    rows.push(row);
  }
  return rows;
}

/** Roughly the length of a value as JSON text, without making it. */
function weightOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null) return 8;
  // Names are about as long as this, and lists are counted a little too heavy.
  let weight = 2;
  for (const field of Object.values(value)) weight += 14 + weightOf(field);
  return weight;
}

import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { resourceKindSchema } from '#contract/resource-kind.ts';
import { resourceSchemas } from '#contract/resources.ts';
import { parseJson } from '../files/parse-json.ts';

const shapeName = 'value-shape';

/** Changes whenever a domain type does. */
const valueShape = (): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(resourceSchemas).map(([kind, schema]) => [kind, toJson(schema)])))
    .digest('hex');

const toJson = (schema: z.ZodType): unknown => z.toJSONSchema(schema, { unrepresentable: 'any' });

/**
 * Makes records that another Nori wrote fit today's domain types: those that parse are kept as parsed, the others are
 * dropped, for the next sweep brings them again. Costs nothing but a hash while the types stay as they were.
 */
export function adoptValues(db: DatabaseSync, shape = valueShape()): void {
  const before = db.prepare('SELECT value FROM meta WHERE name = ?').get(shapeName);
  if (before?.['value'] === shape) return;
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const { no, kind, value } of readValues(db)) adoptValue(db, no, value, currentValue(kind, value));
    db.prepare('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)').run(shapeName, shape);
    db.exec('COMMIT');
  } catch (cause) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw cause;
  }
}

type StoredValue = { readonly no: number; readonly kind: string; readonly value: string };

function* readValues(db: DatabaseSync): Generator<StoredValue> {
  const chunk = db.prepare(`
    SELECT record.no, kind, value FROM record JOIN collection ON collection.no = record.collection
    WHERE record.no > ? ORDER BY record.no LIMIT 1000`);
  for (let rows = chunk.all(0); rows.length > 0; rows = chunk.all(Number(rows.at(-1)?.['no'])))
    for (const row of rows)
      yield { no: Number(row['no']), kind: String(row['kind']), value: String(row['value']) };
}

/** The value as today's type has it, as JSON; null where it does not fit or is not JSON at all. */
function currentValue(kind: string, json: string): string | null {
  const known = resourceKindSchema.safeParse(kind);
  if (!known.success) return null;
  const parsed = resourceSchemas[known.data].safeParse(parseJson(json));
  return parsed.success ? JSON.stringify(parsed.data) : null;
}

function adoptValue(db: DatabaseSync, no: number, before: string, after: string | null): void {
  if (after === before) return;
  if (after !== null) {
    db.prepare('UPDATE record SET value = ? WHERE no = ?').run(after, no);
    return;
  }
  for (const table of ['record', 'seen', 'document']) db.prepare(`DELETE FROM ${table} WHERE no = ?`).run(no);
}

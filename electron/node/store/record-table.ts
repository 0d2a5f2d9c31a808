import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { splitRecordKey, type AccountId, type DatacenterId, type RecordKey } from '#contract/ids.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { Resource } from '#contract/resources.ts';
import type { StoreBatch, StoredRecord } from '#core/ports/store.ts';

type Upsert = StoreBatch['upserts'][number];
type Seen = StoreBatch['seen'][number];
type Removal = StoreBatch['removals'][number];
type Collection = { readonly datacenterId: DatacenterId; readonly kind: ResourceKind };

/** The datacenter of forgotten collections; no datacenter has an empty id. Their kind is their number. */
const nobody = '';

/** Rows read at a time: no cursor stays open between them, so writing while reading is safe. */
const chunk = 1000;

/** The tables `collection`, `record`, `seen` and `document`. Knows nothing of transactions: its caller opens them. */
export class RecordTable {
  readonly #db: DatabaseSync;
  readonly #statements: ReturnType<typeof prepare>;
  /** Numbers of the collections, by `DATACENTER KIND`. */
  readonly #numbers = new Map<string, number>();
  readonly #collections = new Map<number, Collection>();
  /** Collections that have been forgotten and whose records are still to be removed. */
  readonly #forgotten = new Set<number>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#statements = prepare(db);
    this.reload();
  }

  /** Reads the collections' numbers anew: after a rollback the ones in memory may never have been stored. */
  reload(): void {
    this.#numbers.clear();
    this.#collections.clear();
    this.#forgotten.clear();
    for (const row of this.#db.prepare('SELECT no, datacenter, kind FROM collection').all()) {
      if (row['datacenter'] === nobody) this.#forgotten.add(Number(row['no']));
      else this.#remember(Number(row['no']), toCollection(row));
    }
  }

  upsert({ record, raw }: Upsert): void {
    const row = this.#statements.upsert.get(
      this.#numberOf(record),
      record.id,
      record.owner,
      JSON.stringify(record.accounts),
      record.changedAt,
      JSON.stringify(record.value),
      record.extra,
    );
    const no = Number(row?.['no']);
    this.#statements.see.run(no, record.fetchedAt);
    this.#statements.keep.run(no, raw);
  }

  see(seen: Seen): void {
    const collection = this.#numbers.get(nameOf(seen));
    if (collection !== undefined) this.#statements.seeAll.run(seen.at, JSON.stringify(seen.ids), collection);
  }

  remove(removal: Removal): void {
    const collection = this.#numbers.get(nameOf(removal));
    if (collection === undefined) return;
    const no = this.#statements.remove.get(collection, removal.id)?.['no'];
    if (no === undefined) return;
    this.#statements.unsee.run(no);
    this.#statements.drop.run(no);
  }

  /** At once, whatever their number: the records become nobody's. `clear` then removes them bit by bit. */
  forget(datacenterId: DatacenterId): void {
    this.#statements.disown.run(nobody, datacenterId);
    this.reload();
  }

  get hasForgotten(): boolean {
    return this.#forgotten.size > 0;
  }

  /** Removes at most `limit` records of forgotten datacenters. */
  clear(limit: number): void {
    const [collection] = this.#forgotten;
    if (collection === undefined) return;
    const numbers = this.#statements.some.all(collection, limit).map((row) => Number(row['no']));
    const json = JSON.stringify(numbers);
    for (const statement of this.#statements.clear) statement.run(json);
    if (numbers.length === limit) return;
    this.#statements.dropCollection.run(collection);
    this.#forgotten.delete(collection);
  }

  raw(kind: ResourceKind, key: RecordKey): string | null {
    const { datacenterId, id } = splitRecordKey(key);
    const collection = this.#numbers.get(nameOf({ datacenterId, kind }));
    if (collection === undefined) return null;
    const raw = this.#statements.raw.get(collection, id)?.['raw'];
    return typeof raw === 'string' ? raw : null;
  }

  /** Every record. One whose JSON is damaged is left out and told to `onDamage`. */
  *read(onDamage: () => void): Generator<StoredRecord> {
    const shared = new Shared();
    for (let rows = this.#after(0); rows.length > 0; rows = this.#after(Number(rows.at(-1)?.[0]))) {
      for (const row of rows) {
        if (this.#forgotten.has(Number(row[1]))) continue;
        const record = this.#toRecord(row, shared);
        if (record === null) onDamage();
        else yield record;
      }
    }
  }

  #after(no: number): readonly (readonly SQLOutputValue[])[] {
    // `setReturnArrays` makes rows arrays, twice as fast here as objects; the types do not follow it.
    return this.#statements.read.all(no, chunk) as unknown as SQLOutputValue[][];
  }

  #toRecord(row: readonly SQLOutputValue[], shared: Shared): StoredRecord | null {
    const [, collection, id, owner, accounts, fetchedAt, changedAt, value, extra] = row;
    const place = this.#collections.get(Number(collection));
    if (place === undefined) return null;
    try {
      // Written by `upsert` from these very types; `adoptValues` has checked what an older Nori wrote.
      return {
        ...place,
        id: String(id),
        owner: owner === null ? null : (shared.text(String(owner)) as AccountId),
        accounts: shared.accounts(String(accounts)),
        fetchedAt: Number(fetchedAt),
        changedAt: Number(changedAt),
        value: JSON.parse(String(value)) as Resource,
        extra: extra === null ? null : String(extra),
      };
    } catch (cause) {
      if (cause instanceof SyntaxError) return null;
      throw cause;
    }
  }

  #numberOf(collection: Collection): number {
    const known = this.#numbers.get(nameOf(collection));
    if (known !== undefined) return known;
    const { datacenterId, kind } = collection;
    const no = Number(this.#statements.number.get(datacenterId, kind)?.['no']);
    this.#remember(no, { datacenterId, kind });
    return no;
  }

  #remember(no: number, collection: Collection): void {
    this.#numbers.set(nameOf(collection), no);
    this.#collections.set(no, collection);
  }
}

const nameOf = ({ datacenterId, kind }: Collection): string => `${datacenterId} ${kind}`;

/** Written by `upsert` from these very types. */
const toCollection = (row: Record<string, SQLOutputValue>): Collection => ({
  datacenterId: row['datacenter'] as DatacenterId,
  kind: row['kind'] as ResourceKind,
});

/** Keeps one copy of what thousands of records have in common. */
class Shared {
  readonly #texts = new Map<string, string>();
  readonly #accounts = new Map<string, readonly AccountId[]>();

  text(text: string): string {
    const held = this.#texts.get(text);
    if (held === undefined) this.#texts.set(text, text);
    return held ?? text;
  }

  accounts(json: string): readonly AccountId[] {
    const held = this.#accounts.get(json) ?? (JSON.parse(json) as readonly AccountId[]); // our own JSON
    this.#accounts.set(json, held);
    return held;
  }
}

function prepare(db: DatabaseSync) {
  const statement = (sql: string): StatementSync => db.prepare(sql);
  const read = statement(`
    SELECT no, collection, id, owner, accounts, at, changed_at, value, extra
    FROM record JOIN seen USING (no) WHERE no > ? ORDER BY no LIMIT ?`);
  read.setReturnArrays(true);
  return {
    read,
    number: statement('INSERT INTO collection (datacenter, kind) VALUES (?, ?) RETURNING no'),
    upsert: statement(`
      INSERT INTO record (collection, id, owner, accounts, changed_at, value, extra)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (collection, id) DO UPDATE SET owner = excluded.owner, accounts = excluded.accounts,
        changed_at = excluded.changed_at, value = excluded.value, extra = excluded.extra
      RETURNING no`),
    see: statement('INSERT INTO seen (no, at) VALUES (?, ?) ON CONFLICT (no) DO UPDATE SET at = excluded.at'),
    // CROSS JOIN fixes the order: ids outside, index look-ups inside. The planner would scan the collection per id.
    seeAll: statement(`
      UPDATE seen SET at = ? WHERE no IN (
        SELECT record.no FROM json_each(?) AS wanted
        CROSS JOIN record ON record.collection = ? AND record.id = wanted.value)`),
    keep: statement(
      'INSERT INTO document (no, raw) VALUES (?, ?) ON CONFLICT (no) DO UPDATE SET raw = excluded.raw',
    ),
    remove: statement('DELETE FROM record WHERE collection = ? AND id = ? RETURNING no'),
    unsee: statement('DELETE FROM seen WHERE no = ?'),
    drop: statement('DELETE FROM document WHERE no = ?'),
    raw: statement(
      'SELECT raw FROM record JOIN document USING (no) WHERE record.collection = ? AND record.id = ?',
    ),
    disown: statement('UPDATE collection SET datacenter = ?, kind = no WHERE datacenter = ?'),
    some: statement('SELECT no FROM record WHERE collection = ? LIMIT ?'),
    clear: ['seen', 'document', 'record'].map((table) =>
      statement(`DELETE FROM ${table} WHERE no IN (SELECT value FROM json_each(?))`),
    ),
    dropCollection: statement('DELETE FROM collection WHERE no = ?'),
  };
}

import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { Change } from '#contract/change.ts';
import { splitRecordKey, type DatacenterId } from '#contract/ids.ts';
import type { ChangeQuery } from '#core/ports/store.ts';
import { numberOf } from './schema.ts';

/** Changes dropped at a time beyond those that just came, so that a lowered bound is reached in small steps. */
const pruneAtMost = 1000;

/** The tables `change` and `mark`: the newest `limit` changes, and how far each datacenter's were looked at. */
export class TimelineTable {
  readonly #db: DatabaseSync;
  readonly #limit: number;
  readonly #statements: ReturnType<typeof prepare>;
  readonly #queries = new Map<string, StatementSync>();
  #count = 0;
  #lastSeq = 0;

  constructor(db: DatabaseSync, limit: number) {
    this.#db = db;
    this.#limit = limit;
    this.#statements = prepare(db);
    this.reload();
  }

  /** Counts anew: after a rollback the numbers in memory are wrong. */
  reload(): void {
    this.#count = numberOf(this.#db, 'SELECT count(*) FROM change');
    // Kept apart from the changes: pruned or forgotten ones must not give their numbers back.
    this.#lastSeq = numberOf(this.#db, "SELECT value FROM meta WHERE name = 'last-seq'");
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  append(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    for (const change of changes)
      this.#count += Number(this.#statements.insert.run(...toRow(change)).changes);
    this.#lastSeq = changes.reduce((highest, { seq }) => Math.max(highest, seq), this.#lastSeq);
    this.#statements.setLastSeq.run(this.#lastSeq);
    const excess = Math.min(this.#count - this.#limit, changes.length + pruneAtMost);
    if (excess > 0) this.#count -= Number(this.#statements.prune.run(excess).changes);
  }

  read(query: ChangeQuery): readonly Change[] {
    const conditions: [string, SQLInputValue][] = [];
    if (query.datacenterId !== undefined) conditions.push(['datacenter = ?', query.datacenterId]);
    if (query.kind !== undefined) conditions.push(['kind = ?', query.kind]);
    if (query.beforeSeq !== undefined) conditions.push(['seq < ?', query.beforeSeq]);
    if (query.key !== undefined) {
      const { datacenterId, id } = splitRecordKey(query.key);
      conditions.push(['datacenter = ?', datacenterId], ['id = ?', id]);
    }
    const statement = this.#query(conditions.map(([condition]) => condition));
    return statement.all(...conditions.map(([, value]) => value), query.limit).map(toChange);
  }

  unseen(): readonly { datacenterId: DatacenterId; count: number; sinceSeq: number }[] {
    return this.#statements.unseen.all().map((row) => ({
      datacenterId: row['datacenter'] as DatacenterId, // as `append` and `markSeen` wrote it
      count: Number(row['count']),
      sinceSeq: Number(row['since_seq']),
    }));
  }

  markSeen(datacenterId: DatacenterId, seq: number): void {
    this.#statements.mark.run(datacenterId, seq);
  }

  forget(datacenterId: DatacenterId): void {
    this.#count -= Number(this.#statements.forgetChanges.run(datacenterId).changes);
    this.#statements.forgetMark.run(datacenterId);
  }

  #query(conditions: readonly string[]): StatementSync {
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const known = this.#queries.get(where);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(`SELECT * FROM change ${where} ORDER BY seq DESC LIMIT ?`);
    this.#queries.set(where, statement);
    return statement;
  }
}

const toRow = (change: Change): SQLInputValue[] => [
  change.seq,
  change.at,
  change.since,
  change.datacenterId,
  change.kind,
  change.id,
  change.label,
  change.what,
  JSON.stringify(change.fields),
];

/** The inverse of `toRow`, which is the only writer: the types are as they went in. */
function toChange(row: Record<string, SQLOutputValue>): Change {
  const { datacenter, fields, ...rest } = row;
  return { ...rest, datacenterId: datacenter, fields: JSON.parse(String(fields)) as unknown } as Change;
}

function prepare(db: DatabaseSync) {
  return {
    insert: db.prepare(`
      INSERT INTO change (seq, at, since, datacenter, kind, id, label, what, fields)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (seq) DO NOTHING`),
    setLastSeq: db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('last-seq', ?)"),
    prune: db.prepare('DELETE FROM change WHERE seq IN (SELECT seq FROM change ORDER BY seq LIMIT ?)'),
    unseen: db.prepare(`
      SELECT known.datacenter, coalesce(mark.seq, 0) AS since_seq,
        (SELECT count(*) FROM change
         WHERE change.datacenter = known.datacenter AND change.seq > coalesce(mark.seq, 0)) AS count
      FROM (SELECT datacenter FROM mark UNION SELECT DISTINCT datacenter FROM change) AS known
      LEFT JOIN mark ON mark.datacenter = known.datacenter
      ORDER BY known.datacenter`),
    mark: db.prepare(`
      INSERT INTO mark (datacenter, seq) VALUES (?, ?)
      ON CONFLICT (datacenter) DO UPDATE SET seq = max(seq, excluded.seq)`),
    forgetChanges: db.prepare('DELETE FROM change WHERE datacenter = ?'),
    forgetMark: db.prepare('DELETE FROM mark WHERE datacenter = ?'),
  };
}

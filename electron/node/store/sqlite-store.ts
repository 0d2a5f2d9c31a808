import type { DatabaseSync } from 'node:sqlite';
import type { Change } from '#contract/change.ts';
import type { EndpointHealth } from '#contract/endpoint.ts';
import { appError, type AppError } from '#contract/errors.ts';
import type { DatacenterId, RecordKey } from '#contract/ids.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import { ok, type Result } from '#contract/result.ts';
import type { ChangeQuery, InventoryStore, StoreBatch, StoredList, StoredRecord } from '#core/ports/store.ts';
import type { OperationJournal } from '#core/ports/journal.ts';
import { HealthTable } from './health-table.ts';
import { JournalTable } from './journal-table.ts';
import { ListTable } from './list-table.ts';
import { RecordTable } from './record-table.ts';
import { numberOf } from './schema.ts';
import { slicesOf } from './slices.ts';
import { attempt } from './sqlite-error.ts';
import { TimelineTable } from './timeline-table.ts';

/** Rows written in one transaction: what one call may block the engine for, and what `kill -9` can cost. */
const rowsPerTransaction = 1000;

export type SqliteStoreSettings = {
  readonly timelineLimit: number;
  readonly journalLimit: number;
  readonly notices: AppError[];
};

/** The inventory store over an open, checked and migrated database. `openSqliteStore` makes it. */
export class SqliteStore implements InventoryStore {
  readonly #db: DatabaseSync;
  readonly #records: RecordTable;
  readonly #lists: ListTable;
  readonly #timeline: TimelineTable;
  readonly #health: HealthTable;
  readonly #notices: AppError[];
  /** The operations' journal, in the same database and closed with it. */
  readonly journal: OperationJournal;
  #isDamaged = false;

  constructor(db: DatabaseSync, options: SqliteStoreSettings) {
    this.#db = db;
    this.#notices = options.notices;
    this.#records = new RecordTable(db);
    this.#lists = new ListTable(db);
    this.#timeline = new TimelineTable(db, options.timelineLimit);
    this.#health = new HealthTable(db);
    this.journal = new JournalTable(db, {
      transact: (work, { durable }) => (durable ? this.#durably(work) : this.#transact(work)),
      attempt: (work) => this.#attempt(work),
      limit: options.journalLimit,
      notices: options.notices,
    });
  }

  get notices(): readonly AppError[] {
    return this.#notices;
  }

  *records(): Iterable<StoredRecord> {
    let damaged = 0;
    const rows = this.#records.read(() => damaged++);
    for (;;) {
      const next = this.#attempt(() => rows.next());
      if (!next.ok) this.#notices.push(next.error);
      if (!next.ok || next.value.done === true) break;
      yield next.value.value;
    }
    if (damaged === 0) return;
    this.#isDamaged = true;
    this.#notices.push(appError('store/corrupt', 'stored records could not be read', { records: damaged }));
  }

  lists(): readonly StoredList[] {
    const lists = this.#attempt(() => this.#lists.read());
    if (lists.ok) return lists.value;
    this.#notices.push(lists.error);
    return [];
  }

  apply(batch: StoreBatch): Result<null> {
    for (const slice of slicesOf(batch, rowsPerTransaction)) {
      const written = this.#transact(() => this.#write(slice));
      if (!written.ok) return written;
    }
    // Failing costs nothing but space for a while: the next batch tries again.
    if (this.#records.hasForgotten) this.#transact(() => this.#records.clear(rowsPerTransaction));
    return ok(null);
  }

  raw(kind: ResourceKind, key: RecordKey): Result<string | null> {
    return this.#attempt(() => this.#records.raw(kind, key));
  }

  /** In one transaction, so that no half of a datacenter comes back. Its records leave the file bit by bit. */
  forget(datacenterId: DatacenterId): Result<null> {
    return this.#transact(() => {
      this.#records.forget(datacenterId);
      this.#lists.forget(datacenterId);
      this.#timeline.forget(datacenterId);
      this.#health.forget(datacenterId);
    });
  }

  changes(query: ChangeQuery): Result<readonly Change[]> {
    return this.#attempt(() => this.#timeline.read(query));
  }

  lastSeq(): number {
    return this.#timeline.lastSeq;
  }

  unseen(): ReturnType<InventoryStore['unseen']> {
    return this.#attempt(() => this.#timeline.unseen());
  }

  markSeen(datacenterId: DatacenterId, seq: number): Result<null> {
    return this.#transact(() => this.#timeline.markSeen(datacenterId, seq));
  }

  health(datacenterId: DatacenterId): Result<EndpointHealth | null> {
    return this.#attempt(() => this.#health.read(datacenterId));
  }

  keepHealth(datacenterId: DatacenterId, health: EndpointHealth): Result<null> {
    return this.#transact(() => {
      this.#health.keep(datacenterId, health);
    });
  }

  close(): void {
    if (!this.#db.isOpen) return;
    // A database that met damage stays marked as not closed cleanly, so that the next start checks all of it.
    if (!this.#isDamaged) this.#attempt(() => noteClosedCleanly(this.#db, true));
    this.#db.close();
  }

  #write({ changes, upserts, seen, removals, lists }: StoreBatch): void {
    this.#timeline.append(changes);
    for (const upsert of upserts) this.#records.upsert(upsert);
    for (const moved of seen) this.#records.see(moved);
    for (const removal of removals) this.#records.remove(removal);
    for (const list of lists) this.#lists.date(list);
  }

  #transact(work: () => void): Result<null> {
    const done = this.#attempt(() => {
      this.#db.exec('BEGIN IMMEDIATE');
      try {
        work();
        this.#db.exec('COMMIT');
      } catch (cause) {
        this.#rollBack();
        throw cause;
      }
    });
    return done.ok ? ok(null) : done;
  }

  /** With an fsync of the log, so that a power cut can't take it back. The setting is the connection's. */
  #durably(work: () => void): Result<null> {
    const strict = this.#attempt(() => this.#db.exec('PRAGMA synchronous = FULL'));
    if (!strict.ok) return strict;
    const done = this.#transact(work);
    const relaxed = this.#attempt(() => this.#db.exec('PRAGMA synchronous = NORMAL'));
    return done.ok && !relaxed.ok ? relaxed : done;
  }

  #rollBack(): void {
    this.#attempt(() => {
      // A full disk makes SQLite roll back by itself.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      this.#records.reload();
      this.#timeline.reload();
    });
  }

  #attempt<T>(work: () => T): Result<T> {
    const result = attempt(work);
    if (!result.ok && result.error.code === 'store/corrupt') this.#isDamaged = true;
    return result;
  }
}

/** Notes in the database whether its last user closed it. */
export function noteClosedCleanly(db: DatabaseSync, isClean: boolean): void {
  db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('closed-cleanly', ?)").run(isClean ? 1 : 0);
}

export const wasClosedCleanly = (db: DatabaseSync): boolean =>
  numberOf(db, "SELECT value FROM meta WHERE name = 'closed-cleanly'") === 1;

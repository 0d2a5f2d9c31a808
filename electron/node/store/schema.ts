import type { DatabaseSync } from 'node:sqlite';

/** "Nori" in ASCII, in the file's header: tells our database from anybody else's. */
export const applicationId = 0x4e6f7269;

export type Migration = (db: DatabaseSync) => void;

/**
 * Version 1. `record` holds what the engine loads at the start. The times that move with every sweep are in
 * `seen`, a few bytes a row, so that re-dating 100,000 unchanged records does not rewrite them; the raw documents
 * are in `document`, so that loading does not read them. All three share the row number `no`.
 */
const createTables: Migration = (db) => {
  db.exec(`
    CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
    CREATE TABLE collection (
      no INTEGER PRIMARY KEY, datacenter TEXT NOT NULL, kind TEXT NOT NULL, UNIQUE (datacenter, kind)
    ) STRICT;
    CREATE TABLE record (
      no INTEGER PRIMARY KEY,
      collection INTEGER NOT NULL,
      id TEXT NOT NULL,
      owner TEXT,
      accounts TEXT NOT NULL,
      changed_at REAL NOT NULL,
      value TEXT NOT NULL,
      extra TEXT,
      UNIQUE (collection, id)
    ) STRICT;
    CREATE TABLE seen (no INTEGER PRIMARY KEY, at REAL NOT NULL) STRICT;
    CREATE TABLE document (no INTEGER PRIMARY KEY, raw TEXT NOT NULL) STRICT;
    CREATE TABLE list (
      datacenter TEXT NOT NULL,
      kind TEXT NOT NULL,
      account TEXT NOT NULL,
      fetched_at REAL NOT NULL,
      owner_total REAL NOT NULL,
      PRIMARY KEY (datacenter, kind, account)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE change (
      seq INTEGER PRIMARY KEY,
      at REAL NOT NULL,
      since REAL,
      datacenter TEXT NOT NULL,
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      label TEXT NOT NULL,
      what TEXT NOT NULL,
      fields TEXT NOT NULL
    ) STRICT;
    CREATE INDEX change_by_datacenter ON change (datacenter, seq);
    CREATE INDEX change_by_record ON change (datacenter, id, seq);
    CREATE INDEX change_by_kind ON change (kind, seq);
    CREATE TABLE mark (datacenter TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `);
};

/** Version 2: what was asked of datacenters. Never dropped with a datacenter's inventory: it is no cache. */
const createJournal: Migration = (db) => {
  db.exec(`
    CREATE TABLE run (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
    CREATE TABLE operation (
      seq INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      run TEXT NOT NULL,
      datacenter TEXT NOT NULL,
      instance TEXT,
      state TEXT NOT NULL,
      is_open INTEGER NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX operation_by_run ON operation (run, state);
    CREATE INDEX operation_by_instance ON operation (datacenter, instance, seq);
    CREATE INDEX operation_open ON operation (seq) WHERE is_open = 1;
  `);
};

/** Version 3: what was last measured of each endpoint. */
const createHealth: Migration = (db) => {
  db.exec('CREATE TABLE health (datacenter TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID');
};

/** Each takes the schema one version forward; its place in the list is the version it starts from. Only append. */
export const migrations: readonly Migration[] = [createTables, createJournal, createHealth];

/** Brings the schema up to date, each step in a transaction of its own that also moves `user_version`. */
export function migrate(db: DatabaseSync, steps: readonly Migration[] = migrations): void {
  for (const [from, step] of steps.entries()) {
    if (from < schemaVersion(db)) continue;
    db.exec('BEGIN IMMEDIATE');
    try {
      step(db);
      db.exec(`PRAGMA application_id = ${String(applicationId)}; PRAGMA user_version = ${String(from + 1)}`);
      db.exec('COMMIT');
    } catch (cause) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw cause;
    }
  }
}

export const schemaVersion = (db: DatabaseSync): number => numberOf(db, 'PRAGMA user_version');

/** The single number that a query answers. */
export function numberOf(db: DatabaseSync, sql: string): number {
  const row = db.prepare(sql).get();
  return Number(row === undefined ? 0 : Object.values(row)[0]);
}

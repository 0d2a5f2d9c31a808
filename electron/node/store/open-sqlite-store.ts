import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { appError, type AppError } from '#contract/errors.ts';
import { err, ok, type Result } from '#contract/result.ts';
import { setAside } from '../files/set-aside.ts';
import { adoptValues } from './adopt-values.ts';
import { applicationId, migrate, migrations, numberOf, schemaVersion } from './schema.ts';
import { attempt } from './sqlite-error.ts';
import { noteClosedCleanly, SqliteStore, wasClosedCleanly } from './sqlite-store.ts';

export type SqliteStoreOptions = {
  /** The database file; `:memory:` keeps everything in memory. */
  readonly path: string;
  /** Dates the name of a file set aside. */
  readonly now?: () => number;
  /** Changes that the timeline keeps. */
  readonly timelineLimit?: number;
  /** Operations that the journal keeps; more while they are open. */
  readonly journalLimit?: number;
  /** Size the database never grows beyond: then writes answer `store/unavailable`, as on a full disk. */
  readonly maxBytes?: number;
};

const pageBytes = 4096;
const defaults = { now: Date.now, timelineLimit: 100_000, journalLimit: 20_000, maxBytes: 4 * 1024 ** 3 };

/**
 * Opens the inventory's database, making or migrating it as needed. A damaged or foreign file is set aside and a
 * new one begun, with a `store/corrupt` notice. A schema of a later Nori is left untouched: `store/newer-schema`.
 * Locked by another process, or not writable: `store/unavailable`.
 */
export function openSqliteStore(options: SqliteStoreOptions): Result<SqliteStore> {
  const settings = { ...defaults, ...options };
  const newer = newerSchemaOf(settings.path);
  if (newer !== null) return err(newer);
  const opened = openChecked(settings);
  if (opened.ok) return ok(asStore(opened.value, settings, []));
  return opened.error.code === 'store/corrupt' ? rebuild(settings, opened.error) : opened;
}

type Settings = SqliteStoreOptions & typeof defaults;

const asStore = (
  db: DatabaseSync,
  { timelineLimit, journalLimit }: Settings,
  notices: AppError[],
): SqliteStore => new SqliteStore(db, { timelineLimit, journalLimit, notices });

function rebuild(settings: Settings, reason: AppError): Result<SqliteStore> {
  const moved = moveAway(settings);
  if (!moved.ok) return moved;
  const opened = openChecked(settings);
  if (!opened.ok) return opened;
  const notice = appError('store/corrupt', reason.message, { ...reason.details, setAside: moved.value });
  return ok(asStore(opened.value, settings, [notice]));
}

function moveAway({ path, now }: Settings): Result<string> {
  try {
    return ok(setAside(path, now(), ['-wal', '-shm', '-journal']));
  } catch (cause) {
    const message = `the damaged database can't be set aside: ${String(cause)}`;
    return err(appError('store/unavailable', message, { reason: 'cannot-set-aside' }));
  }
}

/** An open, sound, current database, or what forbids to use it. */
function openChecked(settings: Settings): Result<DatabaseSync> {
  const made = makeFile(settings.path);
  if (!made.ok) return made;
  const opened = attempt(() => new DatabaseSync(settings.path, { timeout: 250 }));
  if (!opened.ok) return opened;
  const db = opened.value;
  const examined = attempt(() => {
    configure(db, settings);
    return examine(db, settings.path);
  });
  const refusal = examined.ok ? examined.value : examined.error;
  if (refusal === null) return ok(db);
  db.close();
  return err(refusal);
}

/** SQLite would make it readable to everybody. Its `-wal` gets the mode of the file. */
function makeFile(path: string): Result<null> {
  if (path === ':memory:') return ok(null);
  try {
    closeSync(openSync(path, 'a', 0o600));
    return ok(null);
  } catch (cause) {
    return err(
      appError('store/unavailable', `the database can't be opened: ${String(cause)}`, {
        reason: 'cannot-open',
      }),
    );
  }
}

/**
 * WAL with `synchronous=NORMAL`: a commit is a write to the log without an fsync. It survives `kill -9` and a crash
 * of Nori, because the kernel has it. A power cut may cost the commits since the last checkpoint (at most some
 * 4 MB of log) but never the file's integrity; all of it is on the servers still, or is observed again.
 * Exclusive locking: one engine a database, and no shared-memory file.
 */
function configure(db: DatabaseSync, { maxBytes }: Settings): void {
  db.exec(`
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA cache_size = -16000;
    PRAGMA temp_store = MEMORY;
    PRAGMA trusted_schema = OFF;
    PRAGMA journal_size_limit = 16777216;
    PRAGMA max_page_count = ${String(Math.max(1, Math.floor(maxBytes / pageBytes)))};
  `);
}

/** Brings the database to today's schema; answers why it may not be used. Throws what SQLite throws. */
function examine(db: DatabaseSync, path: string): AppError | null {
  const isNew = numberOf(db, 'SELECT count(*) FROM sqlite_schema') === 0;
  // Nothing is written before the file is known to be ours and sound: what is set aside is as it was found.
  const refusal = isNew ? null : refusalOf(db, path);
  if (refusal !== null) return refusal;
  migrate(db);
  return attemptUnlessFull(() => {
    noteClosedCleanly(db, false);
    adoptValues(db);
  });
}

/** A disk that is full now must not hide what was stored before: it can be read, and writes say why they fail. */
function attemptUnlessFull(work: () => void): AppError | null {
  const done = attempt(work);
  return done.ok || done.error.details?.['reason'] === 'full' ? null : done.error;
}

function refusalOf(db: DatabaseSync, path: string): AppError | null {
  if (numberOf(db, 'PRAGMA application_id') !== applicationId) return notOurs;
  const version = schemaVersion(db);
  // Again, since a log that was not yet checkpointed hides the version from the file's header.
  if (version > migrations.length) return newerSchema(version);
  return damageOf(db, path);
}

const notOurs = appError('store/corrupt', 'the file is a database of another application');

const newerSchema = (version: number): AppError =>
  appError('store/newer-schema', 'the database was written by a later version', {
    found: version,
    known: migrations.length,
  });

/**
 * Checks all of it after a crash. After a clean end only what the start reads: the raw documents are most of the
 * bytes, and damage in them shows when one is read. A log that is still there means that closing could not finish
 * (a full disk): the file then lacks what the log holds.
 */
function damageOf(db: DatabaseSync, path: string): AppError | null {
  const isWhole = wasClosedCleanly(db) && sizeOf(`${path}-wal`) === 0;
  if (isWhole && sizeOf(path) < numberOf(db, 'PRAGMA page_count') * numberOf(db, 'PRAGMA page_size'))
    return appError('store/corrupt', 'the database file is cut off');
  for (const table of isWhole ? tablesOfStart(db) : [null]) {
    const [first] = db.prepare(`PRAGMA quick_check${table === null ? '' : `(${table})`}`).all();
    const answer = first?.['quick_check'];
    if (answer !== 'ok') return appError('store/corrupt', String(answer));
  }
  return null;
}

/** As far as they are there: an earlier version's database has not yet been migrated. */
const tablesOfStart = (db: DatabaseSync): readonly string[] =>
  db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name != 'document'")
    .all()
    .map(({ name }) => String(name));

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** Reads the version from the header without SQLite, which might tidy up a log that is not ours to touch. */
function newerSchemaOf(path: string): AppError | null {
  const header = headerOf(path);
  if (header === null || header.readUInt32BE(68) !== applicationId) return null;
  const version = header.readUInt32BE(60);
  return version > migrations.length ? newerSchema(version) : null;
}

function headerOf(path: string): Buffer | null {
  try {
    const file = openSync(path, 'r');
    try {
      const header = Buffer.alloc(100);
      return readSync(file, header, 0, header.length, 0) === header.length ? header : null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null; // missing or unreadable: opening it says so in SQLite's words
  }
}

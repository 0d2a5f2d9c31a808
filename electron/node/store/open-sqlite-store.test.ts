import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { recordKey } from '#contract/ids.ts';
import type { InventoryStore } from '#core/ports/store.ts';
import { recordsOf } from '../../../testing/inventory-store-contract.ts';
import { aBatch, aChange, aStoredList, aStoredRecord, osaka } from '../../../testing/stored-records.ts';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';
import { openSqliteStore } from './open-sqlite-store.ts';
import { applicationId, migrate, migrations, schemaVersion } from './schema.ts';

const now = () => Date.UTC(2026, 1, 3, 4, 5, 6, 789);
const asideName = 'inventory.corrupt-2026-02-03T04-05-06Z.sqlite';

const newFile = (): string => path.join(temporaryFolder(), 'inventory.sqlite');

function opened(file: string): InventoryStore {
  const store = openSqliteStore({ path: file, now });
  if (!store.ok) throw new Error(store.error.message);
  return store.value;
}

const record = aStoredRecord({ id: 'vol-kept' });

/** A file with a few hundred pages, closed. */
function aFilledFile(): string {
  const file = newFile();
  const store = opened(file);
  const upserts = Array.from({ length: 400 }, (_, index) => ({
    record: aStoredRecord({ id: `vol-${String(index)}` }),
    raw: JSON.stringify({ filler: 'x'.repeat(3_000) }),
  }));
  store.apply(aBatch({ upserts: [...upserts, { record, raw: '{}' }], changes: [aChange({ seq: 9 })] }));
  store.close();
  return file;
}

describe('a database that is opened again', () => {
  it('has everything, and no notice', () => {
    const file = newFile();
    const first = opened(file);
    first.apply(aBatch({ upserts: [{ record, raw: '{"a":1}' }], lists: [aStoredList()] }));
    first.apply(aBatch({ changes: [aChange({ seq: 3 })] }));
    first.markSeen(osaka, 2);
    first.close();

    const again = opened(file);

    expect(recordsOf(again)).toEqual([record]);
    expect(again.raw('volumes', recordKey(osaka, 'vol-kept'))).toEqual({ ok: true, value: '{"a":1}' });
    expect(again.lists()).toEqual([aStoredList()]);
    expect(again.lastSeq()).toBe(3);
    expect(again.unseen()).toEqual({ ok: true, value: [{ datacenterId: osaka, count: 1, sinceSeq: 2 }] });
    expect(again.notices).toEqual([]);
    again.close();
  });

  it('is readable to its owner alone, and leaves no log behind when closed', () => {
    const file = aFilledFile();

    expect(readdirSync(path.dirname(file))).toEqual(['inventory.sqlite']);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('begins where only an empty file is', () => {
    const file = newFile();
    writeFileSync(file, '');

    const store = opened(file);

    expect(store.apply(aBatch({ upserts: [{ record, raw: '{}' }] })).ok).toBe(true);
    expect(store.notices).toEqual([]);
    store.close();
  });
});

/** Runs SQL in WAL mode in a process that is then killed, so that what it wrote stays in the log. */
function leaveInLog(file: string, sql: string): void {
  const script = `
    const { DatabaseSync } = require('node:sqlite');
    const db = new DatabaseSync(process.argv[1]);
    db.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
    db.exec(process.argv[2]);
    process.kill(process.pid, 'SIGKILL');`;
  expect(() => execFileSync(process.execPath, ['-e', script, file, sql])).toThrow();
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
}

it('takes a database whose closing could not empty the log, as on a full disk, for whole', () => {
  const file = aFilledFile();
  const pages = statSync(file).size / 4096;
  leaveInLog(file, 'UPDATE document SET raw = raw || hex(zeroblob(4000))');

  const store = opened(file);

  expect([recordsOf(store).length, store.notices]).toEqual([401, []]);
  store.close();
  expect(statSync(file).size / 4096).toBeGreaterThan(pages);
});

describe('a damaged database', () => {
  const damages: Record<string, (file: string) => void> = {
    'random bytes': (file) => {
      writeFileSync(file, Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 7919) % 251)));
    },
    'text of some other kind': (file) => {
      writeFileSync(file, '{"not":"a database"}');
    },
    'a file cut off in the middle': (file) => {
      truncateSync(file, Math.floor(statSync(file).size / 2));
    },
    'a file cut off within its header': (file) => {
      truncateSync(file, 50);
    },
    'nothing but a header': (file) => {
      truncateSync(file, 100);
    },
    'a table overwritten': (file) => {
      const bytes = readFileSync(file);
      bytes.fill(0x55, 4096 * 2, 4096 * 30);
      writeFileSync(file, bytes);
    },
    "another application's database": (file) => {
      const db = new DatabaseSync(file);
      db.exec('PRAGMA application_id = 123456');
      db.close();
    },
  };

  it.each(Object.entries(damages))('is set aside and begun anew: %s', (_name, damage) => {
    const file = aFilledFile();
    damage(file);
    const damaged = readFileSync(file);

    const store = opened(file);

    expect(store.notices).toMatchObject([{ code: 'store/corrupt', details: { setAside: asideName } }]);
    expect(recordsOf(store)).toEqual([]);
    expect(store.apply(aBatch({ upserts: [{ record, raw: '{}' }] })).ok).toBe(true);
    store.close();
    expect(readFileSync(path.join(path.dirname(file), asideName)).equals(damaged)).toBe(true);
    const again = opened(file);
    expect([recordsOf(again), again.notices]).toEqual([[record], []]);
    again.close();
  });

  it('whose raw documents alone are hit still shows its records, and is rebuilt at the next start', () => {
    const file = aFilledFile();
    const db = new DatabaseSync(file);
    const all = db.prepare("SELECT pageno FROM dbstat WHERE name = 'document' AND pagetype = 'leaf'").all();
    db.close();
    expect(all.length).toBeGreaterThan(10);
    const bytes = readFileSync(file);
    for (const { pageno } of all) bytes.fill(0x55, (Number(pageno) - 1) * 4096, Number(pageno) * 4096);
    writeFileSync(file, bytes);

    const store = opened(file);
    expect([recordsOf(store).length, store.notices]).toEqual([401, []]);
    expect(store.raw('volumes', recordKey(osaka, 'vol-kept'))).toMatchObject({
      ok: false,
      error: { code: 'store/corrupt' },
    });
    store.close();

    const next = opened(file);
    expect(next.notices).toMatchObject([{ code: 'store/corrupt', details: { setAside: asideName } }]);
    next.close();
  });

  it('leaves out a record whose JSON is damaged, and says so', () => {
    const file = aFilledFile();
    const db = new DatabaseSync(file);
    db.exec("UPDATE record SET value = '{\"id\":' WHERE id = 'vol-7'");
    db.close();

    const store = opened(file);

    expect(recordsOf(store)).toHaveLength(400);
    expect(store.notices).toMatchObject([{ code: 'store/corrupt', details: { records: 1 } }]);
    store.close();
  });
});

describe('a database that may not be touched', () => {
  it('is refused when a later version wrote it, and left as it is', () => {
    const file = aFilledFile();
    const db = new DatabaseSync(file);
    db.exec(`PRAGMA user_version = ${String(migrations.length + 1)}`);
    db.close();
    const before = readFileSync(file);

    const store = openSqliteStore({ path: file, now });

    expect(store).toMatchObject({
      ok: false,
      error: {
        code: 'store/newer-schema',
        details: { found: migrations.length + 1, known: migrations.length },
      },
    });
    expect(readdirSync(path.dirname(file))).toEqual(['inventory.sqlite']);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('is refused when the later version is only in the log yet', () => {
    const file = aFilledFile();
    leaveInLog(file, 'PRAGMA user_version = 99');

    const store = openSqliteStore({ path: file, now });

    expect(store).toMatchObject({ ok: false, error: { code: 'store/newer-schema', details: { found: 99 } } });
  });

  it('is refused while another engine has it open', () => {
    const file = newFile();
    const first = opened(file);

    const second = openSqliteStore({ path: file, now });

    expect(second).toMatchObject({
      ok: false,
      error: { code: 'store/unavailable', details: { reason: 'locked' } },
    });
    expect(first.apply(aBatch({ upserts: [{ record, raw: '{}' }] })).ok).toBe(true);
    first.close();
  });

  it.each([
    ['its folder is missing', (file: string) => path.join(path.dirname(file), 'no', 'such', 'folder.sqlite')],
    [
      'it is a folder',
      (file: string) => {
        mkdirSync(file);
        return file;
      },
    ],
  ])('is an error to show when %s', (_name, prepare) => {
    const store = openSqliteStore({ path: prepare(newFile()), now });

    expect(store).toMatchObject({
      ok: false,
      error: { code: 'store/unavailable', details: { reason: 'cannot-open' } },
    });
  });
});

describe('migrations', () => {
  /** A database of version 1 with a record, as the first release made it. */
  function aVersion1Database(): DatabaseSync {
    const db = new DatabaseSync(newFile());
    migrate(db, migrations.slice(0, 1));
    db.exec(`
      INSERT INTO collection VALUES (1, 'osaka', 'volumes');
      INSERT INTO record VALUES (1, 1, 'vol-1', NULL, '[]', 5, '{}', NULL);`);
    return db;
  }

  it('carry a database of version 1 forward, once, with what it holds', () => {
    const db = aVersion1Database();
    const addColumn = (target: DatabaseSync) => {
      target.exec("ALTER TABLE record ADD COLUMN note TEXT NOT NULL DEFAULT 'new'");
    };

    migrate(db, [...migrations.slice(0, 1), addColumn]);
    migrate(db, [...migrations.slice(0, 1), addColumn]);

    expect(schemaVersion(db)).toBe(2);
    expect(db.prepare('SELECT id, note FROM record').all()).toEqual([{ id: 'vol-1', note: 'new' }]);
    db.close();
  });

  it('are undone when they fail', () => {
    const db = aVersion1Database();
    const breaking = (target: DatabaseSync) => {
      target.exec('DELETE FROM record');
      target.exec('SELECT nonsense FROM nowhere');
    };

    expect(() => {
      migrate(db, [...migrations.slice(0, 1), breaking]);
    }).toThrow('nowhere');

    expect(schemaVersion(db)).toBe(1);
    expect(db.prepare('SELECT id FROM record').all()).toEqual([{ id: 'vol-1' }]);
    db.close();
  });

  it('find a database that the version before closed, without the tables of today', () => {
    const file = aFilledFile();
    const db = new DatabaseSync(file);
    db.exec('DROP TABLE health; PRAGMA user_version = 2');
    db.close();

    const store = opened(file);

    expect(recordsOf(store)).toHaveLength(401);
    expect(store.notices).toEqual([]);
    store.close();
  });

  it('mark the file as ours', () => {
    const file = aFilledFile();

    expect(readFileSync(file).readUInt32BE(68)).toBe(applicationId);
    expect(readFileSync(file).readUInt32BE(60)).toBe(migrations.length);
  });
});

describe('records of another version of Nori', () => {
  it('stay when they fit the types of today, and go when they do not', () => {
    const file = aFilledFile();
    const db = new DatabaseSync(file);
    db.exec(`
      DELETE FROM record WHERE id NOT IN ('vol-1', 'vol-2', 'vol-3', 'vol-kept');
      UPDATE record SET value = json_set(value, '$.sizeMb', 'large') WHERE id = 'vol-1';
      UPDATE record SET value = json_set(value, '$.dropped', 1) WHERE id = 'vol-2';
      UPDATE record SET value = '{"id"' WHERE id = 'vol-3';
      UPDATE meta SET value = 'before' WHERE name = 'value-shape';`);
    db.close();

    const store = opened(file);

    expect(recordsOf(store)).toEqual([aStoredRecord({ id: 'vol-2' }), record]);
    expect(store.raw('volumes', recordKey(osaka, 'vol-1'))).toEqual({ ok: true, value: null });
    expect(store.notices).toEqual([]);
    store.close();
  });
});

it('opens without a word on the console', () => {
  const script = `
    import { openSqliteStore } from ${JSON.stringify(path.join(import.meta.dirname, 'open-sqlite-store.ts'))};
    const store = openSqliteStore({ path: ':memory:' });
    store.value.close();`;

  const output = execFileSync(
    'sh',
    ['-c', '"$0" --input-type=module -e "$1" 2>&1', process.execPath, script],
    {
      encoding: 'utf8',
    },
  );

  expect(output).toBe('');
});

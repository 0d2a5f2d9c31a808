import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { aLaunch, anOperation, aRun } from '#contract/testing/operation-builders.ts';
import { describeOperationJournal } from '../../../testing/operation-journal-contract.ts';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';
import { openSqliteStore, type SqliteStoreOptions } from './open-sqlite-store.ts';

function opened(options: SqliteStoreOptions) {
  const store = openSqliteStore(options);
  if (!store.ok) throw new Error(store.error.message);
  return store.value;
}

const newFile = () => path.join(temporaryFolder(), 'inventory.sqlite');

describeOperationJournal('SQLite on disk', ({ limit = 20_000 } = {}) => {
  return opened({ path: newFile(), journalLimit: limit }).journal;
});

it('gives every number once, also after a restart and after its run has been dropped', () => {
  const file = newFile();
  const before = opened({ path: file, journalLimit: 1 });
  before.journal.begin(aRun({ seq: 1 }), [anOperation({ seq: 8, state: 'refused', endedAt: 1 })]);
  before.journal.begin(aRun({ seq: 2 }), [
    anOperation({ seq: 9, runId: 'run-2', state: 'refused', endedAt: 1 }),
  ]);
  before.close();

  const { journal } = opened({ path: file });

  expect(journal.run('run-1')).toEqual({ ok: true, value: null });
  expect(journal.lastSeqs()).toEqual({ run: 2, operation: 9 });
});

it('says how many open operations it can not read, and answers the others', () => {
  const file = newFile();
  const before = opened({ path: file });
  before.journal.begin(aRun({ total: 2 }), [anOperation({ seq: 1 }), anOperation({ seq: 2 })]);
  before.close();
  const db = new DatabaseSync(file);
  db.exec(`UPDATE operation SET body = '{"half' WHERE seq = 1`);
  db.close();

  const { journal } = opened({ path: file });
  const open = journal.open();

  expect(open.ok && open.value.map(({ seq }) => seq)).toEqual([2]);
  expect(journal.notices).toMatchObject([{ code: 'store/corrupt', details: { operations: 1 } }]);
});

it('answers the runs of which it can not read an operation, and counts that one as nothing to try again', () => {
  const file = newFile();
  const before = opened({ path: file });
  const failed = { state: 'failed', endedAt: 9 } as const;
  before.journal.begin(aRun({ total: 2 }), [
    anOperation({ seq: 1, ...failed }),
    anOperation({ seq: 2, ...failed }),
  ]);
  before.close();
  const db = new DatabaseSync(file);
  db.exec(`UPDATE operation SET body = '{"half' WHERE seq = 1`);
  db.close();

  expect(opened({ path: file }).journal.runs({ limit: 10 })).toMatchObject({
    value: [{ id: 'run-1', counts: { failed: 2 }, retriable: 1 }],
  });
});

it('reads a launch as it was written before blank hostnames were none', () => {
  const file = newFile();
  const before = opened({ path: file });
  const launch = aLaunch({ hostname: 'kept' }, { seq: 1, state: 'accepted', instanceId: 'i-made' });
  before.journal.begin(aRun({ total: 2 }), [launch, aLaunch({ hostname: 'kept' }, { seq: 2 })]);
  before.close();
  const db = new DatabaseSync(file);
  db.exec(`UPDATE operation SET body = replace(body, '"kept"', '""') WHERE seq = 2`);
  db.close();

  const open = opened({ path: file }).journal.open();

  expect(open.ok && open.value).toEqual([launch, aLaunch({ hostname: null }, { seq: 2 })]);
});

it('keeps operations when the inventory of their datacenter is forgotten', () => {
  const store = opened({ path: newFile() });
  const operation = anOperation();
  store.journal.begin(aRun(), [operation]);

  store.forget(operation.datacenterId);

  expect(store.journal.operation(operation.id)).toEqual({ ok: true, value: operation });
});

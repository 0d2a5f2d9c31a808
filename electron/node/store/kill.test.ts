import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { recordsOf } from '../../../testing/inventory-store-contract.ts';
import { recordsPerSweep } from '../../../testing/swept-batch.ts';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';
import { runUntilKilled } from '../../../testing/until-killed.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

const sweeping = path.resolve(import.meta.dirname, '../../../testing/sweeping-forever.ts');

function integrityOf(file: string): unknown {
  const db = new DatabaseSync(file);
  const answer = db.prepare('PRAGMA integrity_check').all();
  db.close();
  return answer;
}

it('holds every acknowledged batch, and no half of one, after each of 20 kills', async () => {
  const file = path.join(temporaryFolder(), 'inventory.sqlite');
  let lines = 0;
  for (let kill = 0; kill < 20; kill++) {
    const moment = { lines: 1 + ((kill * 7) % 31), delayMs: Math.random() * 8 };
    const written = await runUntilKilled(sweeping, [file], moment);
    const acknowledged = Number(written.at(-1));
    lines += written.length;

    const store = openSqliteStore({ path: file });
    if (!store.ok) throw new Error(store.error.message);
    const records = recordsOf(store.value);
    const sweeps = new Set(records.map((record) => record.fetchedAt));
    const [sweep = 0] = sweeps;

    expect(store.value.notices).toEqual([]);
    expect(records.length).toBe(recordsPerSweep);
    expect([...sweeps]).toHaveLength(1);
    expect(sweep).toBeGreaterThanOrEqual(acknowledged);
    expect(store.value.lastSeq()).toBe(sweep * 2);
    expect(store.value.lists().map((list) => list.fetchedAt)).toEqual([sweep]);
    expect(store.value.changes({ limit: 1 })).toMatchObject({ ok: true, value: [{ seq: sweep * 2 }] });
    store.value.close();
    expect(integrityOf(file)).toEqual([{ integrity_check: 'ok' }]);
  }
  expect(lines).toBeGreaterThan(200);
}, 120_000); // twenty processes started one after another, on machines that may be busy

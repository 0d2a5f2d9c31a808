import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';
import { runUntilKilled } from '../../../testing/until-killed.ts';
import { holdDataDirectory } from './data-directory.ts';

const holding = path.resolve(import.meta.dirname, '../../../testing/holding-a-folder.ts');

it('makes the folder for its owner alone and notes the process in it', () => {
  const folder = path.join(temporaryFolder(), 'deep', 'nori');

  const held = holdDataDirectory(folder);

  if (!held.ok) throw new Error(held.error.message);
  expect(readFileSync(path.join(folder, 'engine.pid'), 'utf8')).toBe(`${String(process.pid)}\n`);
  if (process.platform !== 'win32') expect(statSync(folder).mode & 0o777).toBe(0o700);
  held.value.release();
});

it('refuses a folder that is held, naming the process, until it is released', () => {
  const folder = temporaryFolder();
  const first = holdDataDirectory(folder);
  if (!first.ok) throw new Error(first.error.message);

  const second = holdDataDirectory(folder);

  expect(second).toMatchObject({
    ok: false,
    error: { code: 'store/unavailable', details: { reason: 'in-use', folder, pid: process.pid } },
  });
  first.value.release();
  first.value.release();
  const third = holdDataDirectory(folder);
  expect(third.ok).toBe(true);
  if (third.ok) third.value.release();
});

it('refuses a folder that another process holds, and takes it once that was killed', async () => {
  const folder = temporaryFolder();
  const refusals: unknown[] = [];
  const meanwhile = (line: string) => {
    refusals.push(holdDataDirectory(folder));
    expect(refusals).toMatchObject([
      { ok: false, error: { details: { reason: 'in-use', pid: Number(line) } } },
    ]);
  };

  await runUntilKilled(holding, [folder], { lines: 1, delayMs: 0, onLine: meanwhile });

  expect(refusals).toHaveLength(1);
  const held = holdDataDirectory(folder);
  expect(held.ok).toBe(true);
  if (held.ok) held.value.release();
});

it('says so where there can be no folder', () => {
  const file = path.join(temporaryFolder(), 'file');
  writeFileSync(file, '');

  expect(holdDataDirectory(path.join(file, 'nori'))).toMatchObject({
    ok: false,
    error: { code: 'store/unavailable', details: { reason: 'cannot-open' } },
  });
});

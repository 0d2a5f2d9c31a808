import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';
import { setAside } from './set-aside.ts';

const at = Date.UTC(2026, 1, 3, 4, 5, 6, 789);

it('dates the name, takes companions along and overwrites nothing', () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'inventory.sqlite');
  const names = ['first', 'second'].map((contents) => {
    writeFileSync(file, contents);
    writeFileSync(`${file}-wal`, `log of ${contents}`);
    return setAside(file, at, ['-wal', '-shm']);
  });

  expect(names).toEqual([
    'inventory.corrupt-2026-02-03T04-05-06Z.sqlite',
    'inventory.corrupt-2026-02-03T04-05-06Z-2.sqlite',
  ]);
  expect(readdirSync(folder).sort()).toEqual(names.flatMap((name) => [name, `${name}-wal`]).sort());
  expect(names.map((name) => readFileSync(path.join(folder, name), 'utf8'))).toEqual(['first', 'second']);
});

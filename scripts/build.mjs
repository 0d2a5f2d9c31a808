// Builds the page and the desktop's processes, when what they are made of has changed since the last build.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './children.mjs';
import { Unable, say } from './say.mjs';
import { root, toolCommand } from './tools.mjs';

const inputs = [
  'contract',
  'electron',
  'src',
  'resources',
  'electron.vite.config.ts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
];
const stamp = path.join(root, 'out', '.built-from');

/** Runs `electron-vite build` if its inputs are not those of the build in `out/`. */
export async function ensureBuilt() {
  const now = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return;
  say('building…');
  const { command, argv } = toolCommand('electron-vite', ['build', '--logLevel', 'warn']);
  if (!(await run(command, argv))) throw new Unable('the build failed (above is why).');
  writeFileSync(stamp, now);
}

/** By contents, not by date: a checkout or a clone changes every date and nothing else. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => filesBelow(path.join(root, input)))) {
    hash.update(`${path.relative(root, file)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/**
 * @param {string} entry
 * @returns {string[]}
 */
function filesBelow(entry) {
  if (!existsSync(entry)) return [];
  if (!statSync(entry).isDirectory()) return entry.endsWith('.test.ts') ? [] : [entry];
  return readdirSync(entry)
    .sort()
    .flatMap((name) => filesBelow(path.join(entry, name)));
}

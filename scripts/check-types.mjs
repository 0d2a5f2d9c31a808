// Type-checks every layer as its own TypeScript project: what a layer may not know of does not compile there.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root, toolCommand } from './tools.mjs';

/** @type {{ references: { path: string }[] }} */
const { references } = JSON.parse(readFileSync(path.join(root, 'tsconfig.json'), 'utf8'));
const wanted = process.argv.slice(2);
const projects = references
  .map((reference) => reference.path)
  .filter((project) => wanted.length === 0 || wanted.includes(project));
let failed = false;
for (const project of projects) {
  const tool = project === 'src' || project === 'tests.tsconfig.json' ? 'vue-tsc' : 'tsc';
  const { command, argv } = toolCommand(tool, ['--noEmit', '-p', project]);
  const { status } = spawnSync(command, argv, { stdio: 'inherit', cwd: root });
  if (status !== 0) {
    failed = true;
    console.error(`types: ${project} does not compile`);
  }
}
process.exit(failed ? 1 : 0);

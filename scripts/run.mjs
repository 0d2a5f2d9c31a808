#!/usr/bin/env node
// Runs a tool or a script of the project on the Node that the devDependency `node` brings, whatever the machine's own.
import './node-version.mjs';
import { spawn } from 'node:child_process';
import { endWith } from './say.mjs';
import { root, toolCommand } from './tools.mjs';

const signals = /** @type {const} */ (['SIGINT', 'SIGTERM']);

try {
  const [tool, ...args] = process.argv.slice(2);
  if (tool === undefined) throw new Error('usage: node scripts/run.mjs TOOL-OR-SCRIPT [ARGUMENT…]');
  const { command, argv } = toolCommand(tool, args);
  const child = spawn(command, argv, { stdio: 'inherit', cwd: root });
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
} catch (cause) {
  endWith(cause);
}

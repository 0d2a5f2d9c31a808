#!/usr/bin/env node
// Runs a tool or a script of the project on the Node that the devDependency `node` brings, whatever the machine's own.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { toolCommand } from './tools.mjs';

const [tool, ...args] = process.argv.slice(2);
const { command, argv } = toolCommand(tool, args);
const child = spawn(command, argv, { stdio: 'inherit', cwd: path.resolve(import.meta.dirname, '..') });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

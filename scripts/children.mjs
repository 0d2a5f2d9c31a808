// Child processes that never outlive us: not after Ctrl-C, SIGTERM, a closed terminal, nor a crash of either side.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { root } from './tools.mjs';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

const windows = process.platform === 'win32';
const graceMs = 8_000;

/** Preloaded by our own scripts: ends them when the channel to us closes, which even `kill -9` does. */
export const endWithParent = ['--import', path.join(root, 'scripts', 'end-with-parent.mjs')];

/** @type {Set<ChildProcess>} */
const underWay = new Set();
let ending = false;

/**
 * Starts a process in a group of its own: Ctrl-C then reaches it once, through us, and its own children can be
 * ended with it.
 *
 * @param {string} command
 * @param {readonly string[]} argv
 * @param {import('node:child_process').SpawnOptions} options
 */
export function start(command, argv, options) {
  const child = spawn(command, argv, { cwd: root, windowsHide: true, ...options, detached: !windows });
  if (child.pid !== undefined) underWay.add(child);
  child.once('exit', () => underWay.delete(child));
  return child;
}

/**
 * Waits for the end. What could not even be started ends with code 127, as in a shell. Never answers once we are
 * told to end ourselves: whoever waits must not go on then.
 *
 * @param {ChildProcess} child
 * @returns {Promise<{ code: number }>}
 */
export const ended = (child) =>
  new Promise((resolve) => {
    const answer = (/** @type {number} */ code) => !ending && resolve({ code });
    child.once('error', () => answer(127));
    child.once('close', (code, signal) => answer(code ?? 128 + constants.signals[signal ?? 'SIGTERM']));
  });

/**
 * Runs to the end, within a time limit, and answers whether it succeeded. Its output goes to stderr.
 *
 * @param {string} command
 * @param {readonly string[]} argv
 * @param {import('node:child_process').SpawnOptions & { limitMs?: number }} [options]
 */
export async function run(command, argv, { limitMs, ...options } = {}) {
  const child = start(command, argv, { stdio: ['ignore', 2, 2], ...options });
  const timer = limitMs === undefined ? undefined : setTimeout(() => void end(child), limitMs);
  const { code } = await ended(child);
  clearTimeout(timer);
  return code === 0;
}

/**
 * Asks a process and its group to end, and makes sure of it.
 *
 * @param {ChildProcess} child
 */
export async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = new Promise((resolve) => child.once('exit', resolve));
  signalTree(child, 'SIGTERM');
  const timer = setTimeout(() => signalTree(child, 'SIGKILL'), graceMs);
  await over;
  clearTimeout(timer);
  signalTree(child, 'SIGKILL'); // what it may have left behind in its group
}

/** Ends everything started and not yet ended. */
export const endAll = async () => {
  await Promise.all([...underWay].map(end));
};

/**
 * @param {ChildProcess} child
 * @param {'SIGTERM' | 'SIGKILL'} signal
 */
function signalTree(child, signal) {
  if (child.pid === undefined) return;
  if (windows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/t', ...(signal === 'SIGKILL' ? ['/f'] : [])]);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // the group is gone already, which is what was wanted
  }
}

/**
 * Ends the children and then us, however we are told to end: by a signal, or because npm, which started us, is gone.
 */
export function endTogether() {
  const because = async (/** @type {NodeJS.Signals} */ signal) => {
    if (ending) return;
    ending = true;
    await endAll();
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => void because(signal));
  }
  process.on('exit', () => underWay.forEach((child) => signalTree(child, 'SIGTERM'))); // a crash of ours
  if (process.env['npm_lifecycle_event'] === undefined) return; // a shell may go and leave us (nohup)
  const starters = npmAndItsShell();
  setInterval(() => npmAndItsShell() !== starters && void because('SIGHUP'), 1_000).unref();
}

/**
 * Names the process that started us and, where that is npm's shell, npm. npm killed outright tells nobody: the shell
 * stays, and only has another parent from then on.
 */
function npmAndItsShell() {
  const status = `/proc/${process.ppid}/stat`;
  if (!existsSync(status)) return String(process.ppid);
  const [, name, parent] = /\((.*)\) \S+ (\d+)/.exec(readFileSync(status, 'utf8')) ?? [];
  return name?.endsWith('sh') ? `${process.ppid} of ${parent}` : String(process.ppid);
}

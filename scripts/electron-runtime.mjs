// Finds or fetches Electron's runtime, which its npm package does not contain, and says in words why it can't.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './children.mjs';
import { say } from './say.mjs';
import { projectNode, root } from './tools.mjs';

const packageFolder = path.join(root, 'node_modules', 'electron');
const failureFile = path.join(root, 'node_modules', '.cache', 'nori', 'electron-fetch-failed.json');
const fetchLimitMs = 5 * 60_000;
const retryAfterMs = 6 * 60 * 60_000;

/** @typedef {{ executable: string } | { problem: string }} Runtime */

/**
 * The runtime's executable, fetched if it is missing, or the reason in words.
 *
 * @param {{ retryNow: boolean }} options `retryNow`: try to fetch it even soon after a failure
 * @returns {Promise<Runtime>}
 */
export async function electronRuntime({ retryNow }) {
  const executable = executablePath();
  if (!existsSync(executable)) {
    const problem = await fetchRuntime(retryNow);
    if (problem !== null) return { problem };
  }
  const problem = whyItCannotRun(executable);
  return problem === null ? { executable } : { problem };
}

/** Where the package keeps it: `dist`, or the folder that ELECTRON_OVERRIDE_DIST_PATH names. */
function executablePath() {
  const pathFile = path.join(packageFolder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : defaultName();
  return path.join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(packageFolder, 'dist'), name);
}

function defaultName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * Runs the package's own installer, which checks what it downloads. A failure is remembered for some hours: a
 * machine without a way to the download must not wait for it at every start.
 *
 * @param {boolean} retryNow
 */
async function fetchRuntime(retryNow) {
  if (process.env['ELECTRON_OVERRIDE_DIST_PATH']) {
    return 'there is no Electron in the folder that ELECTRON_OVERRIDE_DIST_PATH names';
  }
  const failedAt = lastFailure();
  if (!retryNow && Date.now() - failedAt < retryAfterMs) {
    return (
      `Electron's runtime could not be fetched (tried ${new Date(failedAt).toLocaleString()}); ` +
      '`npm start -- --desktop` tries again, README.md says how to get it otherwise'
    );
  }
  say("fetching Electron's runtime, once (some 120 MB, at most 5 minutes)…");
  const fetched = await run(projectNode(), [path.join(packageFolder, 'install.js')], {
    limitMs: fetchLimitMs,
  });
  if (fetched) {
    rmSync(failureFile, { force: true });
    return null;
  }
  rememberFailure();
  return "Electron's runtime could not be fetched; README.md says how to get it another way (ELECTRON_MIRROR, ELECTRON_OVERRIDE_DIST_PATH)";
}

function lastFailure() {
  if (!existsSync(failureFile)) return 0;
  return statSync(failureFile).mtimeMs;
}

function rememberFailure() {
  mkdirSync(path.dirname(failureFile), { recursive: true });
  writeFileSync(failureFile, '');
}

/**
 * Starts the executable as a plain Node for a moment: that loads the same system libraries as a window does.
 *
 * @param {string} executable
 */
function whyItCannotRun(executable) {
  if (!existsSync(executable)) return `Electron's runtime is incomplete (${executable} is missing)`;
  const { status, stderr, error } = spawnSync(executable, ['-p', '1'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (status === 0) return null;
  const words = (error?.message ?? stderr.trim().split('\n')[0]) || `it ended with ${status}`;
  return `Electron's runtime does not run on this system (${words})`;
}

/**
 * Why Chromium's sandbox would refuse to start the window, or null. Nori never turns it off by itself.
 *
 * @param {string} executable
 */
export function sandboxProblem(executable) {
  if (process.platform !== 'linux') return null;
  if (process.getuid?.() === 0) return 'Electron keeps its sandbox from root';
  const helper = path.join(path.dirname(executable), 'chrome-sandbox');
  const helperWorks =
    existsSync(helper) && statSync(helper).uid === 0 && (statSync(helper).mode & 0o4000) !== 0;
  if (helperWorks || userNamespacesAllowed()) return null;
  return (
    'this system lets no unprivileged program make a sandbox; give Electron its helper once: ' +
    `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`
  );
}

function userNamespacesAllowed() {
  const refused =
    readSwitch('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    readSwitch('/proc/sys/kernel/unprivileged_userns_clone') === '0';
  return !refused;
}

/** @param {string} file */
const readSwitch = (file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : null);

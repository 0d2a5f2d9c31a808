// Brings a clone to where its tools run: packages as the lock file says, and a Node of the project's own.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './children.mjs';
import { Unable, say } from './say.mjs';
import { machineNodeWillDo, ownNode, root } from './tools.mjs';

const windows = process.platform === 'win32';
const minutes = 60_000;

/** Packages and Node, each only if missing or outdated. */
export async function ensureInstalled() {
  await ensurePackages();
  await ensureOwnNode();
}

async function ensurePackages() {
  const reason = whyInstall();
  if (reason === null) return;
  say(`${reason}: installing packages (npm ci)…`);
  // npm is a script on Windows, which only a shell starts.
  const npm = windows ? 'npm.cmd' : 'npm';
  if (await run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { shell: windows })) return;
  throw new Unable(
    'the packages could not be installed (above is what npm said). The first start needs the npm registry or a ' +
      'filled npm cache; behind a proxy or with a registry of your own, set `npm config set proxy` or `registry`.',
  );
}

/**
 * Why the packages must be installed, or null. npm leaves a copy of the lock file of what it really installed in
 * node_modules, and writes it last: comparing with that finds an interrupted installation as well as an old one.
 */
function whyInstall() {
  const installedFile = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return 'the packages are not installed yet';
  const { packages: wanted } = readJson(path.join(root, 'package-lock.json'));
  const { packages: installed } = readJson(installedFile);
  const differs = Object.keys(wanted).some(
    (folder) =>
      folder !== '' &&
      wanted[folder].optional !== true && // those of other platforms are left out by npm
      installed[folder]?.integrity !== wanted[folder].integrity,
  );
  return differs ? 'the packages are older than package-lock.json' : null;
}

/**
 * The package `node` fetches its executable in an install script, which npm may have been told not to run. Then we
 * run that script: without it there is nothing to run the project on, unless the machine's Node is new enough.
 */
async function ensureOwnNode() {
  if (existsSync(ownNode) && answers(ownNode)) return;
  say("the project's own Node is missing (npm did not run its install script): installing it…");
  const folder = path.join(root, 'node_modules', 'node');
  await run(process.execPath, ['installArchSpecificPackage.js'], { cwd: folder, limitMs: 5 * minutes });
  if (existsSync(ownNode) && answers(ownNode)) return;
  if (machineNodeWillDo) {
    say(`it could not be installed; using this machine's Node ${process.versions.node}.`);
    return;
  }
  throw new Unable(
    `Node 24 could not be installed into node_modules, and this machine's is ${process.versions.node}. ` +
      'Allow the registry, or install Node 24 or newer, and start again.',
  );
}

/** @param {string} executable */
const answers = (executable) => spawnSync(executable, ['--version'], { timeout: 20_000 }).status === 0;

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

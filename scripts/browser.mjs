// Finds a Chromium for the end-to-end tests, and gets one where there is none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { run } from './children.mjs';
import { Unable, say } from './say.mjs';
import { projectNode, root, toolCommand } from './tools.mjs';

const minutes = 60_000;

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/** Where installers put it, by platform. */
function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['Chromium', 'Google Chrome', 'Microsoft Edge'].flatMap((name) =>
      ['/Applications', path.join(process.env['HOME'] ?? '/', 'Applications')].map(
        (folder) => `${folder}/${name}.app/Contents/MacOS/${name}`,
      ),
    );
  }
  if (process.platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name]);
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
    return folders.flatMap((folder) => (folder ? programs.map((program) => path.join(folder, program)) : []));
  }
  return [
    '/usr/lib/chromium/chromium',
    '/opt/google/chrome/chrome',
    '/opt/microsoft/msedge/msedge',
    '/snap/bin/chromium',
  ];
}

function onPath() {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return commands.flatMap((name) => folders.map((folder) => path.join(folder, name + suffix)));
}

/**
 * A browser that is there and starts: `NORI_BROWSER`, then what is installed, then Playwright's own. Null if none.
 *
 * @returns {string | null}
 */
export function findBrowser() {
  const wanted = process.env['NORI_BROWSER'];
  if (wanted) {
    if (starts(wanted)) return wanted;
    throw new Unable(`NORI_BROWSER names ${wanted}, which does not start as a browser.`);
  }
  return [...onPath(), ...usualPlaces()].find(starts) ?? playwrightsOwn();
}

/**
 * The same, getting one if there is none.
 *
 * @returns {Promise<string>}
 */
export async function ensureBrowser() {
  const browser = findBrowser() ?? (await fetchPlaywrights()) ?? (await installPackage());
  if (browser !== null) return browser;
  throw new Unable(
    'the end-to-end tests need a browser, and none could be had: install Chromium, Chrome or Edge, or name one ' +
      'with NORI_BROWSER=/path/to/it.',
  );
}

/** @param {string} executable */
function starts(executable) {
  if (!existsSync(executable)) return false;
  // On Windows `--version` opens a window instead of answering; being there must do.
  if (process.platform === 'win32') return true;
  return spawnSync(executable, ['--version'], { timeout: 20_000, stdio: 'ignore' }).status === 0;
}

function playwrightsOwn() {
  const question = "process.stdout.write(require('@playwright/test').chromium.executablePath())";
  const { stdout } = spawnSync(projectNode(), ['-e', question], { cwd: root, encoding: 'utf8' });
  return stdout && starts(stdout) ? stdout : null;
}

async function fetchPlaywrights() {
  say("no Chromium, Chrome or Edge found: fetching Playwright's own (at most 4 minutes)…");
  const { command, argv } = toolCommand('playwright', ['install', 'chromium']);
  await run(command, argv, { limitMs: 4 * minutes });
  return playwrightsOwn();
}

/** The distribution's Chromium, where we may install packages. */
async function installPackage() {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return null;
  say("Playwright's could not be had or does not start: installing the distribution's package `chromium`…");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env, limitMs: 2 * minutes });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    env,
    limitMs: 5 * minutes,
  });
  return [...onPath(), ...usualPlaces()].find(starts) ?? null;
}

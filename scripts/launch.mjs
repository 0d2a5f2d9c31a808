// Sets Nori up as far as needed and starts it: in its window where that is possible, else as the loopback web host.
import path from 'node:path';
import { createInterface } from 'node:readline';
import { ensureBuilt } from './build.mjs';
import { endAll, endTogether, endWithParent, ended, start } from './children.mjs';
import { openInBrowser, whyNoDisplay } from './display.mjs';
import { electronRuntime, sandboxProblem } from './electron-runtime.mjs';
import { Unable, endWith, say } from './say.mjs';
import { ensureInstalled } from './setup.mjs';
import { hostNodeFlags, projectNode, root } from './tools.mjs';

const usage = `npm start [-- OPTION…]        Nori, on the datacenters of your profiles
npm run demo [-- OPTION…]     Nori, on three simulated datacenters

  --web            the page in your own browser, served on this machine only
  --desktop        the window, or a failure that says why not
  --no-open        with --web: only print the URL
  --no-sandbox     lets the window start as root: without Chromium's sandbox
  --data-dir DIR   keep profiles and inventory there
  --port N         with --web: the port to serve on
  --verbose        log to the terminal as well`;

/** An end within this time after the start is a window that could not open, not one that was closed. */
const openingMs = 15_000;

/** @param {string[]} args */
export async function launch(args) {
  if (args.includes('--help')) {
    console.log(usage);
    return;
  }
  endTogether();
  try {
    const options = readOptions(args);
    await ensureInstalled();
    await ensureBuilt();
    const code = await (options.demo ? runDemo(options) : runHost(options));
    await endAll();
    process.exit(code);
  } catch (cause) {
    await endAll();
    endWith(cause);
  }
}

/** @typedef {ReturnType<typeof readOptions>} Options */
/** @typedef {import('node:stream').Readable} Readable */

/** @param {string[]} args */
function readOptions(args) {
  const own = ['--web', '--desktop', '--no-open', '--no-sandbox'];
  const has = (/** @type {string} */ option) => args.includes(option);
  if (has('--web') && has('--desktop')) throw new Unable('--web and --desktop exclude each other.');
  return {
    demo: has('--demo'),
    web: has('--web'),
    desktop: has('--desktop'),
    open: !has('--no-open'),
    sandbox: !has('--no-sandbox'),
    hostArgs: args.filter((arg) => !own.includes(arg)),
  };
}

/** @param {Options} options */
async function runHost(options) {
  if (options.web) return runWeb(options);
  const window = await desktopCommand(options);
  if ('problem' in window) return withoutWindow(window.problem, options);
  const startedAt = Date.now();
  const { code } = await ended(start(window.executable, window.argv, { stdio: ['ignore', 2, 2, 'ipc'] }));
  if (code === 0 || Date.now() - startedAt > openingMs) return code;
  return withoutWindow(`Electron ended with code ${code} (above is what it said)`, options);
}

/**
 * @param {string} problem
 * @param {Options} options
 */
function withoutWindow(problem, options) {
  if (options.desktop) throw new Unable(`no window: ${problem}.`);
  say(`no window: ${problem}. Starting the web host instead: the same Nori in your browser.`);
  return runWeb(options);
}

/**
 * @param {Options} options
 * @returns {Promise<{ problem: string } | { executable: string, argv: string[] }>}
 */
async function desktopCommand({ desktop, sandbox, hostArgs }) {
  const noDisplay = whyNoDisplay();
  if (noDisplay !== null) return { problem: noDisplay };
  const runtime = await electronRuntime({ retryNow: desktop });
  if ('problem' in runtime) return runtime;
  const noSandbox = sandbox ? sandboxProblem(runtime.executable) : null;
  if (noSandbox !== null) return { problem: `${noSandbox}; or start with --no-sandbox` };
  const chromiumArgs = sandbox ? [] : ['--no-sandbox'];
  return { executable: runtime.executable, argv: [...chromiumArgs, root, ...hostArgs] };
}

/** @param {Options} options */
async function runWeb({ open, hostArgs }) {
  const argv = [...hostNodeFlags, ...endWithParent, path.join('out', 'main', 'web.js'), ...hostArgs];
  // It reads Enter as the wish for a new link, so it gets our terminal.
  const host = start(projectNode(), argv, { stdio: ['inherit', 'pipe', 2, 'ipc'] });
  const over = ended(host);
  let browserWanted = open && whyNoDisplay() === null;
  for await (const line of createInterface({ input: /** @type {Readable} */ (host.stdout) })) {
    console.log(line);
    if (!browserWanted || !/^http:\/\/\S+$/.test(line)) continue;
    openInBrowser(line);
    browserWanted = false; // later links are for whoever asked for them
  }
  return (await over).code;
}

/**
 * Runs Nori on the simulated datacenters. Should they end before Nori does, Nori ends too: a demo without
 * datacenters shows nothing.
 *
 * @param {Options} options
 */
async function runDemo(options) {
  const dataDirAt = options.hostArgs.indexOf('--data-dir') + 1;
  const given = dataDirAt > 0 ? options.hostArgs[dataDirAt] : undefined;
  const dataDir = path.resolve(given ?? path.join(root, '.nori', 'demo'));
  const hostArgs = given === undefined ? [...options.hostArgs, '--data-dir', dataDir] : options.hostArgs;
  const datacenters = start(
    projectNode(),
    [...endWithParent, path.join('scripts', 'demo-datacenters.ts'), dataDir],
    { stdio: ['ignore', 2, 2, 'ipc'] },
  );
  const lost = ended(datacenters).then(({ code }) => {
    throw new Unable(`the simulated datacenters ended with code ${code} (above is what they said).`);
  });
  await Promise.race([lost, new Promise((resolve) => datacenters.once('message', resolve))]);
  return Promise.race([lost, runHost({ ...options, hostArgs })]);
}

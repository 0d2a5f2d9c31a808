// Everything that must hold before a change goes in, from a bare clone: set-up, then each check, then a count.
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensureBuilt } from './build.mjs';
import { endAll, endTogether, ended, start } from './children.mjs';
import { endWith, say } from './say.mjs';
import { ensureInstalled } from './setup.mjs';
import { countPlaywright, countVitest, total } from './test-counts.mjs';
import { root, toolCommand } from './tools.mjs';

const reports = path.join(root, 'test-results', 'reports');
const unitReport = path.join(reports, 'unit.json');
const e2eReport = path.join(reports, 'e2e.json');

/** @typedef {{ name: string, run: () => Promise<boolean> }} Step */

/**
 * @param {string} name
 * @param {string} tool
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 * @returns {Step}
 */
const toolStep = (name, tool, args, env = {}) => ({ name, run: () => runQuietly(name, tool, args, env) });

/** Two lanes, for two cores. The end-to-end tests wait for both: they want the machine for themselves. */
const lanes = [
  [
    toolStep('format', 'prettier', ['--check', '--log-level', 'warn', '.']),
    toolStep('lint', 'eslint', ['--max-warnings', '0', '.']),
    toolStep('types', 'scripts/check-types.mjs', []),
  ],
  [
    toolStep('unit tests', 'vitest', [
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${unitReport}`,
    ]),
    { name: 'build', run: () => ensureBuilt().then(() => true) },
  ],
];

/** @param {string} browser */
const e2eStep = (browser) =>
  toolStep('end-to-end tests', 'playwright', ['test', '--reporter=list,json'], {
    NORI_BROWSER: browser,
    PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport,
  });

export async function check() {
  endTogether();
  const startedAt = Date.now();
  try {
    await ensureInstalled();
    const browser = await ensureBrowser();
    say(`end-to-end tests will use ${browser}`);
    rmSync(reports, { recursive: true, force: true });
    mkdirSync(reports, { recursive: true });
    const failed = await runSteps(browser);
    summarise(failed, Date.now() - startedAt);
    process.exit(failed.length === 0 ? 0 : 1);
  } catch (cause) {
    await endAll();
    endWith(cause);
  }
}

/**
 * Answers the names of the steps that failed. After the first failure nothing more begins; what runs may end, so
 * that its own failures are seen too.
 *
 * @param {string} browser
 */
async function runSteps(browser) {
  /** @type {string[]} */
  const failed = [];
  const runInTurn = async (/** @type {Step[]} */ steps) => {
    for (const step of steps) {
      if (failed.length > 0) return;
      if (!(await runTimed(step))) failed.push(step.name);
    }
  };
  await Promise.all(lanes.map(runInTurn));
  await runInTurn([e2eStep(browser)]);
  return failed;
}

/** @param {Step} step */
async function runTimed({ name, run }) {
  const startedAt = Date.now();
  const passed = await run().catch((cause) => {
    say(String(cause instanceof Error ? cause.message : cause));
    return false;
  });
  say(`${passed ? 'passed' : 'FAILED'}: ${name} (${seconds(Date.now() - startedAt)})`);
  return passed;
}

/**
 * Collects the output and prints it in one piece, so that two lanes don't mix.
 *
 * @param {string} name
 * @param {string} tool
 * @param {string[]} args
 * @param {Record<string, string>} env
 */
async function runQuietly(name, tool, args, env) {
  const { command, argv } = toolCommand(tool, args);
  const child = start(command, argv, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0', ...env },
  });
  /** @type {Buffer[]} */
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
  const { code } = await ended(child);
  if (output.length > 0) process.stdout.write(`\n── ${name}\n${Buffer.concat(output).toString('utf8')}`);
  return code === 0;
}

/**
 * @param {string[]} failed
 * @param {number} ms
 */
function summarise(failed, ms) {
  const { passed, failures, skipped } = total([countVitest(unitReport), countPlaywright(e2eReport)]);
  say(
    failed.length === 0
      ? `all checks passed in ${seconds(ms)}`
      : `FAILED: ${failed.join(', ')} (${seconds(ms)})`,
  );
  if (skipped > 0) say(`${skipped} skipped`);
  if (passed + failures > 0) console.log(`${passed} passed, ${failures} failed`);
}

/** @param {number} ms */
const seconds = (ms) => `${Math.round(ms / 1000)} s`;

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Unable } from './say.mjs';

export const root = path.resolve(import.meta.dirname, '..');

/** The oldest Node that runs the project's TypeScript as it is and brings its SQLite. */
const oldestForTypeScript = 24;

/** Where the devDependency `node` keeps its executable, installed or not. */
export const ownNode = path.join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** True when the machine's own Node could run the project too. */
export const machineNodeWillDo = Number.parseInt(process.versions.node, 10) >= oldestForTypeScript;

/** The project's own Node; where it could not be installed, the machine's if that is new enough. */
export function projectNode() {
  if (existsSync(ownNode)) return ownNode;
  if (machineNodeWillDo) return process.execPath;
  throw new Unable(
    'the packages are not installed, or their install scripts did not run: `npm start` does both.',
  );
}

/**
 * A package's executable script, by the package's own word (`bin` of its package.json).
 *
 * @param {string} name
 */
function binScript(name) {
  const packageName = { playwright: '@playwright/test', tsc: 'typescript' }[name] ?? name;
  const folder = path.join(root, 'node_modules', packageName);
  if (!existsSync(folder)) throw new Unable(`'${packageName}' is not installed: run \`npm ci\`.`);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof bin === 'string' ? bin : bin[name]);
}

/**
 * How to run a tool (`vitest`) or one of our scripts (`bench/main.ts`): always as a script of our Node.
 *
 * @param {string} tool
 * @param {readonly string[]} args
 * @returns {{ command: string, argv: string[] }}
 */
export function toolCommand(tool, args) {
  const script = /\.(mjs|ts)$/.test(tool) ? path.join(root, tool) : binScript(tool);
  return { command: projectNode(), argv: [script, ...args] };
}

/**
 * What the web host's Node is started with. On a machine with much memory V8 lets the youngest part of its heap grow
 * to more than all that Nori keeps; these hold it, and the rest, close to what is in use.
 */
export const hostNodeFlags = ['--max-semi-space-size=16', '--heap-growing-percent=20'];

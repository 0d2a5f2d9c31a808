import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/** The project's own Node, or this one while dependencies are not installed. */
export function projectNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = path.join(root, 'node_modules', 'node', 'bin', name);
  return existsSync(own) ? own : process.execPath;
}

/** A package's executable script, by the package's own word (`bin` of its package.json). */
function binScript(name) {
  const packageName = { playwright: '@playwright/test', tsc: 'typescript' }[name] ?? name;
  const folder = path.join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof bin === 'string' ? bin : bin[name]);
}

/** How to run a tool (`vitest`) or one of our scripts (`bench/main.ts`): always as a script of our Node. */
export function toolCommand(tool, args) {
  const script = /\.(mjs|ts)$/.test(tool) ? path.join(root, tool) : binScript(tool);
  return { command: projectNode(), argv: [script, ...args] };
}

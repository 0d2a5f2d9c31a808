import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { layers } from './layers.mjs';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** What git keeps of the project, the pictures and recordings left out. */
const trackedText = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((file) => /\.(ts|mjs|vue|json|md|css|html|yml|yaml)$|^\.ci\/|^\.[a-z]+rc$/.test(file))
  .filter((file) => !file.startsWith('fixtures/'));

/** The rows of ARCHITECTURE.md's layer table, as cells without markup. */
function documentedLayers() {
  const rows = read('ARCHITECTURE.md').match(/^\| `[^`]+` +\|.*$/gm) ?? [];
  return rows.map((row) => {
    const [folder = '', mayImport = '', packages = ''] = row.split('|').slice(1);
    const names = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
    return {
      folder: names(folder)[0],
      layers: names(mayImport),
      typesOnly: mayImport.includes('types only'),
      packages: names(packages),
    };
  });
}

it('shows in ARCHITECTURE.md the layer table that lint enforces', () => {
  const folderOf = (name: string) => layers.find((layer) => layer.name === name)?.folder;

  expect(documentedLayers()).toEqual(
    layers.map((layer) => ({
      folder: layer.folder,
      layers: layer.layers.map(folderOf),
      typesOnly: layer.typesOnly === true,
      packages: layer.packages,
    })),
  );
});

it('pins every dependency to one version', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;

  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  );

  expect(loose).toEqual([]);
});

it('names no registry in the lock file, so that anyone can install from his own', () => {
  expect(read('package-lock.json')).not.toMatch(/"resolved"|https?:\/\/[^"]*registry/);
});

it('refers to nothing outside of the project', () => {
  // Spelled so that this file does not find itself.
  const outside = new RegExp(['/wor' + 'k/', '/roo' + 't/', '\\.\\./shar' + 'ed\\b'].join('|'));

  const offending = trackedText.filter((file) => outside.test(read(file)));

  expect(offending).toEqual([]);
});

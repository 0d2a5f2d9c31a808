/**
 * `packages` are exact names or, ending in `*`, whatever begins so. `typesOnly`: from other layers, types alone.
 *
 * @typedef {{ name: string, folder: string, layers: string[], packages: string[], typesOnly?: boolean }} Layer
 */

/**
 * The layer table: which folder may import what. ESLint and the boundary tests read it; ARCHITECTURE.md shows it.
 *
 * @type {readonly Layer[]}
 */
export const layers = [
  { name: 'contract', folder: 'contract', layers: [], packages: ['zod', 'birpc', 're2js'] },
  { name: 'core', folder: 'electron/core', layers: ['contract'], packages: ['yaml'] },
  {
    name: 'node',
    folder: 'electron/node',
    layers: ['contract', 'core'],
    packages: ['node:*', 'axios', 'https-proxy-agent', 'http-proxy-agent', 'zod'],
  },
  {
    name: 'desktop',
    folder: 'electron/desktop',
    layers: ['contract', 'core', 'node'],
    packages: ['electron', 'node:*'],
  },
  // The preload talks to `electron/renderer` and nothing of the engine, only its types.
  {
    name: 'preload',
    folder: 'electron/preload',
    layers: ['contract'],
    packages: ['electron', 'electron/renderer'],
    typesOnly: true,
  },
  { name: 'web', folder: 'electron/web', layers: ['contract', 'core', 'node'], packages: ['ws', 'node:*'] },
  { name: 'simulator', folder: 'simulator', layers: [], packages: ['node:*'] },
  {
    name: 'page',
    folder: 'src',
    layers: ['contract'],
    packages: ['vue', 'pinia', 'naive-ui', 'vue-i18n', 'uplot', 'uplot/*', 'zod'],
  },
];

import path from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

const at = (...parts: string[]) => path.resolve(import.meta.dirname, ...parts);

// What Electron 45 carries. electron-vite knows the targets of earlier versions only, and would take the oldest.
const node = 'node24.18';
const chrome = 'chrome152';

/**
 * Three bundles; the first holds both hosts, since they share the engine. Dependencies go into them, so that the packaged app needs no `node_modules`; only Electron and
 * Node's own modules stay outside. The preload is CommonJS: the sandbox loads nothing else.
 */
export default defineConfig({
  main: {
    build: {
      target: node,
      outDir: at('out/main'),
      externalizeDeps: false,
      rolldownOptions: { input: { main: at('electron/desktop/main.ts'), web: at('electron/web/main.ts') } },
    },
  },
  preload: {
    build: {
      target: node,
      outDir: at('out/preload'),
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: at('electron/preload/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src'),
    plugins: [vue()],
    build: {
      target: chrome,
      outDir: at('out/renderer'),
      rolldownOptions: { input: at('src/index.html') },
      minify: true,
      chunkSizeWarningLimit: 2_000, // kB; it comes from this machine
      // A page under a strict content policy: nothing is inlined as data but images.
      assetsInlineLimit: (file) => /\.(png|svg)$/.test(file),
    },
  },
});

// Runs sandboxed beside the page, in a world of its own. It exposes nothing: all it does is carry the page's wish
// for a port to the main process, and the port back.
import { ipcRenderer } from 'electron/renderer';
import type { portGranted, portWanted } from '#contract/rpc/port-grant.ts';

// Typed as the contract's constants: this file may not import values, and can't drift from them either.
const wanted: typeof portWanted = 'nori:port-wanted';
const granted: typeof portGranted = 'nori:port-granted';

window.addEventListener('message', (event) => {
  if (event.source === window && event.data === wanted) ipcRenderer.send(wanted);
});

ipcRenderer.on(granted, (event) => {
  window.postMessage(granted, window.location.origin, event.ports);
});

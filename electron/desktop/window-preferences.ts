import type { BrowserWindowConstructorOptions } from 'electron';

type WebPreferences = NonNullable<BrowserWindowConstructorOptions['webPreferences']>;

/**
 * How the page runs: in Chromium's sandbox, in a world apart from the preload, without Node, without features
 * that reach outside. Each is Electron's default or stricter, and spelled so that no default can change it. The
 * spell checker is off because it would fetch dictionaries.
 */
export const windowPreferences = (preload: string): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
});

import path from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { pageUrl } from './own-origin.ts';
import type { WindowFile } from './window-file.ts';
import { windowPreferences } from './window-preferences.ts';
import { type Bounds, placeWindow, smallestWindow } from './window-state.ts';

/** A renderer that ends twice within this time would end again: the window then stays as it is. */
const crashLoopMs = 60_000;

/** Opens the window where it was last, and remembers where it goes. */
export function openWindow(remembered: WindowFile, crashed: (reason: string) => void): BrowserWindow {
  const saved = remembered.load();
  const window = new BrowserWindow({
    ...placeWindow(saved, workAreas()),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff', // until the page has painted
    autoHideMenuBar: true,
    webPreferences: windowPreferences(path.join(import.meta.dirname, '../preload/preload.cjs')),
  });
  if (saved?.isMaximized === true) window.maximize();
  window.once('ready-to-show', () => {
    window.show();
  });
  window.on('close', () => {
    remembered.save({ bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
  });
  reloadAfterCrash(window, crashed);
  void window.loadURL(pageUrl);
  return window;
}

function workAreas(): readonly [Bounds, ...Bounds[]] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  return [primary.workArea, ...others.map((display) => display.workArea)];
}

function reloadAfterCrash(window: BrowserWindow, crashed: (reason: string) => void): void {
  let lastAt = -Infinity;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    crashed(reason);
    const at = performance.now();
    if (reason !== 'clean-exit' && at - lastAt > crashLoopMs) window.webContents.reload();
    lastAt = at;
  });
}

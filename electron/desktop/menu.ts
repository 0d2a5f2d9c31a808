import type { MenuItemConstructorOptions } from 'electron';

/**
 * The application menu: roles only, so that Electron brings its words in the system's language. It exists mainly
 * for macOS, where copy and paste work through the menu. Developer tools are for those who ask for them.
 */
export function menuTemplate(options: {
  readonly isMac: boolean;
  readonly developerTools: boolean;
}): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions[] = [
    { role: 'reload' },
    ...(options.developerTools ? [{ role: 'toggleDevTools' } as const] : []),
    { type: 'separator' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  return [
    options.isMac ? { role: 'appMenu' } : { role: 'fileMenu' },
    { role: 'editMenu' },
    { role: 'viewMenu', submenu: view },
    { role: 'windowMenu' },
  ];
}

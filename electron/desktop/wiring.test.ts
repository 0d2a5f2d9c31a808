import { describe, expect, it } from 'vitest';
import { menuTemplate } from './menu.ts';
import { windowPreferences } from './window-preferences.ts';

describe('the window', () => {
  it('runs the page sandboxed, isolated and without Node', () => {
    expect(windowPreferences('/app/preload.cjs')).toMatchObject({
      preload: '/app/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    });
  });
});

describe('the menu', () => {
  it('offers the developer tools only to those who ask for them', () => {
    const withTools = JSON.stringify(menuTemplate({ isMac: false, developerTools: true }));
    const without = JSON.stringify(menuTemplate({ isMac: false, developerTools: false }));

    expect(withTools).toContain('toggleDevTools');
    expect(without).not.toContain('toggleDevTools');
  });

  it('can copy and paste on every system', () => {
    for (const isMac of [true, false]) {
      expect(menuTemplate({ isMac, developerTools: false }).map((item) => item.role)).toContain('editMenu');
    }
  });
});

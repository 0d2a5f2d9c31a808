// The desktop's main process. What can be decided without Electron is in the files beside this one, and tested;
// here is only the order in which things are asked of it.
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import {
  app,
  type BrowserWindow,
  ipcMain,
  Menu,
  MessageChannelMain,
  type MessagePortMain,
  protocol,
  session,
} from 'electron';
import { pickHostOptions } from '#node/host-options.ts';
import { openPageFiles } from '#node/page/page-files.ts';
import type { RunningEngine } from '#node/running-engine.ts';
import { compose } from './compose.ts';
import { lockContents, lockSession } from './lock-down.ts';
import { menuTemplate } from './menu.ts';
import { pageScheme } from './own-origin.ts';
import { answerPageRequest, schemePrivileges } from './page-protocol.ts';
import { type GrantableFrame, grantPorts } from './port-grants.ts';
import { openWindow } from './window.ts';
import { windowFile } from './window-file.ts';

const args = process.argv.slice(app.isPackaged ? 1 : 2);
const options = pickHostOptions(args, { platform: process.platform, env: process.env, home: homedir() });

// One folder holds everything, Chromium's own files too, so that `--data-dir` sets a whole Nori apart. The lock
// lives in it: there is one Nori per data folder, not per machine.
const chromiumDir = path.join(options.dataDir, 'chromium');
mkdirSync(chromiumDir, { recursive: true });
app.setPath('userData', chromiumDir);
protocol.registerSchemesAsPrivileged([schemePrivileges]);

if (app.requestSingleInstanceLock()) start().catch(fail);
else app.exit(0);

async function start(): Promise<void> {
  await app.whenReady();
  const files = await openPageFiles(path.join(import.meta.dirname, '../renderer'));
  if (files === null) throw new Error('the page is not built: npm run build');
  const composed = await compose(options, app.getVersion());
  if (!composed.ok) throw new Error(composed.error.message);
  const engine = composed.value;
  const refused = (what: string, address: string) => {
    engine.logger.warn('desktop.refused', { what, address: address.slice(0, 200) });
  };
  lockSession(session.defaultSession, refused);
  app.on('web-contents-created', (_event, contents) => {
    lockContents(contents, refused);
  });
  protocol.handle(pageScheme, (request) => answerPageRequest(files, request));
  handPortsOut(engine, refused);
  const template = menuTemplate({ isMac: process.platform === 'darwin', developerTools: options.verbose });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  const window = openWindow(windowFile(options.dataDir), (reason) => {
    engine.logger.warn('desktop.page-gone', { reason });
  });
  showOnSecondStart(window);
  closeOnQuit(engine);
}

function handPortsOut(engine: RunningEngine, refused: (what: string, address: string) => void): void {
  grantPorts<MessagePortMain>(engine.service, engine.serveOptions, {
    hear: (channel, listener) => {
      ipcMain.on(channel, (event) => {
        listener(event.senderFrame satisfies GrantableFrame<MessagePortMain> | null);
      });
    },
    createChannel: () => {
      const { port1, port2 } = new MessageChannelMain();
      return { engine: port1, page: port2 };
    },
    refused: (origin) => {
      refused('port', origin ?? 'a frame that is gone');
    },
  });
}

function showOnSecondStart(window: BrowserWindow): void {
  app.on('second-instance', () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
}

/** The engine writes what is unwritten before the process ends, however it is asked to end. */
function closeOnQuit(engine: RunningEngine): void {
  let closing = false;
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (closing) return;
    closing = true;
    engine
      .close()
      .catch((cause: unknown) => engine.logger.bug('desktop.close', cause))
      .finally(() => {
        app.exit(0);
      });
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  // A launcher that started us over a channel has gone: so do we.
  process.once('disconnect', () => app.quit());
}

function fail(cause: unknown): void {
  process.stderr.write(`Nori could not start: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  app.exit(1);
}

import { dialog, type Session, shell, type WebContents } from 'electron';
import { externalAddress, mayDownload, mayLoad, mayNavigate, mayUse } from './navigation-policy.ts';

/** What a refusal is logged with. */
export type Refused = (what: string, address: string) => void;

/** Denies a session everything but the page's own files and the permissions it needs. */
export function lockSession(session: Session, refused: Refused): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => {
    answer(mayUse(permission, requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission, `${origin}/`));
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  // A download that is let through asks where to be saved: that is what Electron does without a path given.
  session.on('will-download', (event, item) => {
    if (mayDownload(item.getURL())) return;
    event.preventDefault();
    refused('download', item.getURL());
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    const allowed = mayLoad(details.url);
    if (!allowed) refused('load', details.url);
    answer({ cancel: !allowed });
  });
}

/** Keeps contents where they are: no navigation, no new window, no embedded page. */
export function lockContents(contents: WebContents, refused: Refused): void {
  contents.on('will-frame-navigate', (event) => {
    if (mayNavigate(event.url, event.isMainFrame)) return;
    event.preventDefault();
    refused('navigate', event.url);
  });
  contents.on('will-redirect', (event) => {
    event.preventDefault();
    refused('redirect', event.url);
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    const address = externalAddress(url);
    if (address === null) refused('open', url);
    else void askToOpen(address);
    return { action: 'deny' };
  });
}

/** Shows the whole address before anything is opened: its text may come from an endpoint. */
async function askToOpen(address: string): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: 'Open this address in your browser?\nこのアドレスをブラウザーで開きますか？',
    detail: address,
    buttons: ['Cancel / キャンセル', 'Open / 開く'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (response === 1) await shell.openExternal(address);
}

// Whether this session can show a window, and how to show a page in the person's own browser.
import { spawn } from 'node:child_process';

/** Why no window can be shown here, or null when one can. */
export function whyNoDisplay(env = process.env, platform = process.platform) {
  if (platform === 'win32') return null;
  if (platform === 'darwin') {
    return env['SSH_CONNECTION'] ? 'this is a remote session (ssh) without a screen' : null;
  }
  return env['DISPLAY'] || env['WAYLAND_DISPLAY']
    ? null
    : 'there is no display (DISPLAY and WAYLAND_DISPLAY are empty)';
}

/**
 * Opens a page in the default browser, if there is one. Nothing depends on it: the URL is printed anyway.
 *
 * @param {string} url
 */
export function openInBrowser(url) {
  const [command, ...args] = opener(url);
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined); // no opener on this machine
  child.unref();
}

/**
 * @param {string} url
 * @returns {[string, ...string[]]}
 */
function opener(url) {
  if (process.platform === 'darwin') return ['open', url];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}

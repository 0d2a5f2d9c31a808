import { isOwnUrl, pageUrl } from './own-origin.ts';

/** Whether a frame may go to an address: only the page to itself, as a reload does, and no frame within it. */
export function mayNavigate(url: string, isMainFrame: boolean): boolean {
  if (!isMainFrame || !isOwnUrl(url)) return false;
  const { pathname, search } = new URL(url);
  return pathname === new URL(pageUrl).pathname && search === '';
}

/** Whether the window may load an address at all: the page's own files, images within it, the developer tools. */
export function mayLoad(url: string): boolean {
  return isOwnUrl(url) || url.startsWith('data:image/') || url.startsWith('devtools://');
}

/**
 * The address to ask a person about when the page wants a new window, or null where it is not even asked: only
 * web addresses without credentials can be opened, and only in the person's browser.
 */
export function externalAddress(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, username, password, href } = new URL(url);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && username === '' && password === '' && href.length <= 2000 ? href : null;
}

/** The one permission the page needs: "copy" puts text on the clipboard. Everything else is denied. */
export function mayUse(permission: string, requestingUrl: string): boolean {
  return permission === 'clipboard-sanitized-write' && isOwnUrl(requestingUrl);
}

/** Whether the window may hand out a file: only what the page itself made, and a person still says where to. */
export const mayDownload = (url: string): boolean =>
  url.startsWith('blob:') && isOwnUrl(url.slice('blob:'.length));

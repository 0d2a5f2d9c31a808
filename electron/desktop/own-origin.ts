/** The page's own scheme and address. A scheme of its own has an origin, which `file://` has not. */
export const pageScheme = 'app';
export const pageOrigin = 'app://nori';
export const pageUrl = `${pageOrigin}/`;

/** Whether an address lies within the page's origin. */
export function isOwnUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return `${protocol}//${host}` === pageOrigin && username === '' && password === '';
}

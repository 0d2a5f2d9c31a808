/** Where a page's scripts may connect to: the desktop's talks through a port only, so nowhere. */
export type ConnectSources = readonly string[];

/**
 * The headers that every answer to a page carries, on both hosts: scripts, fonts and images from us alone, no
 * frames, no forms, no guessing of types, no device, nothing told to others. Styles may be inline because the
 * component library computes its own at run time; scripts never are.
 */
export function pageHeaders(connectSources: ConnectSources): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(connectSources),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), midi=(), payment=()',
  };
}

function contentSecurityPolicy(connectSources: ConnectSources): string {
  const connect = connectSources.length === 0 ? "'none'" : connectSources.join(' ');
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'none'",
  ].join('; ');
}

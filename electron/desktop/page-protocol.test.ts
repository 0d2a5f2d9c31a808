import { describe, expect, it } from 'vitest';
import type { PageFiles } from '#node/page/page-files.ts';
import { answerPageRequest } from './page-protocol.ts';

const files: PageFiles = {
  read: (pathname) =>
    Promise.resolve(
      pathname === '/'
        ? {
            body: new Uint8Array(Buffer.from('page')),
            headers: { 'content-type': 'text/html; charset=utf-8' },
          }
        : null,
    ),
};
/** Electron hands requests of a privileged scheme over as `Request`s; Node's own knows foreign schemes as well. */
const ask = (url: string, method = 'GET') => answerPageRequest(files, new Request(url, { method }));

describe("the page's own scheme", () => {
  it('answers the page, under the headers of both hosts, with no place to connect to', async () => {
    const response = await ask('app://nori/');

    expect(await response.text()).toBe('page');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain("connect-src 'none'");
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    ['app://nori/absent.js', 'GET', 404],
    ['app://nori/../../etc/passwd', 'GET', 404],
    ['app://evil/', 'GET', 403],
    ['app://nori:1/', 'GET', 403],
    ['app://nori/', 'POST', 405],
  ])('refuses %s by %s', async (url, method, status) => {
    const response = await ask(url, method);

    expect([response.status, await response.text()]).toEqual([status, '']);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('answers HEAD without the body', async () => {
    const response = await ask('app://nori/', 'HEAD');

    expect([response.status, await response.text()]).toEqual([200, '']);
  });
});

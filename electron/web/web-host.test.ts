import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request as httpRequest, type RequestOptions } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { connect } from '#contract/rpc/connect.ts';
import { aProfileView } from '#contract/testing/builders.ts';
import { createFakeEngine } from '#contract/testing/fake-engine.ts';
import { openPageFiles } from '#node/page/page-files.ts';
import { socketTransport } from '#page/transport/socket-transport.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { startWebHost, type WebHost } from './web-host.ts';

let folder: string;
let host: WebHost;
let clock: FakeClock;
let engine: ReturnType<typeof createFakeEngine>;
const bugs: unknown[] = [];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'nori-web-'));
  const pageFolder = path.join(folder, 'page');
  mkdirSync(path.join(pageFolder, 'assets'), { recursive: true });
  writeFileSync(path.join(pageFolder, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(path.join(pageFolder, 'assets', 'index-Ab3_-x9Z.js'), 'export {};');
  writeFileSync(path.join(pageFolder, 'assets', 'plain.css'), 'a {}');
  writeFileSync(path.join(folder, 'profiles.json'), 'not for pages');
  symlinkSync(path.join(folder, 'profiles.json'), path.join(pageFolder, 'link.json'));
  clock = new FakeClock();
  engine = createFakeEngine({ profiles: [aProfileView()] });
  bugs.length = 0;
  const page = await openPageFiles(pageFolder);
  if (page === null) throw new Error('the page was just written');
  host = await startWebHost({
    service: engine.service,
    page,
    port: 0,
    serve: { newId: () => 'only', reportBug: (_event, cause) => `bug-${String(bugs.push(cause))}` },
    socket: { maxBufferedBytes: 1_000_000, heartbeatMs: 10_000, after: clock.after.bind(clock) },
  });
});
afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
  expect(bugs).toEqual([]);
});

const authority = () => `127.0.0.1:${String(host.port)}`;
const origin = () => `http://${authority()}`;

/** A request as sent, byte by byte: `fetch` would put its own `Host` in and tidy the path. */
async function ask(target: string, options: RequestOptions & { body?: string } = {}) {
  const request = httpRequest({ host: '127.0.0.1', port: host.port, path: target, agent: false, ...options });
  request.end(options.body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of response as AsyncIterable<Buffer>) parts.push(part);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(parts).toString() };
}

const exchange = (token: string, headers: Record<string, string> = { origin: origin() }) =>
  ask('/session', { method: 'POST', headers, body: token });

const newToken = () => new URL(host.newLink()).hash.slice(1);

/** The cookie that a browser would send after following the link. */
async function signIn(): Promise<string> {
  const answer = await exchange(newToken());
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

const handshake = (headers: Record<string, string>, target = '/rpc') =>
  new WebSocket(`ws://127.0.0.1:${String(host.port)}${target}`, { headers });

/** The status with which a socket was refused. */
async function refusal(headers: Record<string, string>, target?: string): Promise<number | undefined> {
  const socket = handshake(headers, target);
  socket.on('error', () => undefined);
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
  return response.statusCode;
}

async function openPage() {
  const socket = handshake({ origin: origin(), cookie: await signIn() });
  await once(socket, 'open');
  // The `ws` client speaks the DOM's WebSocket as far as a transport uses it.
  return {
    socket,
    page: connect(socketTransport(socket as unknown as Parameters<typeof socketTransport>[0])),
  };
}

describe('the one-time link', () => {
  it('opens on the loopback interface, with its secret where no server sees it', () => {
    const link = new URL(host.newLink());

    expect([link.hostname, link.port, link.pathname, link.search]).toEqual([
      '127.0.0.1',
      String(host.port),
      '/sign-in',
      '',
    ]);
    expect(link.hash).toMatch(/^#[\w-]{43}$/);
  });

  it('is swapped for a cookie that scripts and other sites cannot use', async () => {
    const answer = await exchange(newToken());

    expect(answer.status).toBe(204);
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^nori-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  it('works once', async () => {
    const token = newToken();

    const first = await exchange(token);
    const second = await exchange(token);

    expect([first.status, second.status]).toEqual([204, 403]);
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  it('is void once another has been made', async () => {
    const before = newToken();
    const after = newToken();

    expect([(await exchange(before)).status, (await exchange(after)).status]).toEqual([403, 204]);
  });

  it.each(['', 'wrong', 'x'.repeat(43), 'x'.repeat(100_000)])(
    'does not open to another secret %#',
    async (token) => {
      newToken();

      const answer = await exchange(token);

      expect([answer.status, answer.headers['set-cookie']]).toEqual([403, undefined]);
    },
  );

  it.each([{}, { origin: 'http://evil.example' }, { origin: 'null' }])(
    'is not swapped for the page of another origin %#',
    async (headers) => {
      const token = newToken();

      const answer = await exchange(token, headers);

      expect(answer.status).toBe(403);
      expect((await exchange(token)).status).toBe(204);
    },
  );

  it('is not used up by a GET, whoever previews it', async () => {
    const token = newToken();

    await ask(`/sign-in`);
    await ask(`/session`);

    expect((await exchange(token)).status).toBe(204);
  });

  it('leads to a page that says how to get another', async () => {
    const answer = await ask('/sign-in');

    expect(answer.status).toBe(200);
    expect(answer.body).toContain('press Enter in the terminal');
    expect(answer.body).toContain('新しいリンク');
  });
});

describe('a request', () => {
  it('gets the page with a session', async () => {
    const answer = await ask('/', { headers: { cookie: await signIn() } });

    expect([answer.status, answer.body]).toEqual([200, '<!doctype html><title>page</title>']);
  });

  it('gets nothing of the page without one', async () => {
    const [root, asset, session] = await Promise.all([ask('/'), ask('/assets/plain.css'), ask('/session')]);

    expect([root.status, root.headers.location, root.body]).toEqual([303, '/sign-in', '']);
    expect([asset.status, session.status]).toEqual([401, 401]);
    expect(asset.body).not.toContain('a {}');
  });

  it.each(['nori-1=x', 'nori=1', 'other=1; nori-=;;='])(
    'gets nothing with a cookie that is no session of ours: %s',
    async (cookie) => {
      await signIn();

      expect((await ask('/assets/plain.css', { headers: { cookie } })).status).toBe(401);
    },
  );

  it.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1',
    '[::1]:80',
    'localhost.evil.example',
    '127.0.0.1:1',
  ])('for the host %s is refused even with a session', async (name) => {
    const cookie = await signIn();

    const answer = await ask('/', { headers: { host: name, cookie } });

    expect(answer.status).toBe(421);
    expect(answer.body).not.toContain('<title>page');
  });

  it('may call the host by its other loopback name', async () => {
    const cookie = await signIn();

    const answer = await ask('/', { headers: { host: `localhost:${String(host.port)}`, cookie } });

    expect(answer.status).toBe(200);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])(
    'by %s is refused for a file',
    async (method) => {
      const answer = await ask('/', { method, headers: { cookie: await signIn(), origin: origin() } });

      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
    },
  );

  it('by HEAD answers all but the body', async () => {
    const headers = { cookie: await signIn() };
    const [got, head] = [await ask('/', { headers }), await ask('/', { method: 'HEAD', headers })];

    expect(head.body).toBe('');
    expect({ ...head.headers, date: '' }).toEqual({ ...got.headers, date: '' });
  });

  it.each([
    '/../profiles.json',
    '/%2e%2e/profiles.json',
    '/..%2fprofiles.json',
    '/assets/../../profiles.json',
    '/assets/..\\..\\profiles.json',
    '//profiles.json',
    '/./../page/../profiles.json',
    '/link.json',
    '/assets',
    '/assets/',
    '/index.html%00.js',
    '/__proto__',
    '/constructor',
    '/%',
    '/no-such-file.js',
  ])('finds no file at %s', async (target) => {
    const answer = await ask(target, { headers: { cookie: await signIn() } });

    expect(answer.status).toBe(404);
    expect(answer.body).not.toContain('not for pages');
  });

  it.each(['http://127.0.0.1/', '*', 'evil.example:80'])(
    'whose target is no path is bad: %s',
    async (target) => {
      expect((await ask(target)).status).toBe(400);
    },
  );

  it('is answered with headers that allow our scripts alone, and no other site anything', async () => {
    const answer = await ask('/', { headers: { cookie: await signIn() } });

    expect(answer.headers).toMatchObject({
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
        `font-src 'self'; connect-src 'self' ws://${authority()}; base-uri 'none'; frame-ancestors 'none'; form-action 'none'`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    const names = Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'));
    expect(names).toEqual([]);
  });

  it('carries those headers on refusals too, and lets no foreign host into the policy', async () => {
    const answer = await ask('/', { headers: { host: "evil.example; script-src 'unsafe-inline'" } });

    expect(answer.headers['content-security-policy']).toContain("connect-src 'none'");
    expect(answer.headers['content-security-policy']).not.toContain('evil');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('has hashed assets kept, and everything else asked for again', async () => {
    const headers = { cookie: await signIn() };

    const hashed = await ask('/assets/index-Ab3_-x9Z.js', { headers });
    const unhashed = await ask('/assets/plain.css', { headers });
    const index = await ask('/', { headers });

    expect(hashed.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'private, max-age=31536000, immutable',
    });
    expect(unhashed.headers).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(index.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    });
  });
});

describe('a socket', () => {
  it('with a session, from our page, speaks the contract', async () => {
    const { page } = await openPage();

    const result = await page.call('profiles.list', null);

    expect(result).toEqual({ ok: true, value: [aProfileView()] });
  });

  it('is refused without a session, from another origin, at another path and for another host', async () => {
    const cookie = await signIn();
    const good = { origin: origin(), cookie };

    expect(await refusal({ origin: origin() })).toBe(401);
    expect(await refusal({ ...good, cookie: 'nori-1=x' })).toBe(401);
    expect(await refusal({ cookie })).toBe(403);
    expect(await refusal({ ...good, origin: 'http://evil.example' })).toBe(403);
    expect(await refusal({ ...good, origin: 'null' })).toBe(403);
    expect(await refusal({ ...good, origin: `http://localhost:${String(host.port)}` })).toBe(403);
    expect(await refusal({ ...good, host: 'evil.example' })).toBe(421);
    expect(await refusal(good, '/')).toBe(404);
    expect(await refusal(good, '/rpc/../elsewhere')).toBe(404);
    expect(engine.calls).toEqual([]);
  });

  it('that sends no JSON, or binary, or too much, is cut off, and the others live on', async () => {
    const { page } = await openPage();
    for (const message of ['{', Buffer.from('{}'), 'x'.repeat(9 * 1024 * 1024)]) {
      const bad = await openPage();
      bad.socket.send(message);
      await new Promise<void>((resolve) => bad.page.onClosed(resolve));
    }

    expect((await page.call('profiles.list', null)).ok).toBe(true);
  });

  it('that sends JSON which is no call is ignored, and lives on', async () => {
    const { page, socket } = await openPage();

    for (const message of ['null', '[]', '{"t":"q"}', '{"__proto__":{"t":"q"}}', '"x"', '1e999'])
      socket.send(message);

    expect((await page.call('profiles.list', null)).ok).toBe(true);
  });

  it('whose page no longer reads is cut off before what waits for it grows without end', async () => {
    const { page, socket } = await openPage();
    const closed = new Promise<void>((resolve) => page.onClosed(resolve));
    const tcp = (socket as unknown as { _socket: { pause(): void; resume(): void } })._socket; // a page can't say so itself
    tcp.pause();
    const notice = { code: 'file/corrupt', message: 'x'.repeat(100_000), retryable: false } as const;

    for (let sent = 0; sent < 200; sent++) engine.emit('app.noticed', notice);
    tcp.resume();
    await closed;

    expect(page.state).toBe('closed');
  });

  it('that does not answer two heartbeats is cut off; one that does is kept', async () => {
    const { page } = await openPage();
    const cookie = await signIn();
    const mute = connectTcp(host.port, '127.0.0.1');
    mute.on('error', () => undefined); // being cut off is what is tested
    mute.write(
      `GET /rpc HTTP/1.1\r\nHost: ${authority()}\r\nOrigin: ${origin()}\r\nCookie: ${cookie}\r\nConnection: Upgrade\r\n` +
        'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    );
    await once(mute, 'data');
    const cut = once(mute, 'close');

    await clock.advance(10_000);
    // The first answer comes after the ping, and the second call travels behind the pong to it.
    await page.call('profiles.list', null);
    await page.call('profiles.list', null);
    await clock.advance(10_000);
    await cut;

    expect((await page.call('profiles.list', null)).ok).toBe(true);
  });

  it('ends with the host', async () => {
    const { page } = await openPage();
    const closed = new Promise<void>((resolve) => page.onClosed(resolve));

    await host.close();
    await closed;

    expect(page.state).toBe('closed');
    expect(clock.pendingTimers).toBe(0);
    host = { ...host, close: () => Promise.resolve() };
  });
});

it('takes no port that another holds', async () => {
  const page = await openPageFiles(path.join(folder, 'page'));
  if (page === null) throw new Error('the page was just written');
  const options = {
    service: engine.service,
    page,
    port: host.port,
    serve: { newId: () => 'only', reportBug: () => 'bug' },
    socket: { maxBufferedBytes: 1, heartbeatMs: 1, after: clock.after.bind(clock) },
  };

  await expect(startWebHost(options)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

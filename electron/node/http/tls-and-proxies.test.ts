import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { ProfileInput, SecretName } from '#contract/profile.ts';
import { aRequest } from '../../../testing/http-port-contract.ts';
import { aLocalProfile, createScriptedServer, listen, pem } from '../../../testing/http-servers.ts';
import { openAxiosHttp } from './axios-http.ts';

const never = new AbortController().signal;
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function serve(server: net.Server): Promise<number> {
  const { port, stop } = await listen(server);
  cleanUps.push(stop);
  return port;
}

function send(
  url: string,
  rest: Partial<ProfileInput> = {},
  secrets: Partial<Record<SecretName, string>> = {},
  request = aRequest(),
) {
  const port = openAxiosHttp(aLocalProfile(url, rest), secrets);
  cleanUps.push(() => {
    port.close();
  });
  return port.send(request, never);
}

const secureServer = (name: string, options: https.ServerOptions = {}) =>
  https.createServer({ cert: pem(name), key: pem(`${name}.key`), ...options }, (_request, response) => {
    response.end('[]');
  });

const failsWith = (code: string, sent: 'no' | 'maybe', details: object = {}) => ({
  ok: false,
  error: { sent, error: { code, details } },
});
const trustsOurs = { tls: { ca: pem('ca') } };

describe('TLS', () => {
  it('trusts a certificate of the CA that the profile names', async () => {
    const port = await serve(secureServer('server'));

    expect(await send(`https://127.0.0.1:${port}/api`, trustsOurs)).toMatchObject({ ok: true });
    expect(await send(`https://localhost:${port}/api`, trustsOurs)).toMatchObject({ ok: true });
  });

  it.each([
    ['server', {}, 'unknown-issuer'],
    ['self-signed', {}, 'self-signed'],
    ['expired', trustsOurs, 'expired'],
    ['other-host', trustsOurs, 'hostname-mismatch'],
  ])('refuses the %s certificate and says why', async (name, rest, reason) => {
    const port = await serve(secureServer(name));

    const result = await send(`https://127.0.0.1:${port}/api`, rest);

    expect(result).toMatchObject(failsWith('endpoint/tls', 'no', { reason, phase: 'connect' }));
  });

  it('accepts any certificate where the profile says so', async () => {
    const port = await serve(secureServer('self-signed'));

    expect(await send(`https://127.0.0.1:${port}`, { tls: { allowSelfSigned: true } })).toMatchObject({
      ok: true,
    });
  });

  it('shows its client certificate', async () => {
    const port = await serve(
      secureServer('server', { ca: pem('ca'), requestCert: true, rejectUnauthorized: true }),
    );
    const tls = { ca: pem('ca'), clientCertificate: pem('client') };

    const withIt = await send(`https://127.0.0.1:${port}`, { tls }, { clientKey: pem('client.key') });
    const without = await send(`https://127.0.0.1:${port}`, trustsOurs);

    expect(withIt).toMatchObject({ ok: true });
    expect(without).toMatchObject({ ok: false });
  });

  it('tells a certificate or key that can not be read, without sending', async () => {
    const badCa = await send('https://127.0.0.1:1', { tls: { ca: 'no certificate' } });
    const badKey = await send(
      'https://127.0.0.1:1',
      { tls: { clientCertificate: pem('client') } },
      { clientKey: 'no key' },
    );

    expect(badCa).toMatchObject(failsWith('endpoint/tls', 'no', { reason: 'bad-certificate' }));
    expect(badKey).toMatchObject(failsWith('endpoint/tls', 'no', { reason: 'bad-certificate' }));
  });

  it('tells plain HTTP behind an https URL', async () => {
    const port = await serve(createScriptedServer(() => ({ kind: 'answers' })));

    const result = await send(`https://127.0.0.1:${port}`);

    expect(result).toMatchObject(failsWith('endpoint/tls', 'no', { reason: 'plain-http' }));
  });

  it('tells TLS behind an http URL', async () => {
    const alert = Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x16]);
    const port = await serve(net.createServer((socket) => socket.once('data', () => socket.end(alert))));

    const result = await send(`http://127.0.0.1:${port}`);

    expect(result).toMatchObject(failsWith('endpoint/tls', 'maybe', { reason: 'https-needed' }));
  });

  it('tells a server that hangs up amid the handshake', async () => {
    const port = await serve(net.createServer((socket) => socket.once('data', () => socket.destroy())));

    const result = await send(`https://127.0.0.1:${port}`);

    expect(result).toMatchObject(failsWith('endpoint/reset', 'no', { phase: 'connect' }));
  });
});

describe('proxies', () => {
  type Asked = {
    readonly line: string;
    readonly authorization: string | undefined;
    readonly host: string | undefined;
  };

  /** Forwards requests in absolute form and tunnels CONNECT; with `wants`, only to those who say it. */
  function createProxy(asked: Asked[], wants: string | null = null): http.Server {
    const note = ({ method = '', url = '', headers }: http.IncomingMessage) => {
      asked.push({
        line: `${method} ${url}`,
        authorization: headers['proxy-authorization'],
        host: headers.host,
      });
      return wants === null || headers['proxy-authorization'] === wants;
    };
    const proxy = http.createServer((request, response) => {
      if (!note(request)) return response.writeHead(407).end();
      const forwarded = http.request(request.url ?? '', { method: request.method ?? '' }, (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers);
        answer.pipe(response);
      });
      return request.pipe(forwarded);
    });
    proxy.on('connect', (request: http.IncomingMessage, socket: net.Socket) => {
      if (!note(request)) return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      const [host = '', port = ''] = (request.url ?? '').split(':');
      const upstream = net.connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
      return socket.on('error', () => upstream.destroy());
    });
    return proxy;
  }
  const via = (port: number, username = '') => ({
    proxy: { kind: 'http', url: `http://127.0.0.1:${port}`, username } as const,
  });
  const credentials = `Basic ${Buffer.from('jo:s3cret').toString('base64')}`;

  it('get plain HTTP in absolute form', async () => {
    const asked: Asked[] = [];
    const origin = await serve(createScriptedServer(() => ({ kind: 'answers', body: '[]' })));
    const proxy = await serve(createProxy(asked));

    const result = await send(
      `http://127.0.0.1:${origin}/api`,
      via(proxy),
      {},
      aRequest({ path: '/images?limit=1' }),
    );

    expect(result).toMatchObject({ ok: true, value: { status: 200 } });
    const line = `GET http://127.0.0.1:${origin}/api/images?limit=1`;
    expect(asked).toEqual([{ line, authorization: undefined, host: `127.0.0.1:${origin}` }]);
  });

  it('tunnel https, and see nothing but the address', async () => {
    const asked: Asked[] = [];
    const origin = await serve(secureServer('server'));
    const proxy = await serve(createProxy(asked));

    const result = await send(`https://127.0.0.1:${origin}/api`, { ...trustsOurs, ...via(proxy) });

    expect(result).toMatchObject({ ok: true, value: { status: 200 } });
    expect(asked.map(({ line }) => line)).toEqual([`CONNECT 127.0.0.1:${origin}`]);
  });

  it('verify the endpoint through the tunnel', async () => {
    const origin = await serve(secureServer('self-signed'));
    const proxy = await serve(createProxy([]));

    const result = await send(`https://127.0.0.1:${origin}/api`, via(proxy));

    expect(result).toMatchObject(failsWith('endpoint/tls', 'no', { reason: 'self-signed' }));
  });

  it.each(['http', 'https'])('get their credentials, for %s', async (scheme) => {
    const script = createScriptedServer(() => ({ kind: 'answers' }));
    const origin = await serve(scheme === 'http' ? script : secureServer('server'));
    const asked: Asked[] = [];
    const proxy = await serve(createProxy(asked, credentials));

    const result = await send(
      `${scheme}://127.0.0.1:${origin}`,
      { ...trustsOurs, ...via(proxy, 'jo') },
      { proxyPassword: 's3cret' },
    );

    expect(result).toMatchObject({ ok: true, value: { status: 200 } });
    expect(asked.map(({ authorization }) => authorization)).toEqual([credentials]);
  });

  it('refusing a tunnel are told from the endpoint', async () => {
    const origin = await serve(secureServer('server'));
    const proxy = await serve(createProxy([], credentials));

    const result = await send(`https://127.0.0.1:${origin}`, via(proxy, 'jo'), { proxyPassword: 'wrong' });

    expect(result).toMatchObject(failsWith('endpoint/proxy', 'no', { reason: 'refused', status: 407 }));
    expect(JSON.stringify(result)).not.toContain('wrong');
  });

  it('that do not answer are told from the endpoint', async () => {
    const { port, stop } = await listen(net.createServer());
    await stop();

    const plain = await send('http://127.0.0.1:9', via(port));
    const secure = await send('https://127.0.0.1:9', via(port));

    expect(plain).toMatchObject(failsWith('endpoint/proxy', 'no', { reason: 'refused' }));
    expect(secure).toMatchObject(failsWith('endpoint/proxy', 'no', { reason: 'refused' }));
  });

  it('may themselves be reached by TLS', async () => {
    const origin = await serve(createScriptedServer(() => ({ kind: 'answers', body: '[]' })));
    const proxy = https.createServer({ cert: pem('server'), key: pem('server.key') }, (request, response) => {
      response.end(request.url);
    });
    const port = await serve(proxy);
    const settings = { kind: 'http', url: `https://127.0.0.1:${port}` } as const;

    const result = await send(
      `http://127.0.0.1:${origin}`,
      { ...trustsOurs, proxy: settings },
      {},
      aRequest({ path: '/x' }),
    );

    expect(result.ok && Buffer.from(result.value.body).toString()).toBe(`http://127.0.0.1:${origin}/x`);
  });
});

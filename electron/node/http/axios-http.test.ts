import http from 'node:http';
import net from 'node:net';
import { gzipSync, deflateSync, deflateRawSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ProfileInput, SecretName } from '#contract/profile.ts';
import type { HttpPort } from '#core/ports/http.ts';
import { aRequest } from '../../../testing/http-port-contract.ts';
import { aLocalProfile, createScriptedServer, listen } from '../../../testing/http-servers.ts';
import type { SeenRequest } from '../../../testing/fake-http.ts';
import { openAxiosHttp } from './axios-http.ts';

const never = new AbortController().signal;
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function serve(server: net.Server) {
  const running = await listen(server);
  cleanUps.push(running.stop);
  return running;
}

function open(
  url: string,
  rest: Partial<ProfileInput> = {},
  secrets: Partial<Record<SecretName, string>> = {},
): HttpPort {
  const port = openAxiosHttp(aLocalProfile(url, rest), secrets);
  cleanUps.push(() => {
    port.close();
  });
  return port;
}

const failsWith = (code: string, sent: 'no' | 'maybe', details: object = {}) => ({
  ok: false,
  error: { sent, error: { code, details } },
});

/** A server that handles each connection's first bytes as told. */
const rawServer = (handle: (socket: net.Socket) => void) =>
  serve(
    net.createServer((socket) =>
      socket.once('data', () => {
        handle(socket);
      }),
    ),
  );

describe('where requests go', () => {
  it.each([
    ['/api', '/api/instances'],
    ['/api/', '/api/instances'],
    ['/vdc/api/11.12', '/vdc/api/11.12/instances'],
    ['', '/instances'],
  ])('appends the path to the base %s', async (base, path) => {
    const seen: SeenRequest[] = [];
    const { port } = await serve(createScriptedServer(() => ({ kind: 'answers' }), seen));

    await open(`http://127.0.0.1:${port}${base}`).send(aRequest({ path: '/instances?limit=1' }), never);

    expect(seen[0]?.path).toBe(`${path}?limit=1`);
  });

  it("ignores the environment's proxies", async () => {
    vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:1');
    vi.stubEnv('http_proxy', 'http://127.0.0.1:1');
    vi.stubEnv('ALL_PROXY', 'http://127.0.0.1:1');
    const { port } = await serve(createScriptedServer(() => ({ kind: 'answers' })));

    expect(await open(`http://127.0.0.1:${port}`).send(aRequest(), never)).toMatchObject({ ok: true });
  });

  it('does not follow redirects, and so can not loop', async () => {
    const seen: SeenRequest[] = [];
    const script = () => ({ kind: 'answers', status: 302, headers: { Location: '/api' } }) as const;
    const { port } = await serve(createScriptedServer(script, seen));

    const result = await open(`http://127.0.0.1:${port}/api`).send(aRequest(), never);

    expect(result).toMatchObject({ ok: true, value: { status: 302, headers: { location: '/api' } } });
    expect(seen).toHaveLength(1);
  });
});

describe('headers', () => {
  const headersSent = async (
    rest: Partial<ProfileInput>,
    secrets: Partial<Record<SecretName, string>> = {},
    headers: Record<string, string> = {},
  ) => {
    const seen: SeenRequest[] = [];
    const { port } = await serve(createScriptedServer(() => ({ kind: 'answers' }), seen));
    await open(`http://127.0.0.1:${port}/api`, rest, secrets).send(aRequest({ headers }), never);
    return seen[0]?.headers;
  };

  it("sends the profile's extra headers", async () => {
    expect(await headersSent({ headers: { 'X-Front': 'yes' } })).toMatchObject({ 'x-front': 'yes' });
  });

  it('lets no profile set the account or the framing', async () => {
    const headers = { 'x-vdc-account-uuid': 'a-evil', 'Content-Length': '9', 'Transfer-Encoding': 'chunked' };

    const sent = await headersSent({ headers }, {}, { 'X-VDC-ACCOUNT-UUID': 'a-good' });

    expect(sent).toMatchObject({ 'x-vdc-account-uuid': 'a-good' });
    expect(sent).not.toHaveProperty('content-length');
    expect(sent).not.toHaveProperty('transfer-encoding');
  });

  it('proves itself by basic authentication', async () => {
    const sent = await headersSent({ auth: { kind: 'basic', username: 'jo' } }, { password: 'pä:ss' });

    expect(sent).toMatchObject({ authorization: `Basic ${Buffer.from('jo:pä:ss').toString('base64')}` });
  });

  it('proves itself by a bearer token', async () => {
    const sent = await headersSent({ auth: { kind: 'bearer' } }, { token: ' t0ken\n' });

    expect(sent).toMatchObject({ authorization: 'Bearer t0ken' });
  });

  it('refuses a token that no header can hold, without naming it', async () => {
    const port = open('http://127.0.0.1:1', { auth: { kind: 'bearer' } }, { token: 'a\r\nX: b' });

    const result = await port.send(aRequest(), never);

    expect(result).toMatchObject(failsWith('profile/invalid', 'no'));
    expect(JSON.stringify(result)).not.toContain('X: b');
  });
});

describe('bodies', () => {
  const json = JSON.stringify([{ owner_total: 0, results: [] }]);

  it.each([
    ['gzip', gzipSync(json)],
    ['deflate', deflateSync(json)],
    ['deflate', deflateRawSync(json)],
  ])('decompresses %s', async (encoding, body) => {
    const script = () => ({ kind: 'answers', headers: { 'Content-Encoding': encoding }, body }) as const;
    const { port } = await serve(createScriptedServer(script));

    const result = await open(`http://127.0.0.1:${port}`).send(aRequest(), never);

    expect(result.ok && Buffer.from(result.value.body).toString()).toBe(json);
  });

  it.each([
    ['cut short', 'gzip', gzipSync(json).subarray(0, 20)],
    ['not what it says', 'gzip', Buffer.from(json)],
    ['cut short', 'deflate', deflateSync(json).subarray(0, 20)],
    ['in a way that was not asked for', 'br', Buffer.from(json)],
  ])('calls a body compressed %s (%s) bad encoding', async (_how, encoding, body) => {
    const headers = { 'Content-Encoding': encoding };
    const { port } = await serve(createScriptedServer(() => ({ kind: 'answers', headers, body })));

    const result = await open(`http://127.0.0.1:${port}`).send(aRequest(), never);

    expect(result).toMatchObject(failsWith('endpoint/bad-encoding', 'maybe'));
  });

  it.each(['gzip', 'deflate'])('takes an empty body for empty, though labelled %s', async (encoding) => {
    const script = () => ({ kind: 'answers', headers: { 'Content-Encoding': encoding } }) as const;
    const { port } = await serve(createScriptedServer(script));

    const result = await open(`http://127.0.0.1:${port}`).send(aRequest(), never);

    expect(result).toMatchObject({ ok: true });
  });

  it('cuts a gzip bomb by what comes out of it', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const headers = { 'Content-Encoding': 'gzip' };
    const { port } = await serve(createScriptedServer(() => ({ kind: 'answers', headers, body: bomb })));

    const result = await open(`http://127.0.0.1:${port}`).send(aRequest({ maxBodyBytes: 1_000_000 }), never);

    expect(bomb.length).toBeLessThan(1_000_000);
    expect(result).toMatchObject(failsWith('endpoint/body-too-large', 'maybe', { maxBytes: 1_000_000 }));
  });

  it('cuts a stream of 200 MB early, announced or not', async () => {
    let written = 0;
    const chunk = Buffer.alloc(100_000, ' ');
    const server = http.createServer((_request, response) => {
      const write = () => {
        while (written < 200_000_000 && !response.destroyed) {
          written += chunk.length;
          if (!response.write(chunk)) return;
        }
      };
      response.on('drain', write);
      write();
    });
    const { port } = await serve(server);

    const result = await open(`http://127.0.0.1:${port}`).send(aRequest({ maxBodyBytes: 1_000_000 }), never);

    expect(result).toMatchObject(failsWith('endpoint/body-too-large', 'maybe'));
    expect(written).toBeLessThan(50_000_000);
  });

  it('does not even begin to read a body announced as too large', async () => {
    const headers = { 'Content-Length': '200000000' };
    const server = http.createServer((_request, response) => response.writeHead(200, headers).write('['));
    const { port } = await serve(server);

    const result = await open(`http://127.0.0.1:${port}`).send(aRequest(), never);

    expect(result).toMatchObject(failsWith('endpoint/body-too-large', 'maybe'));
  });
});

describe('failures', () => {
  it('tells a refused connection, and that nothing was sent', async () => {
    const { port, stop } = await listen(net.createServer());
    await stop();

    const result = await open(`http://127.0.0.1:${port}`).send(
      aRequest({ method: 'POST', body: 'x' }),
      never,
    );

    expect(result).toMatchObject(
      failsWith('endpoint/refused', 'no', { phase: 'connect', cause: 'ECONNREFUSED' }),
    );
  });

  it('tells a name without an address', async () => {
    const result = await open('http://no-such-host.invalid:9001/api').send(aRequest(), never);

    expect(result).toMatchObject(failsWith('endpoint/dns', 'no'));
  });

  it('tells a connection torn before the answer', async () => {
    const { port } = await rawServer((socket) => socket.resetAndDestroy());

    const result = await open(`http://127.0.0.1:${port}`).send(aRequest(), never);

    expect(result).toMatchObject(failsWith('endpoint/reset', 'maybe', { phase: 'answer' }));
  });

  it.each(['end', 'resetAndDestroy'] as const)('tells an answer broken off (%s)', async (how) => {
    const { port } = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{', () =>
        setImmediate(() => socket[how]()),
      );
    });

    const result = await open(`http://127.0.0.1:${port}`).send(aRequest(), never);

    expect(result).toMatchObject(failsWith('endpoint/reset', 'maybe'));
  });

  it('tells a head broken off', async () => {
    const { port } = await rawServer((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Le'));

    const result = await open(`http://127.0.0.1:${port}`).send(aRequest(), never);

    expect(result).toMatchObject(failsWith('endpoint/reset', 'maybe', { phase: 'answer' }));
  });

  it('tells a server that does not speak HTTP', async () => {
    const { port } = await rawServer((socket) => socket.end('SSH-2.0-OpenSSH_5.3\r\n'));

    const result = await open(`http://127.0.0.1:${port}`).send(aRequest(), never);

    expect(result).toMatchObject(failsWith('endpoint/not-dcmgr', 'maybe'));
  });

  it('limits the whole request, also while a body trickles', async () => {
    const server = http.createServer((_request, response) => {
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
    });
    const { port } = await serve(server);

    const result = await open(`http://127.0.0.1:${port}`).send(aRequest({ timeoutMs: 100 }), never);

    expect(result).toMatchObject(failsWith('endpoint/timeout', 'maybe', { limit: 'whole', phase: 'body' }));
  });

  it('limits connecting on its own', async () => {
    const { port } = await serve(net.createServer()); // takes the connection and never shakes hands
    const polling = { requestTimeoutMs: 1_000 };

    const result = await open(`https://127.0.0.1:${port}`, { polling }).send(aRequest(), never);

    expect(result).toMatchObject(failsWith('endpoint/timeout', 'no', { limit: 'connect', ms: 1_000 }));
  });

  it('cancels amid a body', async () => {
    const cancel = new AbortController();
    const server = http.createServer((_request, response) => {
      response.write('[');
      setImmediate(() => {
        cancel.abort('enough');
      });
    });
    const { port } = await serve(server);

    await expect(open(`http://127.0.0.1:${port}`).send(aRequest(), cancel.signal)).rejects.toBe('enough');
  });
});

describe('connections', () => {
  it('are kept and used again', async () => {
    const server = await serve(createScriptedServer(() => ({ kind: 'answers', body: '[]' })));
    const port = open(`http://127.0.0.1:${server.port}`);

    await port.send(aRequest(), never);
    await port.send(aRequest(), never);

    expect(server.connections()).toBe(1);
  });

  it('are bounded in number', async () => {
    let most = 0;
    let now = 0;
    const server = createScriptedServer(async () => {
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return { kind: 'answers' };
    });
    const { port: number, connections } = await serve(server);
    const port = open(`http://127.0.0.1:${number}`);

    const results = await Promise.all(Array.from({ length: 40 }, () => port.send(aRequest(), never)));

    expect(results.every((result) => result.ok)).toBe(true);
    expect(most).toBeLessThanOrEqual(6);
    expect(connections()).toBeLessThanOrEqual(6);
  });

  /** Answers the first request of each connection and cuts the second without a byte. */
  const cutsKeptConnections = (seen: string[]) =>
    net.createServer((socket) => {
      let requests = 0;
      socket.on('data', (data) => {
        seen.push(data.toString().split(' ')[0] ?? '');
        requests += 1;
        if (requests === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]');
        else socket.destroy();
      });
    });

  it('a read is repeated once when a kept connection proves closed', async () => {
    const seen: string[] = [];
    const server = await serve(cutsKeptConnections(seen));
    const port = open(`http://127.0.0.1:${server.port}`);
    await port.send(aRequest(), never);

    const second = await port.send(aRequest(), never);

    expect(second).toMatchObject({ ok: true });
    expect([seen, server.connections()]).toEqual([['GET', 'GET', 'GET'], 2]);
  });

  it('a write never goes over a kept connection', async () => {
    const seen: string[] = [];
    const server = await serve(cutsKeptConnections(seen));
    const port = open(`http://127.0.0.1:${server.port}`);
    await port.send(aRequest(), never);

    const write = await port.send(aRequest({ method: 'PUT' }), never);

    expect(write).toMatchObject({ ok: true });
    expect([seen, server.connections()]).toEqual([['GET', 'PUT'], 2]);
  });

  it('a read is not repeated when a new connection breaks', async () => {
    let requests = 0;
    const { port } = await rawServer((socket) => {
      requests += 1;
      socket.destroy();
    });

    const result = await open(`http://127.0.0.1:${port}`).send(aRequest(), never);

    expect(result).toMatchObject({ ok: false });
    expect(requests).toBe(1);
  });
});

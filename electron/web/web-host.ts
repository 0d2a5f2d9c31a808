import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { serve, type ServeOptions } from '#contract/rpc/serve.ts';
import type { Service } from '#contract/rpc/service.ts';
import { type PageFiles } from '#node/page/page-files.ts';
import { pageHeaders } from '#node/page/page-headers.ts';
import { type Access, createAccess } from './access.ts';
import { type Answer, plain, readBody, send, text } from './answers.ts';
import { type OwnAddress, ownAddress } from './own-address.ts';
import { signInPage, signInScript } from './sign-in.ts';
import { type SocketLimits, socketTransport } from './socket-transport.ts';

export type WebHostOptions = {
  readonly service: Service;
  readonly page: PageFiles;
  /** 0 takes any free port. */
  readonly port: number;
  readonly serve: ServeOptions;
  readonly socket: SocketLimits;
};

export interface WebHost {
  readonly port: number;
  /** A link that opens Nori once; it voids the one before. */
  newLink(): string;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/** The largest message a page may send: a profile with its certificates is the largest there is. */
const maxMessageBytes = 8 * 1024 * 1024;

/**
 * Serves the page and the engine on 127.0.0.1 and nowhere else. Rejects where the port can't be had.
 *
 * Who gets in: a request must name this host (`Host`), a socket must come from a page of ours (`Origin`), and
 * both must carry a session's cookie, which only the one-time link gives. `POST /session` is the sole request
 * with an effect.
 */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 20_000 });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on TCP, not on a pipe
  const door: Door = { address: ownAddress(port), access: createAccess(port), page: options.page };
  server.on('request', (request, response) => {
    const headers = pageHeaders(["'self'", `ws://${request.headers.host ?? ''}`]);
    void answer(door, request)
      .catch((cause: unknown) =>
        plain(500, `a bug in Nori: ${options.serve.reportBug('web.request', cause)}`),
      )
      .then((ready) => {
        send(request, response, ready, door.address.isHost(request.headers.host) ? headers : pageHeaders([]));
      });
  });
  const sockets = acceptSockets(server, door, options);
  return {
    port,
    newLink: () => `http://127.0.0.1:${String(port)}/sign-in#${door.access.newToken()}`,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

type Door = { readonly address: OwnAddress; readonly access: Access; readonly page: PageFiles };

async function answer(door: Door, request: IncomingMessage): Promise<Answer> {
  const { host, cookie } = request.headers;
  if (!door.address.isHost(host)) return plain(421, 'Nori answers to 127.0.0.1 and localhost only.');
  const pathname = pathnameOf(request);
  if (pathname === null) return plain(400, 'bad request');
  if (pathname === '/session' && request.method === 'POST') return exchangeToken(door, request, host);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return plain(405, 'method not allowed', { allow: 'GET, HEAD' });
  }
  if (pathname === '/sign-in') return text('text/html', signInPage);
  if (pathname === '/sign-in.js') return text('text/javascript', signInScript);
  if (!door.access.admits(cookie)) {
    return pathname === '/'
      ? plain(303, '', { location: '/sign-in' })
      : plain(401, 'Open Nori with the link it printed; press Enter where it runs for a new one.');
  }
  if (pathname === '/session') return plain(204, '');
  const file = await door.page.read(pathname);
  return file === null ? plain(404, 'not found') : { status: 200, ...file };
}

/** The path asked for, or null where the request line holds no path (a proxy's absolute form, `*`). */
function pathnameOf(request: IncomingMessage): string | null {
  const target = request.url ?? '';
  if (!target.startsWith('/')) return null;
  const base = 'http://127.0.0.1';
  return URL.canParse(base + target) ? new URL(base + target).pathname : null;
}

async function exchangeToken(door: Door, request: IncomingMessage, host: string): Promise<Answer> {
  if (!door.address.isOrigin(request.headers.origin, host)) return plain(403, 'not from this page');
  const token = await readBody(request, 256);
  const secret = token === null ? null : door.access.exchange(token);
  if (secret === null) return plain(403, 'this link was used before, or replaced');
  return plain(204, '', { 'set-cookie': door.access.setCookie(secret) });
}

function acceptSockets(server: Server, door: Door, options: WebHostOptions): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy()); // a page that left amid the handshake
    const refusal = whyNoSocket(door, request);
    if (refusal !== null) {
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      serve(options.service, socketTransport(opened, options.socket), options.serve);
    });
  });
  return sockets;
}

function whyNoSocket({ address, access }: Door, request: IncomingMessage): string | null {
  const { host, origin, cookie } = request.headers;
  if (!address.isHost(host)) return '421 Misdirected Request';
  if (pathnameOf(request) !== '/rpc') return '404 Not Found';
  if (!address.isOrigin(origin, host)) return '403 Forbidden';
  return access.admits(cookie) ? null : '401 Unauthorized';
}

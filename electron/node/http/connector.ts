import http from 'node:http';
import net from 'node:net';
import tls from 'node:tls';
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { appError, type ErrorDetails } from '#contract/errors.ts';
import type { Endpoint } from './base-url.ts';
import { EndpointFailure, toEndpointError } from './endpoint-errors.ts';
import type { ProxySettings } from './proxy-settings.ts';
import type { TlsSettings } from './tls-settings.ts';

/** Everything a connection depends on. */
export type Route = {
  readonly endpoint: Endpoint;
  readonly proxy: ProxySettings | null;
  readonly tls: TlsSettings;
  readonly connectTimeoutMs: number;
};

/**
 * Opens a connection that is ready for a request: resolved, connected, through the proxy, TLS verified. Until
 * then nothing of a request has been sent, which is what makes `sent: 'no'` true. Rejects with an
 * `EndpointFailure`, also when the signal ends it.
 */
export async function connect(route: Route, signal: AbortSignal): Promise<Socket> {
  const attempt = new Attempt(route, signal);
  try {
    return await attempt.run();
  } catch (cause) {
    attempt.abandon();
    if (cause instanceof EndpointFailure) throw cause;
    if (attempt.expired) throw new EndpointFailure(connectTimeout(route, attempt));
    const error = toEndpointError(cause, 'connect');
    throw new EndpointFailure(attempt.atProxy ? proxyError(error.message, asReason(error.code)) : error);
  } finally {
    attempt.finish();
  }
}

const asReason = (code: string): ErrorDetails => ({ reason: code.replace(/^endpoint\//, '') });

const proxyError = (message: string, details: ErrorDetails) =>
  appError('endpoint/proxy', `proxy: ${message}`, { phase: 'connect', ...details });

const connectTimeout = ({ connectTimeoutMs }: Route, { atProxy }: Attempt) =>
  atProxy
    ? proxyError('no connection in time', { reason: 'timeout', ms: connectTimeoutMs })
    : appError('endpoint/timeout', 'no connection in time', {
        limit: 'connect',
        phase: 'connect',
        ms: connectTimeoutMs,
      });

class Attempt {
  /** Ran out of its time. */
  expired = false;
  /** The proxy, not the endpoint, is what is being talked to. */
  atProxy = false;
  private readonly route: Route;
  private readonly signal: AbortSignal;
  private readonly timer: NodeJS.Timeout;
  private readonly abandonNow = () => {
    this.abandon();
  };
  private readonly sockets: Socket[] = [];

  constructor(route: Route, signal: AbortSignal) {
    this.route = route;
    this.signal = signal;
    this.timer = setTimeout(() => {
      this.expired = true;
      this.abandon();
    }, route.connectTimeoutMs);
    signal.addEventListener('abort', this.abandonNow, { once: true });
  }

  async run(): Promise<Socket> {
    const { endpoint, proxy, tls: settings } = this.route;
    if (proxy === null) {
      const socket = await this.open(endpoint);
      return endpoint.secure ? this.secure(socket, endpoint, settings.endpoint) : socket;
    }
    this.atProxy = true;
    const plain = await this.open(proxy.address);
    const socket = proxy.address.secure ? await this.secure(plain, proxy.address, settings.proxy) : plain;
    if (!endpoint.secure) return socket;
    const tunnel = await this.tunnel(socket, endpoint, proxy);
    this.atProxy = false;
    return this.secure(tunnel, endpoint, settings.endpoint);
  }

  abandon(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  finish(): void {
    clearTimeout(this.timer);
    this.signal.removeEventListener('abort', this.abandonNow);
  }

  private open({ hostname, port }: Endpoint): Promise<Socket> {
    const socket = net.connect({ host: hostname, port, noDelay: true });
    return this.until(socket, 'connect');
  }

  private secure(socket: Socket, { hostname }: Endpoint, secureContext: SecureContext): Promise<Socket> {
    const { rejectUnauthorized } = this.route.tls;
    // A server name may not be an address (RFC 6066), yet the certificate is still checked against it.
    const named = net.isIP(hostname) === 0 ? { servername: hostname } : {};
    const options = { socket, host: hostname, secureContext, rejectUnauthorized, ...named };
    return this.until(tls.connect({ ...options, ALPNProtocols: ['http/1.1'] }), 'secureConnect');
  }

  /** `CONNECT host:port`; whatever but a 2xx the proxy says is its refusal. */
  private tunnel(socket: Socket, endpoint: Endpoint, proxy: ProxySettings): Promise<Socket> {
    const host = `${endpoint.hostname.includes(':') ? `[${endpoint.hostname}]` : endpoint.hostname}:${endpoint.port}`;
    const credentials = proxy.authorization === null ? {} : { 'Proxy-Authorization': proxy.authorization };
    const request = http.request({
      method: 'CONNECT',
      path: host,
      headers: { Host: host, ...credentials },
      createConnection: () => socket,
    });
    return new Promise((resolve, reject) => {
      request.once('error', reject);
      request.once('connect', (answer, tunnelled: Socket) => {
        const status = answer.statusCode ?? 0;
        if (status >= 200 && status <= 299) resolve(tunnelled);
        else reject(new EndpointFailure(proxyError('refused', { reason: 'refused', status })));
      });
      request.once('response', (answer) => {
        answer.resume();
        reject(
          new EndpointFailure(proxyError('refused', { reason: 'refused', status: answer.statusCode ?? 0 })),
        );
      });
      request.end();
    });
  }

  private until(socket: Socket, event: 'connect' | 'secureConnect'): Promise<Socket> {
    this.sockets.push(socket);
    return new Promise((resolve, reject) => {
      const fail = (cause?: unknown) => {
        reject(cause instanceof Error ? cause : new Error('closed while connecting'));
      };
      socket.on('error', fail); // stays: an idle socket may break between two owners, and that is no crash
      socket.once('close', fail);
      socket.once(event, () => {
        resolve(socket);
      });
    });
  }
}

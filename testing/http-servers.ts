import { readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import path from 'node:path';
import { profileSchema, type Profile, type ProfileInput } from '#contract/profile.ts';
import type { Script, SeenRequest } from './fake-http.ts';

/** A server on 127.0.0.1 that a test started. `stop` also cuts the connections it holds. */
export type TestServer = {
  readonly port: number;
  /** Connections taken so far. */
  readonly connections: () => number;
  readonly stop: () => Promise<void>;
};

export async function listen(server: Server): Promise<TestServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined); // tests tear connections on purpose
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // an address, since it listens on one
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      for (const socket of sockets) socket.destroy();
    });
  return { port, connections: () => connections, stop };
}

/** A real server that does what the script says. */
export function createScriptedServer(script: Script, seen: SeenRequest[] = []): http.Server {
  return http.createServer((request, response) => {
    void (async () => {
      const body: Buffer[] = [];
      for await (const chunk of request) body.push(chunk as Buffer); // no encoding set, so buffers
      const headers = Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, String(v)]));
      const { method = '', url = '' } = request;
      const one = { method, path: url, headers, body: Buffer.concat(body).toString() };
      seen.push(one);
      const answer = await script(one);
      if (answer.kind === 'hangs') return;
      if (answer.kind !== 'answers') return void request.socket.end();
      response.writeHead(answer.status ?? 200, answer.headers);
      response.end(answer.body ?? '');
    })();
  });
}

/** A profile of this machine's port, with defaults for the rest. */
export const aLocalProfile = (url: string, rest: Partial<ProfileInput> = {}): Profile =>
  profileSchema.parse({ id: 'test', name: 'Test', url, accounts: [{ id: 'a-shpoolxx' }], ...rest });

/** A certificate or key of the TLS tests (`certificates/make.sh`). */
export const pem = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, 'certificates', `${name}.pem`), 'utf8');

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { WebSocketServer, type WebSocket } from 'ws';
import { createTransportPair, type Transport } from '#contract/rpc/transport.ts';
import { type EnginePort, portTransport as enginePort } from '#desktop/port-transport.ts';
import { portTransport as pagePort } from '#page/transport/port-transport.ts';
import { openSocket } from '#page/transport/open-transport.ts';
import { socketTransport as engineSocket } from '#web/socket-transport.ts';
import { FakeClock } from './fake-clock.ts';

/** The two ends of an open transport, and the end of what carries them. */
export type Ends = {
  readonly engine: Transport;
  readonly page: Transport;
  dispose(): Promise<void>;
};

const nothing = () => Promise.resolve();

/** Node's port, speaking as Electron's does: the same thread messaging under other event names. */
export const asEnginePort = (port: MessagePort): EnginePort => ({
  on: (event: 'message' | 'close', listener: (event: { readonly data: unknown }) => void) =>
    event === 'message' ? port.on('message', (data) => listener({ data })) : port.on('close', listener),
  postMessage: (message) => {
    port.postMessage(message);
  },
  start: () => {
    port.start();
  },
  close: () => {
    port.close();
  },
});

/** Opens the page's and the engine's ends over a real socket on the loopback interface. */
async function openSocketPair(): Promise<Ends> {
  const server = createServer();
  const sockets = new WebSocketServer({ server, path: '/rpc' });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const clock = new FakeClock();
  const limits = { maxBufferedBytes: 1e8, heartbeatMs: 1e4, after: clock.after.bind(clock) };
  const accepted = once(sockets, 'connection') as Promise<[WebSocket]>; // ws emits the socket first
  const engine = accepted.then(([socket]) => engineSocket(socket, limits));
  const page = await openSocket(`127.0.0.1:${String((server.address() as AddressInfo).port)}`); // it listens on TCP
  const dispose = async () => {
    sockets.close();
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { engine: await engine, page, dispose };
}

/** Every transport there is, by the name of what carries it. */
export const transports: readonly { readonly name: string; readonly open: () => Promise<Ends> }[] = [
  {
    name: 'a pair in memory',
    open: () => {
      const [engine, page] = createTransportPair();
      return Promise.resolve({ engine, page, dispose: nothing });
    },
  },
  {
    name: 'a message channel',
    open: () => {
      const { port1, port2 } = new MessageChannel();
      // Node's port is the DOM's as far as a transport uses it; only its declared type differs.
      const page = pagePort(port2 as unknown as Parameters<typeof pagePort>[0]);
      return Promise.resolve({ engine: enginePort(asEnginePort(port1)), page, dispose: nothing });
    },
  },
  { name: 'a WebSocket', open: openSocketPair },
];

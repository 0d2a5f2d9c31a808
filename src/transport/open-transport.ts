import type { Transport } from '#contract/rpc/transport.ts';
import { portGranted, portWanted } from '#contract/rpc/port-grant.ts';
import { portTransport } from './port-transport.ts';
import { socketTransport } from './socket-transport.ts';

const openingLimitMs = 10_000;

/**
 * Opens a way to the engine: the desktop's message port where the page comes from the app's own scheme, else a
 * WebSocket to the host that served it. Rejects when the engine can't be reached; may be called again at any time.
 */
export function openTransport(): Promise<Transport> {
  return location.protocol === 'app:' ? openPort(window) : openSocket(location.host);
}

/** Asks the preload for a port, which asks the main process, which checks that this frame is its own. */
export function openPort(page: Window): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      page.removeEventListener('message', hear);
      clearTimeout(timer);
    };
    const hear = (event: MessageEvent<unknown>) => {
      const [port] = event.ports;
      if (event.source !== page || event.data !== portGranted || port === undefined) return;
      stop();
      resolve(portTransport(port));
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error('the app did not answer'));
    }, openingLimitMs);
    page.addEventListener('message', hear);
    page.postMessage(portWanted, page.location.origin);
  });
}

/** Opens the socket of the web host at `host:port`. The session's cookie goes with it by itself. */
export function openSocket(host: string): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${host}/rpc`);
    const timer = setTimeout(() => {
      socket.close();
    }, openingLimitMs);
    socket.addEventListener('open', () => {
      clearTimeout(timer);
      resolve(socketTransport(socket));
    });
    // After `open` the promise is settled and this says nothing.
    socket.addEventListener('close', () => {
      clearTimeout(timer);
      reject(new Error('the engine could not be reached'));
    });
  });
}

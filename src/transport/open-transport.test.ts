import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openPort, openSocket } from './open-transport.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('opening a socket', () => {
  it('fails where the host refuses it', async () => {
    const server = createServer();
    server.on('upgrade', (_request, socket) =>
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n'),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo; // it listens on TCP

    await expect(openSocket(`127.0.0.1:${String(port)}`)).rejects.toThrow('could not be reached');

    server.close();
  });

  it('fails where nobody listens', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo; // it listens on TCP
    server.close();
    await once(server, 'close');

    await expect(openSocket(`127.0.0.1:${String(port)}`)).rejects.toThrow('could not be reached');
  });
});

describe('asking for a port', () => {
  it('gives up when nobody answers, and listens no longer', async () => {
    vi.useFakeTimers();
    const page = Object.assign(new EventTarget(), {
      location: { origin: 'app://nori' },
      postMessage: vi.fn(),
    });
    const removed = vi.spyOn(page, 'removeEventListener');
    const asked = openPort(page as unknown as Window); // as much of a window as asking takes
    const failed = expect(asked).rejects.toThrow('did not answer');

    await vi.runAllTimersAsync();
    await failed;

    expect(page.postMessage).toHaveBeenCalledWith('nori:port-wanted', 'app://nori');
    expect(removed).toHaveBeenCalledOnce();
  });
});

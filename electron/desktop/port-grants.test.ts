import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { connect } from '#contract/rpc/connect.ts';
import { portWanted } from '#contract/rpc/port-grant.ts';
import { aProfileView } from '#contract/testing/builders.ts';
import { createFakeEngine } from '#contract/testing/fake-engine.ts';
import { openPort } from '#page/transport/open-transport.ts';
import { asEnginePort } from '../../testing/transport-ends.ts';
import { type GrantableFrame, grantPorts } from './port-grants.ts';

type Ports = readonly MessagePort[];

/** A page's window as far as asking for a port uses it: its own messages, heard by page and preload alike. */
class FakeWindow extends EventTarget {
  readonly location = { origin: 'app://nori' };

  postMessage(data: unknown, targetOrigin: string, ports: Ports = []): void {
    if (targetOrigin !== this.location.origin) return;
    const event = Object.assign(new Event('message'), { data, source: this, ports });
    queueMicrotask(() => this.dispatchEvent(event));
  }
}

/** Electron's IPC between one frame and the main process. */
class FakeIpc {
  readonly #toMain = new EventEmitter();
  readonly #toFrame = new EventEmitter();
  readonly frame: GrantableFrame<MessagePort>;

  constructor(origin: string) {
    this.frame = {
      origin,
      parent: null,
      isDestroyed: () => false,
      postMessage: (channel, _message, ports) => void this.#toFrame.emit(channel, { ports }),
    };
  }

  readonly renderer = {
    send: (channel: string) => void this.#toMain.emit(channel, this.frame),
    on: (channel: string, listener: (event: { ports: Ports }) => void) =>
      void this.#toFrame.on(channel, listener),
  };

  readonly hear = (channel: string, listener: (frame: GrantableFrame<MessagePort> | null) => void) => {
    this.#toMain.on(channel, listener);
  };
}

/** The real preload in a fake window, talking to the real granting through fake IPC. */
async function opened(origin = 'app://nori') {
  const ipc = new FakeIpc(origin);
  const page = new FakeWindow();
  vi.resetModules();
  // The preload is a script of the sandbox: what it gets from Electron and the DOM can only be put in its way.
  vi.doMock('electron/renderer', () => ({ ipcRenderer: ipc.renderer }));
  vi.stubGlobal('window', page);
  await import('../preload/preload.ts');
  const refused: (string | null)[] = [];
  const engine = createFakeEngine({ profiles: [aProfileView()] });
  grantPorts<MessagePort>(
    engine.service,
    { newId: () => 'only', reportBug: () => 'bug' },
    {
      hear: ipc.hear,
      createChannel: () => {
        const { port1, port2 } = new MessageChannel();
        return { engine: asEnginePort(port1), page: port2 };
      },
      refused: (from) => refused.push(from),
    },
  );
  return { ipc, page, refused, window: page as unknown as Window };
}

describe('a port to the engine', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('reaches the page that asks for it, and speaks the contract', async () => {
    const { window, refused } = await opened();

    const connection = connect(await openPort(window));
    const result = await connection.call('profiles.list', null);

    expect(result).toEqual({ ok: true, value: [aProfileView()] });
    expect(refused).toEqual([]);
    connection.close();
  });

  it('is granted anew to a page that asks again', async () => {
    const { window } = await opened();
    const first = connect(await openPort(window));
    first.close();

    const second = connect(await openPort(window));
    const result = await second.call('profiles.list', null);

    expect(result.ok).toBe(true);
    second.close();
  });

  it('is refused to a frame of another origin', async () => {
    const { ipc, page, refused } = await opened('https://evil.example');
    const heard: unknown[] = [];
    ipc.renderer.on('nori:port-granted', (event) => heard.push(event));

    page.postMessage(portWanted, 'app://nori');
    await new Promise((resolve) => setImmediate(resolve));

    expect(refused).toEqual(['https://evil.example']);
    expect(heard).toEqual([]);
  });

  it('is not asked for by other messages, nor by other windows', async () => {
    const { ipc, page } = await opened();
    const asked: unknown[] = [];
    ipc.hear(portWanted, (frame) => asked.push(frame));

    page.postMessage('nori:port-granted', 'app://nori');
    page.postMessage({ kind: portWanted }, 'app://nori');
    page.dispatchEvent(Object.assign(new Event('message'), { data: portWanted, source: new FakeWindow() }));
    await new Promise((resolve) => setImmediate(resolve));

    expect(asked).toEqual([]);
  });
});

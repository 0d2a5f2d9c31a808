import { createInbox, type Transport } from '#contract/rpc/transport.ts';

/** What the transport needs of Electron's `MessagePortMain`. */
export interface EnginePort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/** The engine's end of a channel to the window. Nothing is ever transferred: what is posted stays usable here. */
export function portTransport(port: EnginePort): Transport {
  const inbox = createInbox();
  port.on('message', (event) => {
    inbox.deliver(event.data);
  });
  port.on('close', inbox.close);
  port.start();
  return {
    post: (message) => {
      if (!inbox.isClosed()) port.postMessage(message);
    },
    on: inbox.on,
    close: () => {
      port.close();
      inbox.close();
    },
  };
}

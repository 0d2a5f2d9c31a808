import { createInbox, type Transport } from '#contract/rpc/transport.ts';

/** The page's end of a channel to the engine. Nothing is ever transferred: what is posted stays usable here. */
export function portTransport(port: MessagePort): Transport {
  const inbox = createInbox();
  port.addEventListener('message', (event) => {
    inbox.deliver(event.data);
  });
  port.addEventListener('close', inbox.close);
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

import { decodeFrame, encodeFrame } from '#contract/rpc/json-frame.ts';
import { createInbox, type Transport } from '#contract/rpc/transport.ts';

/**
 * The page's end of a WebSocket that is open: JSON, one message per frame. A frame that is no JSON closes it,
 * since whoever sent that is not the engine.
 */
export function socketTransport(socket: WebSocket): Transport {
  const inbox = createInbox();
  const close = () => {
    socket.close();
    inbox.close();
  };
  socket.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = typeof event.data === 'string' ? decodeFrame(event.data) : undefined;
    if (message === undefined) close();
    else inbox.deliver(message);
  });
  socket.addEventListener('close', inbox.close);
  return {
    post: (message) => {
      if (!inbox.isClosed()) socket.send(encodeFrame(message));
    },
    on: inbox.on,
    close,
  };
}

import type { WebSocket } from 'ws';
import { decodeFrame, encodeFrame } from '#contract/rpc/json-frame.ts';
import { createInbox, type Transport } from '#contract/rpc/transport.ts';

export type SocketLimits = {
  /** Unsent bytes at which a page counts as gone: it reconnects and takes a new snapshot. */
  readonly maxBufferedBytes: number;
  /** How often a page must show that it lives, in milliseconds. */
  readonly heartbeatMs: number;
  /** Runs a callback once after some milliseconds; the function answered cancels it. */
  readonly after: (ms: number, callback: () => void) => () => void;
};

/**
 * The engine's end of a page's WebSocket: JSON, one message per frame. A page that stops reading or answering is
 * cut off, so that what waits for it never grows without end. A frame that is no JSON closes the socket.
 */
export function socketTransport(socket: WebSocket, limits: SocketLimits): Transport {
  const inbox = createInbox();
  const cut = () => {
    socket.terminate();
    inbox.close();
  };
  const stopBeating = keepAlive(socket, limits, cut);
  socket.on('message', (data, isBinary) => {
    const message = isBinary ? undefined : decodeFrame(String(data as Buffer)); // ws gives a Buffer unless told otherwise
    if (message === undefined) cut();
    else inbox.deliver(message);
  });
  socket.on('error', cut); // a frame too large, broken framing, a reset: ws says what, we need not
  socket.on('close', () => {
    stopBeating();
    inbox.close();
  });
  return {
    post: (message) => {
      if (inbox.isClosed()) return;
      socket.send(encodeFrame(message));
      if (socket.bufferedAmount > limits.maxBufferedBytes) cut();
    },
    on: inbox.on,
    close: () => {
      socket.close(1001);
      inbox.close();
    },
  };
}

/** Pings at every beat, and cuts off a page that did not answer the ping before. */
function keepAlive(socket: WebSocket, limits: SocketLimits, cut: () => void): () => void {
  let alive = true;
  socket.on('pong', () => {
    alive = true;
  });
  const beat = () => {
    if (!alive) {
      cut();
      return;
    }
    alive = false;
    socket.ping();
    cancel = limits.after(limits.heartbeatMs, beat);
  };
  let cancel = limits.after(limits.heartbeatMs, beat);
  return () => {
    cancel();
  };
}

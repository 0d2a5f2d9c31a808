/** What a transport tells its one user. */
export type TransportListeners = {
  readonly message: (message: unknown) => void;
  readonly closed: () => void;
};

/**
 * A two-way pipe of structured-clonable messages between the engine and one page: a MessagePort on the desktop,
 * a WebSocket on the web. Messages arrive whole and in order, or the transport closes.
 */
export interface Transport {
  /** Throws where the message can't be sent at all (a function in it, say). Does nothing once closed. */
  post(message: unknown): void;
  /**
   * One listener each; a second call replaces the first. `closed` is called once, also after `close`, and also
   * where the pipe had closed before anybody listened. Messages that came before the first call are kept for it.
   */
  on(listeners: TransportListeners): void;
  close(): void;
}

/** The receiving half that every transport shares: keeps what comes before `on`, and closes once. */
export type Inbox = {
  readonly on: Transport['on'];
  readonly isClosed: () => boolean;
  readonly deliver: (message: unknown) => void;
  readonly close: () => void;
};

/** Creates the receiving half of a transport. The adapter feeds it messages and the end of its pipe. */
export function createInbox(): Inbox {
  let listeners: TransportListeners | null = null;
  let kept: unknown[] = [];
  let closed = false;
  return {
    isClosed: () => closed,
    on: (next) => {
      listeners = next;
      const early = kept;
      kept = [];
      for (const message of early) next.message(message);
      if (closed) next.closed();
    },
    deliver: (message) => {
      if (closed) return;
      if (listeners === null) kept.push(message);
      else listeners.message(message);
    },
    close: () => {
      if (closed) return;
      closed = true;
      listeners?.closed();
    },
  };
}

/** Two ends of a pipe in memory, which copies as a real one would. For tests. */
export function createTransportPair(): readonly [Transport, Transport] {
  const left = createInbox();
  const right = createInbox();
  const close = () => {
    left.close();
    right.close();
  };
  const end = (mine: Inbox, other: Inbox): Transport => ({
    post: (message) => {
      if (mine.isClosed()) return;
      const copy = structuredClone(message);
      queueMicrotask(() => {
        other.deliver(copy);
      });
    },
    on: mine.on,
    close,
  });
  return [end(left, right), end(right, left)];
}

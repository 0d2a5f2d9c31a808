/**
 * A two-way pipe of structured-clonable messages between the engine and one page: a MessagePort on the desktop,
 * a WebSocket on the web. Messages arrive whole and in order, or the transport closes.
 */
export interface Transport {
  post(message: unknown): void;
  /** One listener each; a second call replaces the first. `onClose` is called once, also after `close`. */
  on(listeners: { readonly message: (message: unknown) => void; readonly closed: () => void }): void;
  close(): void;
}

/** Two ends of a pipe in memory, which copies as a real one would. For tests. */
export function createTransportPair(): readonly [Transport, Transport] {
  type Listeners = Parameters<Transport['on']>[0];
  const ends: [Listeners | null, Listeners | null] = [null, null];
  let open = true;
  const close = () => {
    if (!open) return;
    open = false;
    for (const end of ends) end?.closed();
  };
  const end = (mine: 0 | 1): Transport => ({
    post: (message) => {
      const copy = structuredClone(message);
      queueMicrotask(() => {
        if (open) ends[mine === 0 ? 1 : 0]?.message(copy);
      });
    },
    on: (listeners) => {
      ends[mine] = listeners;
    },
    close,
  });
  return [end(0), end(1)];
}

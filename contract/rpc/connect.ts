import { createBirpc } from 'birpc';
import {
  defaultDeadlineMs,
  type EventName,
  type EventPayload,
  type MethodInput,
  type MethodName,
  type MethodOutput,
  methods,
} from '../api.ts';
import { type AppError, appError } from '../errors.ts';
import { err, type Result } from '../result.ts';
import { type After, afterRealTime } from './deadline.ts';
import { type EngineFunctions, pageInboundSchema, type PageFunctions } from './frames.ts';
import type { Transport } from './transport.ts';

export type CallOptions = {
  /** Gives up waiting: the call rejects with the signal's reason. The engine still does what it was asked. */
  readonly signal?: AbortSignal;
};

/** The page's end of a connection to the engine. */
export interface Connection {
  /** `closed` is final: to go on, open another transport and connect again. */
  readonly state: 'open' | 'closed';
  /**
   * Asks the engine. Answers within the method's deadline whatever happens: `contract/timeout` when it passes,
   * `contract/closed` as soon as the connection is gone. Rejects only on cancellation.
   */
  call<M extends MethodName>(
    method: M,
    input: MethodInput<M>,
    options?: CallOptions,
  ): Promise<Result<MethodOutput<M>>>;
  /**
   * Hears an event until the function answered is called. Listen before subscribing: an event sent after an
   * answer may be heard before the answer's promise resolves.
   */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
  /** Called once when the connection ends, at once if it already has. */
  onClosed(listener: () => void): () => void;
  close(): void;
}

export type ConnectOptions = { readonly after?: After };

/** Connects to an engine that serves the transport's other end. The transport is owned from here on. */
export function connect(transport: Transport, options: ConnectOptions = {}): Connection {
  const after = options.after ?? afterRealTime;
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const onClosed = new Set<() => void>();
  let state: Connection['state'] = 'open';

  const hear: PageFunctions['event'] = (name, payload) => {
    // `on` registers a listener under the event its payload type belongs to.
    for (const listener of [...(listeners.get(name) ?? [])]) surfaceBug(() => listener(payload as never));
  };
  const close = () => {
    if (state === 'closed') return;
    state = 'closed';
    for (const listener of [...onClosed]) surfaceBug(listener);
    onClosed.clear();
    listeners.clear();
  };
  const rpc = createBirpc<EngineFunctions, PageFunctions, false>(
    { event: hear },
    {
      proxify: false,
      timeout: -1, // deadlines differ by method and are kept below
      post: (frame: unknown) => {
        transport.post(frame);
      },
      on: (receive) => {
        transport.on({
          message: (message) => {
            const frame = pageInboundSchema.safeParse(message);
            if (frame.success) receive(frame.data);
          },
          closed: close,
        });
      },
    },
  );
  const whenClosed = (listener: () => void) => {
    if (state === 'closed') listener();
    else onClosed.add(listener);
    return () => void onClosed.delete(listener);
  };

  return {
    get state() {
      return state;
    },
    // The engine answers by the same contract: the method's output schema is what this promises.
    call: (method, input, { signal } = {}) =>
      race({ after, whenClosed, signal }, method, () => rpc.$call('call', method, input)) as Promise<never>,
    on: (event, listener) => {
      const heard = listeners.get(event) ?? new Set();
      listeners.set(event, heard.add(listener));
      return () => void heard.delete(listener);
    },
    onClosed: whenClosed,
    close: () => {
      transport.close();
      close();
    },
  };
}

type Race = {
  readonly after: After;
  readonly whenClosed: Connection['onClosed'];
  readonly signal: AbortSignal | undefined;
};

/** Settles with whichever comes first: the answer, the deadline, the end of the connection, cancellation. */
function race(ends: Race, method: MethodName, send: () => Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const { signal } = ends;
    const cleanups: (() => void)[] = [];
    let settled = false;
    const settle = (how: () => void) => {
      if (settled) return;
      settled = true;
      for (const cleanup of cleanups) cleanup();
      how();
    };
    const fail = (error: AppError) => {
      settle(() => {
        resolve(err(error));
      });
    };
    const abort = () => {
      settle(() => {
        reject(signal?.reason);
      });
    };
    if (signal?.aborted === true) {
      abort();
      return;
    }
    signal?.addEventListener('abort', abort);
    cleanups.push(() => signal?.removeEventListener('abort', abort));
    cleanups.push(ends.whenClosed(() => fail(appError('contract/closed', 'not connected', { method }))));
    if (settled) return;
    const timeout = () => fail(appError('contract/timeout', 'no answer in time', { method }));
    cleanups.push(ends.after(deadlineOf(method), timeout));
    send().then(
      (result) => settle(() => resolve(result)),
      // Nothing but the sending itself can fail here: an input that no transport can carry.
      (cause: unknown) =>
        fail(appError('contract/invalid-request', String(cause).slice(0, 400), { method, path: '' })),
    );
  });
}

function deadlineOf(method: MethodName): number {
  const definition: { readonly input: unknown; readonly deadlineMs?: number } = methods[method];
  return definition.deadlineMs ?? defaultDeadlineMs;
}

/** A listener's bug stops neither the others nor the connection: it surfaces as an uncaught error of its own. */
function surfaceBug(listener: () => void): void {
  try {
    listener();
  } catch (cause) {
    queueMicrotask(() => {
      throw cause;
    });
  }
}

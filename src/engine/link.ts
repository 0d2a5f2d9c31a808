import { shallowRef, type ShallowRef } from 'vue';
import type { EventName, EventPayload, MethodInput, MethodName, MethodOutput } from '#contract/api.ts';
import { appError } from '#contract/errors.ts';
import { err, type Result } from '#contract/result.ts';
import type { Connection } from '#contract/rpc/connect.ts';
import type { Timers } from './timers.ts';

/** How the page stands with its engine. `lost` keeps trying by itself. */
export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost'; readonly since: number; readonly retryAt: number | null };

/**
 * The page's lasting link to the engine: connections come and go beneath it, listeners stay. What must be asked
 * anew on every connection (snapshots, subscriptions) goes into `onConnected`.
 */
export interface EngineLink {
  readonly state: Readonly<ShallowRef<LinkState>>;
  /** `contract/closed` at once while there is no connection. */
  call<M extends MethodName>(method: M, input: MethodInput<M>): Promise<Result<MethodOutput<M>>>;
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
  /** Runs `callback` now if connected and after every reconnection. */
  onConnected(callback: () => void): () => void;
  /** Ends the wait for the next attempt. */
  retryNow(): void;
  close(): void;
}

export type LinkOptions = {
  /** Opens a connection; rejects where there is none to be had. */
  readonly open: () => Promise<Connection>;
  readonly timers: Timers;
  readonly random?: () => number;
};

const firstDelayMs = 500;
const longestDelayMs = 15_000;

/** How long to wait before attempt number `attempt` (from 1): doubling, capped, between half and all of it. */
export const backoffMs = (attempt: number, random: number): number =>
  Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1)) * (0.5 + random / 2);

type Listening = {
  readonly event: EventName;
  readonly listener: (payload: never) => void;
  stop: () => void;
};

/** Connects at once and keeps connecting until closed. The caller owns `close`. */
export function createEngineLink({ open, timers, random = Math.random }: LinkOptions): EngineLink {
  const state = shallowRef<LinkState>({ kind: 'connecting' });
  const listeners = new Set<Listening>();
  const connectedCallbacks = new Set<() => void>();
  let connection: Connection | null = null;
  let attempts = 0;
  let closed = false;
  let cancelRetry = (): void => undefined;

  const listen = (to: Connection, entry: Listening) => {
    entry.stop = to.on(entry.event, entry.listener as (payload: unknown) => void); // `on` below pairs the two
  };

  const lost = () => {
    connection = null;
    if (closed) return;
    attempts += 1;
    const delay = backoffMs(attempts, random());
    const since = state.value.kind === 'lost' ? state.value.since : timers.now();
    state.value = { kind: 'lost', since, retryAt: timers.now() + delay };
    cancelRetry = timers.after(delay, attempt);
  };

  const connected = (fresh: Connection) => {
    if (closed) {
      fresh.close();
      return;
    }
    connection = fresh;
    attempts = 0;
    for (const entry of listeners) listen(fresh, entry);
    state.value = { kind: 'connected' };
    fresh.onClosed(lost);
    for (const callback of [...connectedCallbacks]) callback();
  };

  const attempt = () => {
    if (state.value.kind === 'lost') state.value = { ...state.value, retryAt: null };
    open().then(connected, lost);
  };

  attempt();
  return {
    state,
    call: async (method, input) => {
      if (connection === null) return err(appError('contract/closed', 'not connected', { method }));
      return connection.call(method, input);
    },
    on: (event, listener) => {
      const entry: Listening = { event, listener, stop: () => undefined };
      listeners.add(entry);
      if (connection !== null) listen(connection, entry);
      return () => {
        listeners.delete(entry);
        entry.stop();
      };
    },
    onConnected: (callback) => {
      connectedCallbacks.add(callback);
      if (connection !== null) callback();
      return () => void connectedCallbacks.delete(callback);
    },
    retryNow: () => {
      if (state.value.kind !== 'lost' || state.value.retryAt === null) return;
      cancelRetry();
      attempt();
    },
    close: () => {
      closed = true;
      cancelRetry();
      connection?.close();
    },
  };
}

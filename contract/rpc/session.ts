import { type EventName, events } from '../api.ts';
import type { Session } from './service.ts';

/** What a session needs of the connection it speaks for. */
export type SessionPorts = {
  readonly send: (event: EventName, payload: unknown) => void;
  readonly reportBug: (event: string, cause: unknown) => string;
  readonly checkOutputs: boolean;
};

/** A session and the end of it, which the connection's keeper calls. */
export type OwnedSession = { readonly session: Session; readonly end: () => void };

/** Creates the engine's view of one page. After `end` it emits nothing and disposes of newcomers at once. */
export function createSession(id: string, ports: SessionPorts): OwnedSession {
  const disposers: (() => void)[] = [];
  let ended = false;
  const run = (dispose: () => void) => {
    try {
      dispose();
    } catch (cause) {
      ports.reportBug('rpc.dispose', cause);
    }
  };
  const session: Session = {
    id,
    emit: (event, payload) => {
      if (ended) return;
      const checked = ports.checkOutputs ? events[event].safeParse(payload) : null;
      if (checked?.success === false) ports.reportBug(`rpc.event ${event}`, checked.error);
      else ports.send(event, payload);
    },
    onClosed: (dispose) => {
      if (ended) run(dispose);
      else disposers.push(dispose);
    },
  };
  const end = () => {
    if (ended) return;
    ended = true;
    for (const dispose of disposers.splice(0)) run(dispose);
  };
  return { session, end };
}

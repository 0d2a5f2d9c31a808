import type { EventName, EventPayload, MethodArgument, MethodName, MethodOutput } from '../api.ts';
import type { Result } from '../result.ts';

/** One connected page. Lives from the transport's opening to its closing. */
export interface Session {
  readonly id: string;
  emit<E extends EventName>(event: E, payload: EventPayload<E>): void;
  /** Runs when the connection ends; the place to drop what this session subscribed to. */
  onClosed(dispose: () => void): void;
}

/** The engine's side of every method. */
export type Handlers = {
  readonly [M in MethodName]: (
    input: MethodArgument<M>,
    session: Session,
  ) => Promise<Result<MethodOutput<M>>> | Result<MethodOutput<M>>;
};

/** What `serve` needs of an engine. */
export type Service = {
  readonly handlers: Handlers;
  /** Called for each new connection before its first call. */
  readonly opened: (session: Session) => void;
};

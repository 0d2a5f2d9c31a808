import http from 'node:http';
import https from 'node:https';
import { connect, type Route } from './connector.ts';

/** Idle connections kept, and for how long: less than servers and balancers usually keep theirs. */
const maxFreeSockets = 3;
const idleMs = 15_000;

/**
 * An agent whose connections follow the route, whatever the request says of its host. `keepAlive` pools them;
 * without it each request has a connection of its own.
 */
export function createRouteAgent(route: Route, keepAlive: boolean, closing: AbortSignal): http.Agent {
  const pool = { keepAlive, maxFreeSockets, scheduling: 'lifo', timeout: idleMs } as const;
  const agent = route.endpoint.secure ? new https.Agent(pool) : new http.Agent(pool);
  agent.createConnection = (_options, callback) => {
    void connect(route, closing).then(
      (socket) => callback?.(null, socket),
      (cause: Error) => (callback as ((cause: Error) => void) | undefined)?.(cause), // typed as if it always had a socket
    );
    return undefined;
  };
  return agent;
}

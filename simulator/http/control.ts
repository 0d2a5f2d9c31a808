import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLive } from '../world/database.ts';
import type { World } from '../world/world.ts';
import type { LaunchRequest } from '../launch.ts';
import { parseFault } from './fault.ts';
import type { FaultList } from './fault-list.ts';
import type { RequestLog } from './request-log.ts';

/** What the control port controls. */
export type Controlled = {
  readonly name: string;
  readonly world: World;
  readonly accounts: readonly string[];
  readonly faults: FaultList;
  readonly log: RequestLog;
  readonly isListening: boolean;
  readonly waitingRequests: number;
  step(ms: number): void;
  launch(request: LaunchRequest): string[];
  stop(): Promise<void>;
  start(): Promise<void>;
  settle(): Promise<void>;
};

type Body = Readonly<Record<string, unknown>>;
type Handler = (call: {
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: Body;
}) => unknown;

async function readJson(message: IncomingMessage): Promise<Body> {
  let text = '';
  for await (const chunk of message as AsyncIterable<Buffer>) text += chunk.toString('utf8');
  if (text.trim() === '') return {};
  const body: unknown = JSON.parse(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new SyntaxError('expected a JSON object');
  return { ...body };
}

function numberIn(body: Body, name: string): number {
  const value = body[name];
  if (typeof value !== 'number' || !(value >= 0)) throw new RangeError(`${name} must be a number from 0`);
  return value;
}

function launchRequest(body: Body): LaunchRequest {
  const text = (name: string): Record<string, string> => {
    const value = body[name];
    if (value === undefined) return {};
    if (typeof value !== 'string') throw new RangeError(`${name} must be a text`);
    return { [name]: value };
  };
  const count = body['count'] === undefined ? 1 : Math.min(10_000, numberIn(body, 'count'));
  const texts = ['account', 'imageId', 'specId', 'hostname'].map(text);
  return Object.assign({ count, haEnabled: body['haEnabled'] === true }, ...texts) as LaunchRequest; // keys as in the list above
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** The second HTTP server, which speaks plain JSON: faults, time, state, log. */
export class ControlPanel {
  readonly #controlled: Controlled;
  readonly #handlers: Readonly<Record<string, Handler>>;

  constructor(controlled: Controlled) {
    this.#controlled = controlled;
    const { faults, log, world } = controlled;
    this.#handlers = {
      'GET /faults': () => faults.list(),
      'POST /faults': ({ body }) => {
        const fault = faults.add(parseFault(body));
        return controlled.settle().then(() => fault);
      },
      'DELETE /faults': () => {
        faults.clear();
        return controlled.settle().then(() => []);
      },
      'DELETE /faults/ID': ({ id }) => {
        const removed = faults.remove(Number(id));
        return controlled.settle().then(() => ({ removed }));
      },
      'POST /step': ({ body }) => {
        controlled.step(numberIn(body, 'ms'));
        return this.#state();
      },
      'POST /speed': ({ body }) => {
        world.clock.setSpeed(numberIn(body, 'speed'));
        return this.#state();
      },
      'GET /state': () => this.#state(),
      'GET /log': ({ query }) => ({
        total: log.total,
        requests: log.last(Number(query.get('limit') ?? 100)),
      }),
      'DELETE /log': () => {
        log.clear();
        return { total: log.total, requests: [] };
      },
      'POST /launch': ({ body }) => ({ ids: controlled.launch(launchRequest(body)) }),
      'POST /hosts/ID/kill': ({ id, body }) => {
        world.killHost(id, { loseGuests: body['loseGuests'] === true });
        return this.#host(id);
      },
      'POST /hosts/ID/revive': ({ id }) => {
        world.reviveHost(id);
        return this.#host(id);
      },
      'POST /instances/ID/kill': ({ id }) => {
        world.killGuest(id);
        return { id };
      },
      'POST /stop': () => controlled.stop().then(() => this.#state()),
      'POST /start': () => controlled.start().then(() => this.#state()),
    };
  }

  async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { pathname, searchParams } = new URL(message.url ?? '/', 'http://control');
      const [, area = '', id, action] = pathname.split('/');
      const pattern = [
        area,
        ...(id === undefined ? [] : ['ID']),
        ...(action === undefined ? [] : [action]),
      ].join('/');
      const handler = this.#handlers[`${message.method ?? ''} /${pattern}`];
      if (handler === undefined) {
        send(response, 404, { error: 'no such route', routes: Object.keys(this.#handlers) });
        return;
      }
      const body = await readJson(message);
      send(response, 200, await handler({ id: decodeURIComponent(id ?? ''), query: searchParams, body }));
    } catch (error) {
      send(response, 400, { error: error instanceof Error ? error.message : String(error) });
    }
  }

  #host(id: string): unknown {
    const { alive, status } = this.#controlled.world.host(id);
    return { id, alive, status };
  }

  #state(): unknown {
    const { world, accounts, name, isListening, waitingRequests, faults, log } = this.#controlled;
    world.clock.settle();
    const { database } = world;
    return {
      name,
      now: new Date(world.clock.now()).toISOString(),
      listening: isListening,
      waitingRequests,
      accounts,
      requests: log.total,
      faults: faults.list(),
      instances: countBy(database.instances.rows.map(({ state }) => state)),
      volumes: countBy(database.volumes.rows.map(({ state }) => state)),
      hosts: database.hostNodes.rows.map(({ id, status, alive }) => ({
        id,
        status,
        alive,
        instances: database.instances.rows.filter((row) => row.hostId === id && isLive(row)).length,
      })),
    };
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body, null, 2));
}

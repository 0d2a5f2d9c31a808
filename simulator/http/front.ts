import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, Api } from '../api/api.ts';
import type { RawRequest } from '../api/request.ts';
import type { World } from '../world/world.ts';
import { damage, STANDS_IN } from './damage.ts';
import { deliver, faultOf } from './delivery.ts';
import type { FaultRequest } from './fault.ts';
import type { FaultList } from './fault-list.ts';
import type { LoggedRequest, RequestLog } from './request-log.ts';
import { pause, type Timers } from './timers.ts';
import type { Workers } from './workers.ts';

export type FrontParts = {
  readonly api: Api;
  readonly world: World;
  readonly faults: FaultList;
  readonly log: RequestLog;
  readonly workers: Workers;
  readonly timers: Timers;
  /** What an index record costs a worker unless a fault says otherwise. */
  readonly recordCostMs: number;
};

const MAX_BODY_BYTES = 10_000_000;

async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new RangeError('the body is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function headersOf({ headers }: IncomingMessage): RawRequest['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}

/** A page request with its offset taken away, so that every page is the first. */
function withoutStart(request: RawRequest, faults: readonly FaultRequest[]): RawRequest {
  if (faultOf(faults, 'cyclic-pages') === undefined) return request;
  return { ...request, target: request.target.replace(/([?&]start=)[^&]*/, '$10') };
}

/** The server in front of the API: takes requests from the wire, lets faults loose on them, and answers. */
export class Front {
  readonly #parts: FrontParts;

  constructor(parts: FrontParts) {
    this.#parts = parts;
  }

  async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request: RawRequest = {
      method: message.method ?? 'GET',
      target: message.url ?? '/',
      headers: headersOf(message),
      body: await readBody(message),
    };
    const faults = this.#parts.faults.take(request);
    const entry = this.#note(request, faults);
    const latency = faultOf(faults, 'latency');
    if (latency !== undefined) await pause(this.#parts.timers, latency.ms);
    if (faultOf(faults, 'hang') !== undefined) return;
    if (faultOf(faults, 'reset') !== undefined) response.socket?.resetAndDestroy();
    else if (faultOf(faults, 'empty-reply') !== undefined) response.socket?.destroy();
    else await this.#answer({ request, faults, entry, response });
  }

  #note(request: RawRequest, faults: readonly FaultRequest[]): LoggedRequest {
    this.#parts.world.clock.settle();
    return this.#parts.log.add({
      at: this.#parts.world.clock.now(),
      ...request,
      account: request.headers['x-vdc-account-uuid'] ?? null,
      faults: faults.map(({ kind }) => kind),
    });
  }

  async #answer(exchange: Exchange): Promise<void> {
    const { request, faults, entry, response } = exchange;
    const { world, timers, api } = this.#parts;
    const answer = await this.#work(request, faults);
    if (answer === 'killed') {
      response.socket?.destroy();
      return;
    }
    if (faultOf(faults, 'reset-after-commit') !== undefined) {
      response.socket?.resetAndDestroy();
      return;
    }
    entry.status = answer.status;
    const offset = faultOf(faults, 'clock-offset')?.ms ?? 0;
    const date = world.clock.now() + offset;
    const write = api.write.bind(api);
    const damaged = faults.reduce(
      (sofar, fault) => damage(sofar, fault, { target: request.target, write }),
      answer,
    );
    await deliver({ response, method: request.method, timers, date, faults }, damaged);
  }

  #work(request: RawRequest, faults: readonly FaultRequest[]): Promise<Answer | 'killed'> {
    const costMs = faultOf(faults, 'record-cost')?.ms ?? this.#parts.recordCostMs;
    const { api, workers } = this.#parts;
    if (faults.some(({ kind }) => STANDS_IN.has(kind))) {
      return Promise.resolve({ status: 200, headers: {}, body: '', format: 'json', records: 0 });
    }
    return workers.run(
      () => api.handle(withoutStart(request, faults)),
      ({ records }) => records * costMs,
    );
  }
}

type Exchange = {
  readonly request: RawRequest;
  readonly faults: readonly FaultRequest[];
  readonly entry: LoggedRequest;
  readonly response: ServerResponse;
};

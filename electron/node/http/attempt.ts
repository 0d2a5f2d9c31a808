import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { AxiosInstance, AxiosResponse } from 'axios';
import type { Readable } from 'node:stream';
import type { AppError } from '#contract/errors.ts';
import { err, ok, type Result } from '#contract/result.ts';
import type { HttpRequest } from '#core/ports/http.ts';
import { type Phase, toEndpointError } from './endpoint-errors.ts';
import { type BodyHead, readBody } from './response-body.ts';

/** What one attempt needs besides the request. */
export type AttemptOptions = {
  readonly client: AxiosInstance;
  readonly agent: http.Agent;
  readonly url: string;
  /** The request target in absolute form, for a proxy of plain HTTP; null for the usual form. */
  readonly absoluteTarget: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
};

/** An answer as it came off the wire. */
export type Received = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

export type FailedAttempt = {
  readonly error: AppError;
  readonly sent: 'no' | 'maybe';
  readonly phase: Phase;
  /** The server had closed a kept connection before it saw this request: nobody can have acted on it. */
  readonly stale: boolean;
};

/** Sends once, over one connection. Never rejects: after an abort it answers some failure, which is the caller's to name. */
export async function attempt(
  request: HttpRequest,
  options: AttemptOptions,
): Promise<Result<Received, FailedAttempt>> {
  const progress = new Progress();
  try {
    const response = await start(request, options, progress);
    progress.phase = 'body';
    const body = await readBody(response.data, headOf(response), request.maxBodyBytes);
    return ok({ status: response.status, headers: flatten(response), body });
  } catch (cause) {
    progress.request?.destroy();
    const error = toEndpointError(cause, progress.phase, progress.received);
    return err({ error, sent: progress.sent, phase: progress.phase, stale: progress.isStale(error) });
  }
}

/** How far a request has come, as its socket shows. */
class Progress {
  phase: Phase = 'connect';
  request: ClientRequest | null = null;
  private bytesBefore = 0;

  /** The agent hands out connected sockets only, so before that not a byte can have left. */
  get sent(): 'no' | 'maybe' {
    return this.phase === 'connect' ? 'no' : 'maybe';
  }

  get received(): boolean {
    return (this.request?.socket?.bytesRead ?? 0) > this.bytesBefore;
  }

  isStale({ code }: AppError): boolean {
    const broke = code === 'endpoint/reset' || code === 'endpoint/empty-reply';
    return broke && this.phase === 'answer' && !this.received && this.request?.reusedSocket === true;
  }

  watch(request: ClientRequest): void {
    this.request = request;
    request.once('socket', (socket) => {
      this.bytesBefore = socket.bytesRead;
      this.phase = 'answer';
    });
  }
}

type Respond = (response: IncomingMessage) => void;

function start(request: HttpRequest, options: AttemptOptions, progress: Progress) {
  const { client, agent, url, absoluteTarget, headers, signal } = options;
  const secure = url.startsWith('https:');
  const transport = {
    request: (parameters: RequestOptions, respond: Respond): ClientRequest => {
      const target = absoluteTarget === null ? parameters : { ...parameters, path: absoluteTarget };
      const sending = secure ? https.request(target, respond) : http.request(target, respond);
      progress.watch(sending);
      return sending;
    },
  };
  return client.request<Readable>({
    method: request.method,
    url,
    headers,
    signal,
    transport,
    httpAgent: agent,
    httpsAgent: agent,
    ...(request.body !== undefined && { data: request.body }),
  });
}

function headOf({ headers }: AxiosResponse): BodyHead {
  const announced: unknown = headers['content-length'];
  const encoding: unknown = headers['content-encoding'];
  return {
    announced: typeof announced === 'string' ? Number(announced) : null,
    encoding: typeof encoding === 'string' ? encoding : '',
  };
}

function flatten({ headers }: AxiosResponse): Readonly<Record<string, string>> {
  const entries = Object.entries(headers as Readonly<Record<string, unknown>>);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

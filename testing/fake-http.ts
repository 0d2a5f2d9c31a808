import { appError, type ErrorCode } from '#contract/errors.ts';
import { err, ok, type Result } from '#contract/result.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { HttpFailure, HttpPort, HttpRequest, HttpResponse } from '#core/ports/http.ts';

/** What a scripted server does with a request. */
export type ScriptedAnswer =
  | {
      readonly kind: 'answers';
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
    }
  /** Takes the request and closes the connection without a word. */
  | { readonly kind: 'closes' }
  /** Takes the request and never answers. */
  | { readonly kind: 'hangs' }
  /** Fails as told; only a fake can. */
  | { readonly kind: 'fails'; readonly code: ErrorCode; readonly sent?: 'no' | 'maybe' };

/** What a server saw of a request; header names in lower case. */
export type SeenRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Script = (request: SeenRequest) => ScriptedAnswer | Promise<ScriptedAnswer>;

/** JSON as dcmgr labels it. */
export const answersJson = (json: unknown, status = 200): ScriptedAnswer => ({
  kind: 'answers',
  status,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(json),
});

type Outcome = Result<HttpResponse, HttpFailure>;

/**
 * An HTTP port without a network: a script answers. Time limits need a clock; without one a hanging request
 * hangs until it is cancelled or the port closed. Passes the same contract as the real port.
 */
export class FakeHttp implements HttpPort {
  /** Requests in the order they came. */
  readonly seen: SeenRequest[] = [];
  /** Requests not yet answered. */
  underWay = 0;
  closed = false;
  private readonly script: Script;
  private readonly clock: Clock | null;
  private readonly onClose = new Set<() => void>();

  constructor(script: Script, clock: Clock | null = null) {
    this.script = script;
    this.clock = clock;
  }

  async send(request: HttpRequest, signal: AbortSignal): Promise<Outcome> {
    signal.throwIfAborted();
    const startedAt = this.clock?.elapsed() ?? 0;
    const ms = () => (this.clock?.elapsed() ?? 0) - startedAt;
    if (this.closed) return failure('endpoint/reset', 'no', ms());
    this.underWay += 1;
    const ending = this.ending(request, signal, ms); // first: a script may cancel or close
    const ended = await Promise.race([this.answer(request, ms), ending.outcome]);
    ending.forget();
    this.underWay -= 1;
    signal.throwIfAborted();
    return ended;
  }

  close(): void {
    this.closed = true;
    for (const close of this.onClose) close();
  }

  private async answer(request: HttpRequest, ms: () => number): Promise<Outcome> {
    const seen = toSeen(request);
    this.seen.push(seen);
    const answer = await this.script(seen);
    if (answer.kind === 'hangs') return new Promise(() => undefined);
    if (answer.kind === 'closes') return failure('endpoint/empty-reply', 'maybe', ms());
    if (answer.kind === 'fails') return failure(answer.code, answer.sent ?? 'maybe', ms());
    const { status = 200, headers = {}, body = '' } = answer;
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
    if (bytes.length > request.maxBodyBytes) return failure('endpoint/body-too-large', 'maybe', ms());
    return ok({ status, headers: lowerCased(headers), body: bytes, ms: ms() });
  }

  /** What ends the request whatever the script does: the time limit, a cancellation, the port's closing. */
  private ending({ timeoutMs }: HttpRequest, signal: AbortSignal, ms: () => number) {
    const { promise: outcome, resolve } = Promise.withResolvers<Outcome>();
    const end = (code: ErrorCode) => {
      resolve(failure(code, 'maybe', ms()));
    };
    const close = () => {
      end('endpoint/reset');
    };
    const cancelTimer = this.clock?.after(timeoutMs, () => {
      end('endpoint/timeout');
    });
    this.onClose.add(close);
    signal.addEventListener('abort', close);
    const forget = () => {
      cancelTimer?.();
      this.onClose.delete(close);
      signal.removeEventListener('abort', close);
    };
    return { outcome, forget };
  }
}

const failure = (code: ErrorCode, sent: 'no' | 'maybe', ms: number): Outcome =>
  err({ error: appError(code, 'scripted'), sent, ms });

const toSeen = ({ method, path, headers, body = '' }: HttpRequest): SeenRequest => ({
  method,
  path,
  headers: lowerCased(headers),
  body,
});

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

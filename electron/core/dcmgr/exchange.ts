import type { AppError } from '#contract/errors.ts';
import type { AccountId } from '#contract/ids.ts';
import { err, ok, type Result } from '#contract/result.ts';
import type { HttpFailure, HttpMethod, HttpPort, HttpResponse } from '../ports/http.ts';
import { type AnswerJson, readAnswer, requestIdOf } from './answers.ts';
import type { Exchange, Failure } from './client.ts';

/** One request to dcmgr, read or write. */
export type ExchangeRequest = {
  readonly method: HttpMethod;
  /** Path and query below the base URL, every id in it checked. */
  readonly path: string;
  readonly account: AccountId;
  readonly body?: { readonly text: string; readonly contentType: string };
};

/** A 2xx answer's JSON. */
export type Answer = AnswerJson & { readonly exchange: Exchange };

/**
 * An exchange that brought no 2xx JSON. `sent` is `no` only where the server can't have seen the request;
 * `answered` tells a refusal by the server (whatever its words) from an answer that never came.
 */
export type ExchangeFailure = Failure & { readonly sent: 'no' | 'maybe'; readonly answered: boolean };

/**
 * Sends one request and reads its answer. Nothing is retried; cancelling rejects with the signal's reason, and
 * nothing else does. Reads and writes alike go through here.
 */
export type SendToDcmgr = (
  request: ExchangeRequest,
  signal: AbortSignal,
) => Promise<Result<Answer, ExchangeFailure>>;

/** Bounds of one exchange. */
export type ExchangeLimits = {
  /** Connect to last byte, in milliseconds. */
  readonly timeoutMs: number;
  /** Largest answer accepted, decompressed. A page of 500 instances is some 600 kB. */
  readonly maxBodyBytes: number;
  /** One byte that is not UTF-8 must not cost the records around it; where none are read, it is a failure. */
  readonly mends: boolean;
};

export const defaultMaxBodyBytes = 32 * 1024 * 1024;

export function createExchange(
  http: HttpPort,
  { timeoutMs, maxBodyBytes, mends }: ExchangeLimits,
): SendToDcmgr {
  return async ({ method, path, account, body }, signal) => {
    const headers = { Accept: 'application/json', 'X-VDC-ACCOUNT-UUID': account };
    const limits = { timeoutMs, maxBodyBytes };
    const sent = await http.send(
      body === undefined
        ? { method, path, headers, ...limits }
        : {
            method,
            path,
            headers: { ...headers, 'Content-Type': body.contentType },
            body: body.text,
            ...limits,
          },
      signal,
    );
    return sent.ok ? fromResponse(sent.value, mends) : err(fromFailure(sent.error));
  };
}

function fromResponse(response: HttpResponse, mends: boolean): Result<Answer, ExchangeFailure> {
  const exchange = measure(response);
  const answer = readAnswer(response, mends);
  if (answer.ok) return ok({ ...answer.value, exchange });
  return err({ error: answer.error, exchange, sent: 'maybe', answered: true });
}

const fromFailure = ({ error, sent, ms }: HttpFailure): ExchangeFailure => ({
  error,
  exchange: { bytes: 0, ms, serverTime: null, requestId: null },
  sent,
  answered: false,
});

function measure(response: HttpResponse): Exchange {
  const time = Date.parse(response.headers['date'] ?? '');
  return {
    bytes: response.body.byteLength,
    ms: response.ms,
    serverTime: Number.isNaN(time) ? null : time,
    requestId: requestIdOf(response),
  };
}

/** A failure found in an answer that arrived: right status, right JSON, wrong contents. */
export const contentFailure = (error: AppError, { exchange }: Answer): Failure => ({ error, exchange });

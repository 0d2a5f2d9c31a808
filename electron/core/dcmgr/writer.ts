import type { AccountId } from '#contract/ids.ts';
import type { SentRequest } from '#contract/operation.ts';
import type { Result } from '#contract/result.ts';
import type { HttpPort } from '../ports/http.ts';
import { type Answer, createExchange, defaultMaxBodyBytes, type ExchangeFailure } from './exchange.ts';

/** What an operation puts on the wire, and what came back. */
export type WriteResult = Result<Answer, ExchangeFailure>;

/**
 * Writes to one dcmgr. One HTTP request a call, never repeated here. Rejects with the signal's reason when
 * cancelled, and only then.
 */
export type DcmgrWriter = (
  request: SentRequest,
  account: AccountId,
  signal: AbortSignal,
) => Promise<WriteResult>;

/** Writes over a connection that somebody else owns and closes. `timeoutMs`: connect to last byte. */
export function createDcmgrWriter(http: HttpPort, timeoutMs: number): DcmgrWriter {
  const send = createExchange(http, { timeoutMs, maxBodyBytes: defaultMaxBodyBytes, mends: false });
  return ({ method, path, body }, account, signal) =>
    send(
      body === null
        ? { method, path, account }
        : { method, path, account, body: { text: body, contentType: 'application/json' } },
      signal,
    );
}

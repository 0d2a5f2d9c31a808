import { type AppError, appError } from '#contract/errors.ts';
import type { Operation } from '#contract/operation.ts';
import { instanceIdSchema } from '#contract/ids.ts';
import type { Instance } from '#contract/resources.ts';
import type { DecodedRecord, Exchange } from '../dcmgr/client.ts';
import { decodeRecord } from '../dcmgr/decode.ts';
import type { ExchangeFailure } from '../dcmgr/exchange.ts';
import type { WriteResult } from '../dcmgr/writer.ts';
import { launchedOtherwise } from './launched-otherwise.ts';
import type { AnswerHead, LifecycleEvent } from './lifecycle.ts';

/** What an answer means for its operation, and the instance that came with it. */
export type Interpretation = { readonly event: LifecycleEvent; readonly record: DecodedRecord | null };

/**
 * What one exchange tells of an operation. A refusal in the server's own words is believed; a 5xx, a failure of its
 * database or an answer that can't be read is not, since dcmgr may fail after it has committed (reference §6.2).
 */
export function interpretAnswer(operation: Operation, result: WriteResult, at: number): Interpretation {
  if (!result.ok) return { event: fromFailure(result.error, at), record: null };
  const { json, exchange } = result.value;
  const answer = { status: 200, requestId: exchange.requestId };
  return operation.intent.action === 'launch'
    ? fromLaunch(operation, json, answer, at)
    : { event: fromAction(operation, json, answer, at), record: null };
}

function fromLaunch({ intent }: Operation, json: unknown, answer: AnswerHead, at: number): Interpretation {
  const decoded = decodeRecord('instances', json, '11.12');
  if (!decoded.ok) return { event: { kind: 'lost', at, answer, error: decoded.error }, record: null };
  const instanceId = instanceIdSchema.parse(decoded.value.id);
  const note = launchedOtherwise(intent, decoded.value.value as Instance); // as its kind says
  return { event: { kind: 'accepted', at, answer, instanceId, note }, record: decoded.value };
}

/** `["i-…"]`, or for a reboot `{}`: anything else with 200 is some other server's answer. */
function fromAction(operation: Operation, json: unknown, answer: AnswerHead, at: number): LifecycleEvent {
  const isNamed = Array.isArray(json) && json.includes(operation.instanceId);
  const isEmpty = typeof json === 'object' && json !== null && Object.keys(json).length === 0;
  if (isNamed || (operation.intent.action === 'reboot' && isEmpty && !Array.isArray(json)))
    return { kind: 'accepted', at, answer, instanceId: null, note: null };
  const error = appError('endpoint/wrong-shape', 'the answer does not name the instance', { status: 200 });
  return { kind: 'lost', at, answer, error };
}

function fromFailure({ error, exchange, sent, answered }: ExchangeFailure, at: number): LifecycleEvent {
  if (sent === 'no') return { kind: 'unsent', at, error };
  const answer = answered ? headOf(error, exchange) : null;
  const kind = answered && isRefusal(error) ? 'rejected' : 'lost';
  return { kind, at, answer, error };
}

const headOf = (error: AppError, exchange: Exchange): AnswerHead => ({
  status: statusOf(error),
  requestId: exchange.requestId,
});

function statusOf(error: AppError): number {
  const status = error.details?.['status'];
  return typeof status === 'number' ? status : 0;
}

/** Given up by a proxy while dcmgr may be at work on it: these two prove nothing. */
const timeOuts: ReadonlySet<number> = new Set([408, 499]);

/**
 * dcmgr rolls back before it answers an error object, unless the database failed it: that may have been after the
 * commit, while it put the answer together, and so may any 5xx. A 3xx or 4xx of anybody else did not reach it.
 */
function isRefusal(error: AppError): boolean {
  const status = statusOf(error);
  const { code } = error;
  if (code === 'dcmgr/database-error' || status >= 500) return false;
  return code.startsWith('dcmgr/') || (status >= 300 && !timeOuts.has(status));
}

import {
  appError,
  type AppError,
  dcmgrReasons,
  type ErrorCode,
  type ErrorDetails,
} from '#contract/errors.ts';
import { err, ok, type Result } from '#contract/result.ts';
import type { HttpResponse } from '../ports/http.ts';
import { isJsonObject, type JsonObject } from './json.ts';

/** A 2xx answer's JSON; `mended` where bytes that are not UTF-8 have become U+FFFD in it. */
export type AnswerJson = { readonly json: unknown; readonly mended: boolean };

/**
 * Makes an answer's JSON or the reason why there is none (reference §6). Every status, body and encoding has a
 * code; the details carry the status, the request id and, of a dcmgr error object, its code and message. `mends`:
 * an answer that is JSON but for bytes that are not UTF-8 is taken all the same.
 */
export function readAnswer(response: HttpResponse, mends: boolean): Result<AnswerJson, AppError> {
  const { status } = response;
  if (status < 200 || status > 299) return err(refusal(response));
  const text = decodeText(response.body);
  if (text === null) return mends ? mendedAnswer(response) : err(notUtf8(response));
  const json = parseJson(text);
  if (json.ok) return ok({ json: json.value, mended: false });
  return err(
    looksLikeJson(text, response)
      ? failure('endpoint/bad-json', response, 'the answer is not valid JSON', { bytes: text.length })
      : failure('endpoint/not-dcmgr', response, 'the answer is not JSON', { type: mediaType(response) }),
  );
}

function mendedAnswer(response: HttpResponse): Result<AnswerJson, AppError> {
  const json = parseJson(mendingUtf8.decode(response.body));
  return json.ok ? ok({ json: json.value, mended: true }) : err(notUtf8(response));
}

const notUtf8 = (response: HttpResponse): AppError =>
  failure('endpoint/bad-encoding', response, 'the answer is not UTF-8');

/** `X-VDC-Request-ID`, which dcmgr puts on every answer; null where it is not one. */
export function requestIdOf(response: HttpResponse): string | null {
  const id = response.headers['x-vdc-request-id'] ?? '';
  return /^[\w-]{1,100}$/.test(id) ? id : null;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const mendingUtf8 = new TextDecoder('utf-8');

function decodeText(body: Uint8Array): string | null {
  try {
    return utf8.decode(body);
  } catch {
    return null; // the decoder has one way to fail, and this is its name for the caller
  }
}

function parseJson(text: string): Result<unknown, null> {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    return err(null); // where exactly the text breaks helps nobody, and the message would quote the body
  }
}

const mediaType = (response: HttpResponse): string =>
  (response.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase().slice(0, 80) ?? '';

/** Whether text that failed to parse was meant as JSON: cut short, say, rather than another server's page. */
function looksLikeJson(text: string, response: HttpResponse): boolean {
  const start = text.trimStart()[0];
  if (start === '<') return false;
  return start === undefined
    ? !/html/.test(mediaType(response))
    : /[[{]/.test(start) || /json/.test(mediaType(response));
}

function failure(
  code: ErrorCode,
  response: HttpResponse,
  message: string,
  more: ErrorDetails = {},
): AppError {
  const { status } = response;
  return appError(code, `${message} (HTTP ${status})`, { status, requestId: requestIdOf(response), ...more });
}

/** The reason of an answer other than 2xx. */
function refusal(response: HttpResponse): AppError {
  const dcmgr = dcmgrError(response);
  if (dcmgr !== null) return dcmgr;
  const { status } = response;
  if (status >= 300 && status <= 399) return redirect(response);
  if (status === 401 || status === 403) return failure('endpoint/unauthorised', response, 'access refused');
  if (status === 404) return failure('endpoint/not-found', response, 'no such path');
  if (status === 407) return failure('endpoint/proxy', response, 'the proxy wants credentials');
  if (status >= 500) return failure('endpoint/server-error', response, 'the server failed');
  return failure('endpoint/unexpected-status', response, 'unexpected status');
}

/** An error object `{error, message, code}` (reference §6.1), or null where the body is none. */
function dcmgrError(response: HttpResponse): AppError | null {
  const text = decodeText(response.body);
  const json = text === null ? null : parseJson(text);
  if (json === null || !json.ok || !isJsonObject(json.value)) return null;
  const { code, error, message } = json.value;
  const number = typeof code === 'number' ? String(code) : code;
  if (typeof number !== 'string' || !/^\d{1,6}$/.test(number)) return null;
  if (typeof error !== 'string' && typeof message !== 'string') return null;
  return failure(reasonOf(number), response, `dcmgr error ${number}`, {
    dcmgrCode: number,
    dcmgrError: shortText(json.value, 'error'),
    dcmgrMessage: shortText(json.value, 'message'),
  });
}

const reasons: Readonly<Record<string, ErrorCode>> = dcmgrReasons;

const reasonOf = (code: string): ErrorCode =>
  (Object.hasOwn(reasons, code) ? reasons[code] : undefined) ?? 'dcmgr/other';

/** dcmgr's words in its errors are ids, states and short sentences; anything longer is not worth carrying. */
function shortText(document: JsonObject, name: string): string | null {
  const text = document[name];
  // eslint-disable-next-line no-control-regex -- control characters are what must not reach a log
  return typeof text === 'string' ? text.replace(/[\x00-\x1f\x7f]+/g, ' ').slice(0, 200) : null;
}

/** Where a redirect leads, without its query and user part; redirects are answers and never followed. */
function redirect(response: HttpResponse): AppError {
  const location = response.headers['location'] ?? '';
  const target = URL.canParse(location) ? new URL(location) : null;
  const to =
    target === null
      ? location.replace(/[?#].*$/s, '')
      : `${target.protocol}//${target.host}${target.pathname}`;
  return failure('endpoint/redirect', response, 'redirected', { location: to.slice(0, 200) });
}

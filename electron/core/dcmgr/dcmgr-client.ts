import { appError } from '#contract/errors.ts';
import { idPrefixes, isIdOf } from '#contract/resource-kind.ts';
import { err, ok, type Result } from '#contract/result.ts';
import type { HttpPort } from '../ports/http.ts';
import type { DcmgrClient, Exchange, Failure, Page, Shown } from './client.ts';
import { decodeRecord } from './decode.ts';
import type { Dialect } from './decoders/decoder.ts';
import { decodeResults, readEnvelope, wrongShape } from './envelope.ts';
import { type Answer, contentFailure, createExchange, defaultMaxBodyBytes } from './exchange.ts';

/** What a client of one datacenter is made of. */
export type DcmgrClientOptions = {
  readonly http: HttpPort;
  /** The whole request, connect to last byte, in milliseconds. */
  readonly timeoutMs: number;
  readonly maxBodyBytes?: number;
};

type PageRequest = Parameters<DcmgrClient['page']>[0];
type ShowRequest = Parameters<DcmgrClient['show']>[0];

const unsent: Exchange = { bytes: 0, ms: 0, serverTime: null, requestId: null };

/** Reads one dcmgr over the port, which the client owns and closes. See `DcmgrClient` for the promises. */
export function createDcmgrClient(options: DcmgrClientOptions): DcmgrClient {
  const { http, timeoutMs, maxBodyBytes = defaultMaxBodyBytes } = options;
  const send = createExchange(http, { timeoutMs, maxBodyBytes, mends: true });
  /** A show has no envelope to tell the dialect by; what the last index said holds for the server. */
  let dialect: Dialect = '11.12';
  return {
    page: async (request, signal) => {
      const { kind, account, start, limit } = request;
      const path = `/${kind}?start=${start}&limit=${limit}`;
      const answer = await send({ method: 'GET', path, account }, signal);
      if (!answer.ok) return err(asFailure(answer.error));
      const page = toPage(request, answer.value);
      if (page.ok) dialect = page.value.dialect;
      return page.ok ? ok(page.value.page) : page;
    },
    show: async (request, signal) => {
      const { kind, account, id } = request;
      if (!isIdOf(kind, id)) return err(impossibleId(request));
      const answer = await send({ method: 'GET', path: `/${kind}/${id}`, account }, signal);
      return answer.ok ? toShown(request, answer.value, dialect) : err(asFailure(answer.error));
    },
    close: () => {
      http.close();
    },
  };
}

/** Whether a request was sent matters to writes only. */
const asFailure = ({ error, exchange }: Failure): Failure => ({ error, exchange });

function toPage(
  request: PageRequest,
  answer: Answer,
): Result<{ readonly page: Page; readonly dialect: Dialect }, Failure> {
  const envelope = readEnvelope(answer.json);
  if (!envelope.ok) return err(contentFailure(envelope.error, answer));
  const { dialect, ownerTotal, results } = envelope.value;
  const start = envelope.value.start ?? request.start;
  const list = decodeResults(request.kind, results, start, { dialect, mended: answer.mended });
  const { exchange } = answer;
  return ok({ dialect, page: { start, ownerTotal, count: results.length, ...list, exchange } });
}

function toShown({ kind, id }: ShowRequest, answer: Answer, dialect: Dialect): Result<Shown, Failure> {
  const decoded = decodeRecord(kind, answer.json, dialect);
  if (!decoded.ok) return err(contentFailure(decoded.error, answer));
  // A cache or a proxy in between may answer with something else; taking it would date the wrong record.
  if (decoded.value.id !== id) return err(contentFailure(wrongShape('id'), answer));
  return ok({ record: decoded.value, exchange: answer.exchange });
}

function impossibleId({ kind, id }: ShowRequest): Failure {
  const details = { kind, id: id.slice(0, 80) };
  const message = `no request made: an id of ${kind} is ${idPrefixes[kind]} and letters, digits, - or _`;
  return { error: appError('record/wrong-prefix', message, details), exchange: unsent };
}

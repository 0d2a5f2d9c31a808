import { appError, type AppError } from '#contract/errors.ts';
import type { ResourceId } from '#contract/ids.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import { err, ok, type Result } from '#contract/result.ts';
import type { DecodedRecord, FaultyRecord } from './client.ts';
import { decodeRecord } from './decode.ts';
import type { Dialect } from './decoders/decoder.ts';
import { isJsonObject, type JsonObject } from './json.ts';

/** An index's answer, unwrapped. */
export type Envelope = {
  readonly dialect: Dialect;
  readonly ownerTotal: number;
  /** The offset as echoed; null where the answer has none worth believing. */
  readonly start: number | null;
  readonly results: readonly unknown[];
};

/**
 * Unwraps an index: one object in an array of one (or bare, as the wiki has it), with `results` (or `result`)
 * and `owner_total` (or, in later dialects, `total`). Anything else is `endpoint/wrong-shape`.
 */
export function readEnvelope(json: unknown): Result<Envelope, AppError> {
  const envelope: unknown = Array.isArray(json) && json.length === 1 ? json[0] : json;
  if (!isJsonObject(envelope)) return err(wrongShape('envelope'));
  const results = envelope['results'] ?? envelope['result'];
  if (!Array.isArray(results)) return err(wrongShape('results'));
  const isLater = envelope['owner_total'] === undefined;
  const ownerTotal = isLater ? envelope['total'] : envelope['owner_total'];
  if (!isCount(ownerTotal)) return err(wrongShape('owner_total'));
  return ok({ dialect: isLater ? '12.03' : '11.12', ownerTotal, start: startOf(envelope), results });
}

const startOf = ({ start }: JsonObject): number | null => (isCount(start) ? start : null);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** `endpoint/wrong-shape`: JSON, but not what this operation answers. `part` names where it goes wrong. */
export const wrongShape = (part: string): AppError =>
  appError('endpoint/wrong-shape', `the answer's ${part} is not what dcmgr sends`, { part });

export type DecodedList = {
  readonly records: readonly DecodedRecord[];
  readonly rejected: readonly FaultyRecord[];
  readonly mended: readonly FaultyRecord[];
};

/**
 * Decodes the entries of a page one by one: a bad one is set aside with its reason, and so is a second one with
 * an id already seen. `start` is the first entry's offset in the whole list. Where the answer had to be mended, so are
 * those whose id was, and the others that were are told.
 */
export function decodeResults(
  kind: ResourceKind,
  results: readonly unknown[],
  start: number,
  { dialect, mended: isMended }: { readonly dialect: Dialect; readonly mended: boolean },
): DecodedList {
  const records: DecodedRecord[] = [];
  const rejected: FaultyRecord[] = [];
  const mended: FaultyRecord[] = [];
  const seen = new Set<string>();
  for (let at = 0; at < results.length; at += 1) {
    const document = results[at];
    const id = idOf(document);
    const badText = isMended && JSON.stringify(document).includes(replacement) ? badEncoding(kind, id) : null;
    if (badText !== null && id?.includes(replacement) === true) {
      rejected.push({ offset: start + at, id: null, error: badText });
      continue;
    }
    const decoded = decodeRecord(kind, document, dialect);
    const error = decoded.ok ? duplicate(kind, decoded.value, seen) : decoded.error;
    if (decoded.ok && error === null) records.push(decoded.value);
    if (error !== null) rejected.push({ offset: start + at, id, error });
    else if (badText !== null) mended.push({ offset: start + at, id, error: badText });
  }
  return { records, rejected, mended };
}

/** What a decoder puts where bytes are no text. */
const replacement = '\ufffd';

const badEncoding = (kind: ResourceKind, id: ResourceId | null): AppError =>
  appError('record/bad-encoding', `${kind}: text that is not UTF-8`, { kind, id });

function duplicate(kind: ResourceKind, { id }: DecodedRecord, seen: Set<string>): AppError | null {
  if (seen.has(id)) return appError('list/duplicate-id', `${kind}: ${id} twice in one answer`, { kind, id });
  seen.add(id);
  return null;
}

const idOf = (document: unknown): string | null =>
  isJsonObject(document) && typeof document['id'] === 'string' ? document['id'].slice(0, 255) : null;

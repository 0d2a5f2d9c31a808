import type { Answer } from '../api/api.ts';
import { isList, type DocumentValue, type Fields } from '../api/document.ts';
import type { FaultRequest } from './fault.ts';

type Writer = (document: DocumentValue, format: Answer['format']) => string;

const isFields = (value: DocumentValue | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !isList(value) && !(value instanceof Date);

/** The page inside an index answer. */
function pageOf({ document }: Answer): Fields | undefined {
  const page = document !== undefined && isList(document) ? document[0] : undefined;
  return isFields(page) && isList(page['results'] ?? null) ? page : undefined;
}

function withRecords(
  answer: Answer,
  write: Writer,
  change: (records: readonly DocumentValue[]) => DocumentValue[],
): Answer {
  const page = pageOf(answer);
  const records = page?.['results'] ?? null;
  if (page === undefined || !isList(records)) return answer;
  const document = [{ ...page, results: change(records) }];
  return { ...answer, document, body: write(document, answer.format) };
}

function withForeignId(record: DocumentValue): DocumentValue {
  const id = isFields(record) ? record['id'] : undefined;
  return isFields(record) && typeof id === 'string'
    ? { ...record, id: id.replace(/^[a-z]+-/, 'xx-') }
    : record;
}

const LOGIN_PAGE =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body><form>…</form></body></html>';

function asPage(answer: Answer, status: number, body: string, more: Record<string, string> = {}): Answer {
  const headers = { ...answer.headers, 'Content-Type': 'text/html;charset=utf-8', ...more };
  return { ...answer, status, headers, body };
}

function isJson({ headers }: Answer): boolean {
  return headers?.['Content-Type'] === 'application/json';
}

function malformed(body: string): string {
  const at = body.lastIndexOf('}');
  return `${body.slice(0, Math.max(0, at))},,${body.slice(at)}`;
}

/** The answer as a fault of content leaves it; faults of delivery leave it alone. */
export function damage(
  answer: Answer,
  fault: FaultRequest,
  { target, write }: { target: string; write: Writer },
): Answer {
  switch (fault.kind) {
    case 'duplicate-ids':
      return withRecords(answer, write, (records) => [...records.slice(0, 1), ...records]);
    case 'wrong-prefix':
      return withRecords(answer, write, (records) => records.map(withForeignId));
    case 'truncated-json':
      return isJson(answer) ? { ...answer, body: answer.body.slice(0, answer.body.length / 2) } : answer;
    case 'malformed-json':
      return isJson(answer) ? { ...answer, body: malformed(answer.body) } : answer;
    case 'html-error':
      return asPage(answer, fault.status, '<h1>Internal Server Error</h1>');
    case 'html-page':
      return asPage(answer, 200, LOGIN_PAGE);
    case 'redirect-loop':
      return asPage(answer, 302, '', { Location: target });
    case 'latency':
    case 'hang':
    case 'refuse':
    case 'reset':
    case 'reset-mid-body':
    case 'reset-after-commit':
    case 'empty-reply':
    case 'invalid-utf8':
    case 'huge-body':
    case 'slow-loris':
    case 'clock-offset':
    case 'record-cost':
    case 'cyclic-pages':
      return answer;
  }
}

/** Faults for which the request never reaches dcmgr. */
export const STANDS_IN: ReadonlySet<FaultRequest['kind']> = new Set([
  'html-error',
  'html-page',
  'redirect-loop',
]);

import type { IncomingMessage, ServerResponse } from 'node:http';

/** An answer to an HTTP request, before the headers that every answer has. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
};

/** A short answer in words, never kept by a cache. */
export const plain = (
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: text === '' ? '' : `${text}\n`,
});

/** Text of our own making, never kept by a cache. */
export const text = (contentType: string, body: string): Answer => ({
  status: 200,
  headers: { 'content-type': `${contentType}; charset=utf-8`, 'cache-control': 'no-store' },
  body,
});

/** Sends an answer with the headers that all have. To HEAD it sends everything but the body. */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  always: Readonly<Record<string, string>>,
): void {
  const length = Buffer.byteLength(answer.body);
  const headers = {
    ...always,
    ...answer.headers,
    ...(answer.status === 204 ? {} : { 'content-length': length }),
  };
  response.writeHead(answer.status, headers);
  response.end(request.method === 'HEAD' || answer.status === 204 ? undefined : answer.body);
}

/** Reads a small text body; null where it is larger than allowed or breaks off. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | null> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    // Left undestroyed, or the refusal of a large body could not be sent.
    for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > maxBytes) return null;
      parts.push(part);
    }
  } catch {
    return null; // it broke off: nobody waits for an answer
  }
  return Buffer.concat(parts).toString('utf8');
}

import { pipeline, type Readable } from 'node:stream';
import { createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { appError } from '#contract/errors.ts';
import { EndpointFailure } from './endpoint-errors.ts';

/** What of an answer's head says how to read its body. */
export type BodyHead = {
  readonly encoding: string;
  /** `Content-Length`, null where the answer has none. */
  readonly announced: number | null;
};

/**
 * Reads a body to its end or to the limit, whichever comes first, decompressing on the way. Memory is bounded by
 * the limit, whatever the server sends. Compressed data that ends early is an error, not a shorter answer.
 */
export async function readBody(source: Readable, head: BodyHead, maxBytes: number): Promise<Uint8Array> {
  if (head.announced !== null && head.announced > maxBytes) {
    source.destroy();
    throw tooLarge(maxBytes);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  const plain = await decompress(source, head.encoding.trim().toLowerCase());
  for await (const chunk of plain) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge(maxBytes); // leaving the loop early destroys the streams
    chunks.push(chunk);
  }
  const [first] = chunks;
  return first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks, length);
}

const tooLarge = (maxBytes: number): EndpointFailure =>
  new EndpointFailure(appError('endpoint/body-too-large', 'the answer is too large', { maxBytes }));

async function decompress(source: Readable, encoding: string): Promise<AsyncIterable<Uint8Array>> {
  const chunks: AsyncIterator<Uint8Array> = source[Symbol.asyncIterator]();
  if (encoding === '' || encoding === 'identity') return rejoin(null, chunks);
  const first = await chunks.next();
  if (first.done === true) return rejoin(null, chunks);
  // The pipeline's own report is not needed: an error reaches whoever reads its end.
  return pipeline(rejoin(first.value, chunks), decompressor(encoding, first.value), () => undefined);
}

async function* rejoin(first: Uint8Array | null, rest: AsyncIterator<Uint8Array>) {
  if (first !== null) yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

/** `deflate` means zlib, but some servers (Rack's of dcmgr's time among them) send it without zlib's header. */
function decompressor(encoding: string, first: Uint8Array) {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'deflate') return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();
  throw new EndpointFailure(
    appError('endpoint/bad-encoding', 'compressed in a way that was not asked for', {
      encoding: encoding.slice(0, 40),
    }),
  );
}

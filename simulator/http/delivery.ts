import type { ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Answer } from '../api/api.ts';
import type { FaultRequest } from './fault.ts';
import { pause, type Timers } from './timers.ts';

export type Delivery = {
  readonly response: ServerResponse;
  readonly method: string;
  readonly timers: Timers;
  /** The server's idea of now, in ms. */
  readonly date: number;
  readonly faults: readonly FaultRequest[];
};

const reasonOf = (status: number): string => STATUS_CODES[status] ?? 'Unknown';

/** A status line and nothing else, as the web server in front of dcmgr answers what it can't read. */
function sendBare({ response }: Delivery, status: number): void {
  response.socket?.end(`HTTP/1.1 ${String(status)} ${reasonOf(status)}\r\n\r\n`);
}

function writeHead({ response, date }: Delivery, { status, headers }: Answer, length: number): void {
  response.sendDate = false;
  response.writeHead(status, {
    Date: new Date(date).toUTCString(),
    Status: `${String(status)} ${reasonOf(status)}`,
    Connection: 'close',
    ...headers,
    'Content-Length': String(length),
  });
}

const HUGE_CHUNK = Buffer.from(
  `${'{"id":"i-00000000","padding":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},'.repeat(800)}\n`,
);

function* hugeChunks(bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= HUGE_CHUNK.length)
    yield left < HUGE_CHUNK.length ? HUGE_CHUNK.subarray(0, left) : HUGE_CHUNK;
}

async function sendHuge(delivery: Delivery, answer: Answer, bytes: number): Promise<void> {
  writeHead(delivery, answer, bytes);
  try {
    await pipeline(hugeChunks(bytes), delivery.response);
  } catch {
    // Who asked has heard enough and hung up, as is to be expected of them.
  }
}

type Drip = { readonly bytes: number; readonly ms: number };

async function sendSlowly({ response, timers }: Delivery, body: Buffer, { bytes, ms }: Drip): Promise<void> {
  for (let at = 0; at < body.length && !response.destroyed; at += bytes) {
    response.write(body.subarray(at, at + bytes));
    await pause(timers, ms);
  }
  response.end();
}

/** Puts bytes into the first text that can't be read as UTF-8. */
function withInvalidUtf8(body: Buffer): Buffer {
  const at = body.indexOf('": "');
  return at < 0
    ? body
    : Buffer.concat([body.subarray(0, at + 4), Buffer.from([0xc3, 0x28, 0xff]), body.subarray(at + 4)]);
}

type Of<Kind extends FaultRequest['kind']> = Extract<FaultRequest, { kind: Kind }>;

export function faultOf<Kind extends FaultRequest['kind']>(
  faults: readonly FaultRequest[],
  kind: Kind,
): Of<Kind> | undefined {
  return faults.find((fault): fault is Of<Kind> => fault.kind === kind);
}

/** Sends the answer, in the way the faults of delivery demand. */
export async function deliver(delivery: Delivery, answer: Answer): Promise<void> {
  const { response, method, faults } = delivery;
  if (answer.headers === null) {
    sendBare(delivery, answer.status);
    return;
  }
  const huge = faultOf(faults, 'huge-body');
  if (huge !== undefined) return sendHuge(delivery, answer, huge.bytes);
  const plain = Buffer.from(answer.body, 'utf8');
  const body = faultOf(faults, 'invalid-utf8') === undefined ? plain : withInvalidUtf8(plain);
  writeHead(delivery, answer, body.length);
  const slow = faultOf(faults, 'slow-loris');
  if (method === 'HEAD') response.end();
  else if (faultOf(faults, 'reset-mid-body') !== undefined) {
    // Reset only once the first half is out, else the caller sees no answer at all.
    response.write(body.subarray(0, body.length / 2), () => response.socket?.resetAndDestroy());
  } else if (slow !== undefined) await sendSlowly(delivery, body, slow);
  else response.end(body);
}

import { randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { LogFields, Logger } from '#core/ports/logger.ts';

export type FileLoggerOptions = {
  readonly path: string;
  /** At this size the file becomes `name.1.log` and a new one begins, so that at most twice as much is on disk. */
  readonly maxBytes?: number;
  readonly now?: () => number;
  /** Gets every line as well: the terminal, with `--verbose`. */
  readonly mirror?: ((line: string) => void) | undefined;
};

const defaultMaxBytes = 5_000_000;
const maxFieldLength = 1_000;
const maxStackLength = 8_000;

/**
 * A log of JSON lines, one event each. What it can hold is bounded by its port: fields of plain values, no bodies
 * and no objects. Written at once, so that the last lines before a crash are there. Never throws: a log that
 * can't be written must not stop what it tells of.
 */
export function fileLogger(options: FileLoggerOptions): Logger {
  const file = new RotatedFile(options.path, options.maxBytes ?? defaultMaxBytes);
  const write = (level: 'info' | 'warn' | 'bug', event: string, fields: LogFields = {}): void => {
    try {
      const at = new Date((options.now ?? Date.now)()).toISOString();
      const line = `${JSON.stringify({ ...bounded(fields), at, level, event })}\n`;
      options.mirror?.(line);
      file.append(line);
    } catch {
      // Nowhere is left to tell it.
    }
  };
  return {
    info: (event, fields) => {
      write('info', event, fields);
    },
    warn: (event, fields) => {
      write('warn', event, fields);
    },
    bug: (event, cause, fields) => {
      const id = randomBytes(4).toString('hex');
      write('bug', event, { ...fields, id, stack: stackOf(cause) });
      return id;
    },
  };
}

const bounded = (fields: LogFields): LogFields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, shortened(name, value)]));

const shortened = (name: string, value: LogFields[string]): LogFields[string] =>
  typeof value === 'string' && name !== 'stack' ? value.slice(0, maxFieldLength) : value;

/** The stack with its causes. Foreign messages may quote an address: its user part and its query are cut out. */
function stackOf(cause: unknown): string {
  const parts: string[] = [];
  for (let next = cause; next !== undefined && parts.length < 5;) {
    parts.push(next instanceof Error ? (next.stack ?? next.message) : textOf(next));
    next = next instanceof Error ? next.cause : undefined;
  }
  return withoutAddressSecrets(parts.join('\ncaused by: ')).slice(0, maxStackLength);
}

/** A thrown value that is no error: it may be anything, even an object that can't be made text. */
function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'a value without a text';
  }
}

const withoutAddressSecrets = (text: string): string =>
  text
    .replaceAll(/(\bhttps?:\/\/)[^\s/@'"]*@/g, '$1')
    .replaceAll(/(\bhttps?:\/\/[^\s?'"]*)\?[^\s'"]*/g, '$1');

/** A file that is appended to and begun anew when it is full, keeping one predecessor. */
class RotatedFile {
  readonly #path: string;
  readonly #maxBytes: number;
  #file: number | null = null;
  #size = 0;

  constructor(file: string, maxBytes: number) {
    this.#path = file;
    this.#maxBytes = maxBytes;
  }

  append(line: string): void {
    const bytes = Buffer.from(line);
    if (this.#file === null) this.#open();
    if (this.#size > 0 && this.#size + bytes.length > this.#maxBytes) this.#rotate();
    if (this.#file === null) return;
    writeSync(this.#file, bytes);
    this.#size += bytes.length;
  }

  #open(): void {
    this.#file = openSync(this.#path, 'a', 0o600);
    this.#size = fstatSync(this.#file).size;
  }

  #rotate(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
    const { dir, name, ext } = path.parse(this.#path);
    renameSync(this.#path, path.join(dir, `${name}.1${ext}`));
    this.#open();
  }
}

import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { appError, type AppError } from '#contract/errors.ts';
import { err, ok, type Result } from '#contract/result.ts';
import type { Document } from '#core/ports/documents.ts';
import {
  codeOf,
  removeStaleTemporaries,
  writeAtomically,
  type AtomicWriteOptions,
} from '../files/atomic-write.ts';
import { parseJson } from '../files/parse-json.ts';
import { setAside } from '../files/set-aside.ts';

export type JsonDocumentOptions<T> = {
  readonly path: string;
  readonly schema: z.ZodType<T>;
  /** What to begin with where there is no file. */
  readonly fallback: T;
  /** The highest `version` that this schema reads; a file with a higher one is refused untouched. */
  readonly version?: number;
  /** Dates the name of a file set aside. */
  readonly now?: () => number;
  readonly renameFile?: AtomicWriteOptions['renameFile'];
};

type Loaded<T> = { readonly value: T; readonly notices: readonly AppError[] };
type Reading<T> = { readonly kind: 'missing' } | { readonly kind: 'good'; readonly value: T } | Unreadable;
type Unreadable = { readonly kind: 'newer' | 'corrupt' | 'forbidden'; readonly error: AppError };

/** A JSON file as a `Document`. People may edit it by hand: a byte order mark and Windows line ends are no damage. */
export function jsonDocument<T>(options: JsonDocumentOptions<T>): Document<T> {
  return new JsonDocument({ version: 1, now: Date.now, ...options });
}

type Settings<T> = JsonDocumentOptions<T> & { readonly version: number; readonly now: () => number };

class JsonDocument<T> implements Document<T> {
  readonly #settings: Settings<T>;
  readonly #previous: string;
  /** Why the file may not be written: a later version's, or one that can't be read now but may be whole. */
  #refusal: AppError | null = null;
  #saving: Promise<unknown> = Promise.resolve();

  constructor(settings: Settings<T>) {
    this.#settings = settings;
    const { dir, name, ext } = path.parse(settings.path);
    this.#previous = path.join(dir, `${name}.previous${ext}`);
  }

  async load(): Promise<Loaded<T>> {
    const { path: file, fallback } = this.#settings;
    for (const name of [file, this.#previous]) await removeStaleTemporaries(name).catch(() => null); // no folder yet, or not ours to tidy: nothing is lost
    const reading = await this.#read(file);
    switch (reading.kind) {
      case 'good':
        return { value: reading.value, notices: [] };
      case 'missing':
        // Not restored from the version before: a person who deletes the file means it.
        return { value: fallback, notices: [] };
      case 'newer':
      case 'forbidden':
        this.#refusal = reading.error;
        return { value: fallback, notices: [reading.error] };
      case 'corrupt':
        return this.#recover(reading.error);
    }
  }

  save(value: T): Promise<Result<null>> {
    const saved = this.#saving.then(() => this.#write(value));
    this.#saving = saved;
    return saved;
  }

  async #write(value: T): Promise<Result<null>> {
    if (this.#refusal !== null) return err(this.#refusal);
    const { path: file, renameFile } = this.#settings;
    const contents = `${JSON.stringify(value, null, 2)}\n`;
    try {
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      await writeAtomically(file, contents, { previous: this.#previous, renameFile });
      return ok(null);
    } catch (cause) {
      return err(this.#failure('file/unwritable', cause));
    }
  }

  /** Sets the corrupt file aside and goes back to the version before it, if that one is good. */
  async #recover(error: AppError): Promise<Loaded<T>> {
    const { path: file, fallback, now } = this.#settings;
    let aside: string;
    try {
      aside = setAside(file, now());
    } catch (cause) {
      this.#refusal = this.#failure('file/unwritable', cause);
      return { value: fallback, notices: [error, this.#refusal] };
    }
    const previous = await this.#read(this.#previous);
    const restored = previous.kind === 'good' && (await this.#restore());
    const details = { ...error.details, setAside: aside, restored };
    const notice = appError(error.code, error.message, details);
    return { value: previous.kind === 'good' ? previous.value : fallback, notices: [notice] };
  }

  async #restore(): Promise<boolean> {
    try {
      await writeAtomically(this.#settings.path, await readFile(this.#previous, 'utf8'));
      return true;
    } catch {
      return false; // its contents are loaded nevertheless, and the next save writes them
    }
  }

  async #read(file: string): Promise<Reading<T>> {
    let text: string;
    try {
      text = decode(await readFile(file));
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT') return { kind: 'missing' };
      if (cause instanceof TypeError) return this.#corrupt('it is not UTF-8 text');
      return { kind: 'forbidden', error: this.#failure('file/unwritable', cause) };
    }
    return this.#parse(text);
  }

  #parse(text: string): Reading<T> {
    const json = parseJson(text);
    if (json === undefined) return this.#corrupt('it is not JSON');
    const found = versionOf(json);
    if (found > this.#settings.version) {
      const details = { file: path.basename(this.#settings.path), found, known: this.#settings.version };
      return {
        kind: 'newer',
        error: appError('file/newer-version', 'a later version wrote the file', details),
      };
    }
    const parsed = this.#settings.schema.safeParse(json);
    if (parsed.success) return { kind: 'good', value: parsed.data };
    return this.#corrupt(z.prettifyError(parsed.error));
  }

  #corrupt(message: string): Unreadable {
    const details = { file: path.basename(this.#settings.path) };
    return { kind: 'corrupt', error: appError('file/corrupt', message, details) };
  }

  #failure(code: 'file/unwritable', cause: unknown): AppError {
    return appError(code, String(cause), { file: path.basename(this.#settings.path), reason: codeOf(cause) });
  }
}

/** Strict UTF-8, less a byte order mark. Throws a TypeError for anything else. */
const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

const versionSchema = z.object({ version: z.number() });

function versionOf(json: unknown): number {
  const parsed = versionSchema.safeParse(json);
  return parsed.success ? parsed.data.version : 0;
}

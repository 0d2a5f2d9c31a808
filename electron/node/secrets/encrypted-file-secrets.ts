import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { appError, type AppError } from '#contract/errors.ts';
import { datacenterIdSchema, type DatacenterId } from '#contract/ids.ts';
import { secretNameSchema } from '#contract/profile.ts';
import type { SecretStore } from '#core/ports/secrets.ts';
import { codeOf, removeStaleTemporaries, writeAtomically } from '../files/atomic-write.ts';
import { parseJson } from '../files/parse-json.ts';
import { setAside } from '../files/set-aside.ts';
import { memorySecrets, withChanges, type SecretChanges, type Secrets } from './memory-secrets.ts';

/** Locks and unlocks text with a key that the operating system keeps for this user. */
export type Cipher = {
  readonly encrypt: (text: string) => Uint8Array;
  /** Throws for what was locked with another key. */
  readonly decrypt: (locked: Uint8Array) => string;
};

export type EncryptedFileOptions = Cipher & {
  readonly path: string;
  /** Dates the name of a file set aside. */
  readonly now?: () => number;
};

export type OpenedSecrets = { readonly store: SecretStore; readonly notices: readonly AppError[] };

const version = 1;
const fileSchema = z.object({ version: z.number(), locked: z.base64() });
const heldSchema = z.record(datacenterIdSchema, z.partialRecord(secretNameSchema, z.string()));

/**
 * Secrets in one encrypted file: the whole of it is locked, so that it does not even tell whose secrets it has. A
 * file that can't be unlocked any more (another user, a new keychain) is set aside with a `secret/unavailable`
 * notice. One of a later version, or one that can't be read, is left alone: secrets then live in memory.
 */
export async function encryptedFileSecrets(options: EncryptedFileOptions): Promise<OpenedSecrets> {
  await removeStaleTemporaries(options.path).catch(() => null); // no folder yet: nothing to tidy
  const reading = await readHeld(options);
  switch (reading.kind) {
    case 'good':
      return { store: new EncryptedFileSecrets(options, reading.held), notices: [] };
    case 'refused':
      return { store: memorySecrets(), notices: [reading.error] };
    case 'unusable':
      return replaceUnusable(options, reading.why);
  }
}

type Held = Map<DatacenterId, Secrets>;
type Reading =
  | { readonly kind: 'good'; readonly held: Held }
  | { readonly kind: 'refused'; readonly error: AppError }
  | { readonly kind: 'unusable'; readonly why: string };

function replaceUnusable(options: EncryptedFileOptions, why: string): OpenedSecrets {
  const details = { file: path.basename(options.path) };
  try {
    const aside = setAside(options.path, (options.now ?? Date.now)());
    const notice = appError('secret/unavailable', why, { ...details, setAside: aside });
    return { store: new EncryptedFileSecrets(options, new Map()), notices: [notice] };
  } catch (cause) {
    const notice = appError('secret/unavailable', why, { ...details, reason: codeOf(cause) });
    return { store: memorySecrets(), notices: [notice] };
  }
}

async function readHeld(options: EncryptedFileOptions): Promise<Reading> {
  let text: string;
  try {
    text = await readFile(options.path, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return { kind: 'good', held: new Map() };
    const details = { file: path.basename(options.path), reason: codeOf(cause) };
    return { kind: 'refused', error: appError('secret/unavailable', "the file can't be read", details) };
  }
  const file = fileSchema.safeParse(parseJson(text));
  if (!file.success) return { kind: 'unusable', why: 'the file is damaged' };
  if (file.data.version > version) {
    const details = { file: path.basename(options.path), found: file.data.version, known: version };
    const error = appError('file/newer-version', 'a later version wrote the file', details);
    return { kind: 'refused', error };
  }
  return unlock(options, file.data.locked);
}

function unlock({ decrypt }: Cipher, locked: string): Reading {
  let text: string;
  try {
    text = decrypt(Buffer.from(locked, 'base64'));
  } catch {
    // The cause is the cipher's own and says no more; it stays out of the log lest it quote what it met.
    return { kind: 'unusable', why: 'the keychain does not unlock the file any more' };
  }
  const held = heldSchema.safeParse(parseJson(text));
  if (!held.success) return { kind: 'unusable', why: 'the file is damaged' };
  const entries = Object.entries(held.data) as [DatacenterId, Secrets][]; // keys just checked by the schema
  return { kind: 'good', held: new Map(entries) };
}

class EncryptedFileSecrets implements SecretStore {
  readonly persists = true;
  readonly #options: EncryptedFileOptions;
  readonly #held: Held;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: EncryptedFileOptions, held: Held) {
    this.#options = options;
    this.#held = held;
  }

  get(datacenterId: DatacenterId): Promise<Secrets> {
    return Promise.resolve(this.#held.get(datacenterId) ?? {});
  }

  /** Rejects when the file can't be written; the change then holds until the process ends. */
  set(datacenterId: DatacenterId, changes: SecretChanges): Promise<void> {
    this.#held.set(datacenterId, withChanges(this.#held.get(datacenterId) ?? {}, changes));
    return this.#save();
  }

  forget(datacenterId: DatacenterId): Promise<void> {
    return this.#held.delete(datacenterId) ? this.#save() : Promise.resolve();
  }

  #save(): Promise<void> {
    const saved = this.#writing.then(() => this.#write());
    this.#writing = saved.catch(() => undefined); // whoever asked for that save has been told
    return saved;
  }

  /** No version before is kept: a secret that was cleared must not live on in it. */
  async #write(): Promise<void> {
    const { path: file, encrypt } = this.#options;
    const locked = encrypt(JSON.stringify(Object.fromEntries(this.#held)));
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    await writeAtomically(
      file,
      `${JSON.stringify({ version, locked: Buffer.from(locked).toString('base64') })}\n`,
    );
  }
}

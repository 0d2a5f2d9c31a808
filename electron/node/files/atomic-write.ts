import { constants } from 'node:fs';
import { copyFile, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Pauses between attempts at a rename: on Windows a virus scanner or an indexer holds a fresh file for a moment. */
const retryPausesMs = [20, 50, 100, 200, 400];

const transientCodes: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'EBUSY']);

export type AtomicWriteOptions = {
  /** Keeps what was there under this name. */
  readonly previous?: string | undefined;
  /** Only its rename is replaceable, for tests to make it fail. */
  readonly renameFile?: typeof rename | undefined;
};

/**
 * Replaces a file's contents so that at every moment, power cuts included, the file is whole: the old contents or
 * the new. Readable to the owner alone. Rejects with the file system's error, the old contents then untouched.
 */
export async function writeAtomically(
  file: string,
  contents: string,
  options: AtomicWriteOptions = {},
): Promise<void> {
  const temporary = temporaryName(file);
  try {
    await writeDurably(temporary, contents);
    if (options.previous !== undefined) await keepCopy(file, options.previous, options.renameFile);
    await renamePatiently(temporary, file, options.renameFile);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
  await syncFolder(path.dirname(file));
}

/** Removes what writes left behind that were cut off by a crash. Only for a file that nobody else is writing. */
export async function removeStaleTemporaries(file: string): Promise<void> {
  const { dir, base } = path.parse(file);
  for (const name of await readdir(dir))
    if (name.startsWith(`.${base}.`) && name.endsWith('.tmp'))
      await rm(path.join(dir, name), { force: true });
}

let writes = 0;

function temporaryName(file: string): string {
  const { dir, base } = path.parse(file);
  return path.join(dir, `.${base}.${String(process.pid)}-${String(++writes)}.tmp`);
}

async function writeDurably(file: string, contents: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(contents, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** By copy and rename, so that the file itself is never missing and the copy never half. */
async function keepCopy(file: string, previous: string, renameFile?: typeof rename): Promise<void> {
  const temporary = temporaryName(previous);
  try {
    await copyFile(file, temporary, constants.COPYFILE_EXCL);
    await renamePatiently(temporary, previous, renameFile);
  } catch (cause) {
    await rm(temporary, { force: true });
    if (codeOf(cause) !== 'ENOENT') throw cause;
  }
}

async function renamePatiently(from: string, to: string, renameFile = rename): Promise<void> {
  for (const pauseMs of retryPausesMs) {
    try {
      await renameFile(from, to);
      return;
    } catch (cause) {
      if (!transientCodes.has(codeOf(cause))) throw cause;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  await renameFile(from, to);
}

/** Makes the rename itself durable. Folders can't be opened on Windows, where renames are journaled anyway. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The code of a system error, `''` for anything else. */
export const codeOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { appError, type AppError } from '#contract/errors.ts';
import { err, ok, type Result } from '#contract/result.ts';
import { attempt } from '../store/sqlite-error.ts';

/** A data folder that this engine alone uses until it is released or the process ends, however it ends. */
export type HeldDirectory = { readonly path: string; readonly release: () => void };

/** How long an engine that is just closing is waited for. */
const waitMs = 250;

/**
 * Makes the folder (for its owner alone) and takes its lock. `store/unavailable` says why not: `in-use` with the
 * `pid` of the engine that holds it, or `cannot-open`.
 *
 * The lock is SQLite's exclusive lock on an empty file: the kernel lets go of it with the process, so there is no
 * stale lock to recover and no number of a dead process to mistake for a living one. The file beside it holds the
 * process's number for people only.
 */
export function holdDataDirectory(folder: string): Result<HeldDirectory> {
  const made = makeFolder(folder);
  if (made !== null) return err(made);
  const pidFile = path.join(folder, 'engine.pid');
  const locked = attempt(() => lock(path.join(folder, 'engine.lock')));
  if (!locked.ok) return err(whyNot(folder, pidFile, locked.error));
  const lockDatabase = locked.value;
  writePid(pidFile);
  const release = () => {
    if (!held.delete(lockDatabase)) return;
    rmSync(pidFile, { force: true });
    lockDatabase.close();
  };
  // Held here too: were it collected, the lock would go with it.
  held.add(lockDatabase);
  return ok({ path: folder, release });
}

const held = new Set<DatabaseSync>();

function lock(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: waitMs });
  try {
    // Nothing is ever written to it, so that it needs no journal beside it.
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return db;
  } catch (cause) {
    db.close();
    throw cause;
  }
}

function makeFolder(folder: string): AppError | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return null;
  } catch (cause) {
    return appError('store/unavailable', `the data folder can't be made: ${String(cause)}`, {
      reason: 'cannot-open',
      folder,
    });
  }
}

function whyNot(folder: string, pidFile: string, error: AppError): AppError {
  if (error.details?.['reason'] !== 'locked')
    return appError('store/unavailable', `the data folder can't be used: ${error.message}`, {
      reason: 'cannot-open',
      folder,
    });
  const pid = readPid(pidFile);
  const who = pid === null ? 'another Nori' : `another Nori (process ${String(pid)})`;
  return appError('store/unavailable', `${who} uses the data folder ${folder}`, {
    reason: 'in-use',
    folder,
    pid,
  });
}

function writePid(file: string): void {
  try {
    writeFileSync(file, `${String(process.pid)}\n`, { mode: 0o600 });
  } catch {
    // Only the words of a refusal are poorer without it.
  }
}

function readPid(file: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return Number.isNaN(pid) ? null : pid;
  } catch {
    return null; // not written: the refusal then names nobody
  }
}

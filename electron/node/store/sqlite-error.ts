import { appError, type AppError } from '#contract/errors.ts';

/** SQLite's primary result codes that mean the file itself is damaged: CORRUPT, FORMAT, NOTADB. */
const damageCodes: ReadonlySet<number> = new Set([11, 24, 26]);

const reasons: Readonly<Record<number, string>> = {
  3: 'no-permission',
  5: 'locked',
  6: 'locked',
  7: 'out-of-memory',
  8: 'read-only',
  10: 'io-error',
  13: 'full',
  14: 'cannot-open',
  18: 'too-big',
};

type SqliteError = Error & { readonly code: string; readonly errcode?: number };

const isSqliteError = (cause: unknown): cause is SqliteError =>
  cause instanceof Error && 'code' in cause && cause.code === 'ERR_SQLITE_ERROR';

/** A call on a connection that was closed; Node says it in its own terms. */
const isClosedError = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && cause.code === 'ERR_INVALID_STATE';

/** Runs SQL and answers what went wrong with the database; what is no fault of the database is thrown on. */
export function attempt<T>(work: () => T): { ok: true; value: T } | { ok: false; error: AppError } {
  try {
    return { ok: true, value: work() };
  } catch (cause) {
    const error = toStoreError(cause);
    if (error === null) throw cause;
    return { ok: false, error };
  }
}

/** Converts what SQLite threw; null for anything else, which is a bug and the caller's to throw on. */
function toStoreError(cause: unknown): AppError | null {
  if (isClosedError(cause)) return appError('store/unavailable', 'the store is closed', { reason: 'closed' });
  if (!isSqliteError(cause)) return null;
  const primary = (cause.errcode ?? 0) & 0xff;
  const reason = reasons[primary] ?? 'sqlite';
  // A constraint or a syntax error is our own mistake: it has none of these codes.
  if (damageCodes.has(primary)) return appError('store/corrupt', cause.message, { sqlite: primary });
  if (primary in reasons) return appError('store/unavailable', cause.message, { reason, sqlite: primary });
  return null;
}

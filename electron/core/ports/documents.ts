import type { AppError } from '#contract/errors.ts';
import type { Result } from '#contract/result.ts';

/**
 * A small JSON document on disk, checked against its schema on the way in. Written atomically, with the version
 * before it kept beside it. A file that can't be read is set aside under another name, never overwritten.
 */
export interface Document<T> {
  /** The contents, or the default where there is no file; with what was wrong if one had to be set aside. */
  load(): Promise<{ readonly value: T; readonly notices: readonly AppError[] }>;
  /** Resolves once it is safely on disk. Saves are done one after another, in order. */
  save(value: T): Promise<Result<null>>;
}

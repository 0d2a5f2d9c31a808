import type { AppError } from '#contract/errors.ts';
import { err, ok, type Result } from '#contract/result.ts';
import type { Document } from '#core/ports/documents.ts';

/** A document kept in memory. Set `failure` to make saves fail, as an unwritable folder does. */
export class FakeDocument<T> implements Document<T> {
  /** What is "on disk" now. */
  value: T;
  /** What `load` reports to have set aside. */
  notices: readonly AppError[] = [];
  failure: AppError | null = null;
  /** Every value saved, in order. */
  readonly saves: T[] = [];

  constructor(value: T) {
    this.value = value;
  }

  load(): Promise<{ readonly value: T; readonly notices: readonly AppError[] }> {
    return Promise.resolve({ value: structuredClone(this.value), notices: this.notices });
  }

  save(value: T): Promise<Result<null>> {
    if (this.failure !== null) return Promise.resolve(err(this.failure));
    this.value = structuredClone(value);
    this.saves.push(this.value);
    return Promise.resolve(ok(null));
  }
}

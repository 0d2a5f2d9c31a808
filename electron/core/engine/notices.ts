import type { AppError } from '#contract/errors.ts';
import type { Sessions } from './sessions.ts';

/** Most notices kept: they are for a person to read. */
const mostNotices = 50;

/** What went wrong without stopping anything: told once to every page, kept for those that open later. */
export class Notices {
  readonly #sessions: Sessions;
  #notices: readonly AppError[];

  constructor(sessions: Sessions, atStart: readonly AppError[]) {
    this.#sessions = sessions;
    this.#notices = atStart;
  }

  get all(): readonly AppError[] {
    return this.#notices;
  }

  add(notice: AppError): void {
    this.#notices = [...this.#notices, notice].slice(-mostNotices);
    this.#sessions.emit('app.noticed', notice);
  }

  /** Drops a notice of a failure that has passed. */
  remove(notice: AppError): void {
    this.#notices = this.#notices.filter((other) => other !== notice);
  }
}

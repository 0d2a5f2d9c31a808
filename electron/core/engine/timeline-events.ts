import type { Change } from '#contract/change.ts';
import type { Clock } from '../ports/clock.ts';
import { createPace } from './pace.ts';
import type { Sessions } from './sessions.ts';

/** Milliseconds over which changes are told together. */
const timelineMs = 250;
/** Most changes of one message. */
const mostChanges = 500;

/** Tells the pages what was added to the timeline, a few times a second at most. */
export class TimelineEvents {
  readonly #sessions: Sessions;
  readonly #pace;
  #untold: Change[] = [];

  constructor(sessions: Sessions, clock: Clock) {
    this.#sessions = sessions;
    this.#pace = createPace(clock, timelineMs, () => {
      this.#tell();
    });
  }

  add(changes: readonly Change[]): void {
    if (changes.length === 0 || this.#sessions.count === 0) return;
    this.#untold.push(...changes);
    this.#pace.ask();
  }

  close(): void {
    this.#pace.stop();
  }

  #tell(): void {
    const untold = this.#untold;
    this.#untold = [];
    for (let at = 0; at < untold.length; at += mostChanges)
      this.#sessions.emit('timeline.appended', untold.slice(at, at + mostChanges));
  }
}

import { TaskQueue } from './task-queue.ts';

export type ClockOptions = {
  /** The datacenter's time at the beginning, in ms since epoch. */
  readonly startAt: number;
  /** How many datacenter seconds pass in a real one; 0 stands still and moves only by `step`. */
  readonly speed: number;
  /** Real time in ms; only differences matter. */
  readonly realNow?: () => number;
};

/**
 * The datacenter's own time. Nothing runs in the background: whoever looks at the world calls `settle` first, and everything
 * that should have happened until then happens, in order and each at its own time.
 */
export class WorldClock {
  readonly #tasks = new TaskQueue();
  readonly #realNow: () => number;
  #speed: number;
  #now: number;
  #base: { world: number; real: number };

  constructor({ startAt, speed, realNow = () => performance.now() }: ClockOptions) {
    this.#realNow = realNow;
    this.#speed = speed;
    this.#now = startAt;
    this.#base = { world: startAt, real: realNow() };
  }

  /** The time of the last settling, or of the task that is running. */
  now(): number {
    return this.#now;
  }

  /** Runs `task` when `delayMs` of the datacenter's time have passed. */
  after(delayMs: number, task: () => void): void {
    this.#tasks.add(this.#now + delayMs, task);
  }

  /** Catches up with real time. */
  settle(): void {
    this.#runUntil(this.#target());
  }

  /** Moves time forward by hand, on top of what passes by itself. */
  step(ms: number): void {
    if (!(ms >= 0)) throw new RangeError('time only moves forward');
    const until = this.#target() + ms;
    this.#base = { world: until, real: this.#realNow() };
    this.#runUntil(until);
  }

  setSpeed(speed: number): void {
    this.settle();
    this.#base = { world: this.#now, real: this.#realNow() };
    this.#speed = speed;
  }

  #target(): number {
    return Math.max(this.#now, this.#base.world + (this.#realNow() - this.#base.real) * this.#speed);
  }

  #runUntil(until: number): void {
    for (let task = this.#tasks.takeDue(until); task !== undefined; task = this.#tasks.takeDue(until)) {
      this.#now = Math.max(this.#now, task.due);
      task.run();
    }
    this.#now = Math.max(this.#now, until);
  }
}

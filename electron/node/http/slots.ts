/**
 * Bounds how many requests are under way at once; the others wait in order. Node's agents count a connection only
 * once it stands, which ours do late, so their own bound would let any number through.
 */
export class Slots {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(count: number) {
    this.free = count;
  }

  /** Resolves with the function that gives the slot back, or with null when the signal ended the wait. */
  acquire(signal: AbortSignal): Promise<(() => void) | null> {
    if (signal.aborted) return Promise.resolve(null);
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve(this.release);
    }
    const { promise, resolve } = Promise.withResolvers<(() => void) | null>();
    const giveUp = () => {
      this.waiting.splice(this.waiting.indexOf(enter), 1);
      resolve(null);
    };
    const enter = () => {
      signal.removeEventListener('abort', giveUp);
      resolve(this.release);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    this.waiting.push(enter);
    return promise;
  }

  private readonly release = (): void => {
    const next = this.waiting.shift();
    if (next === undefined) this.free += 1;
    else next();
  };
}

/** A request as it was received, and how it was answered. */
export type LoggedRequest = {
  readonly number: number;
  /** The datacenter's time, in ms. */
  readonly at: number;
  readonly method: string;
  readonly target: string;
  readonly account: string | null;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** Null while it is being served, and for good when no answer was sent. */
  status: number | null;
  /** Kinds of the faults that hit it. */
  readonly faults: readonly string[];
};

const BODY_LENGTH = 10_000;

/** The last requests received, oldest first. */
export class RequestLog {
  readonly #capacity: number;
  #entries: LoggedRequest[] = [];
  #total = 0;

  constructor(capacity = 5000) {
    this.#capacity = capacity;
  }

  /** How many requests came in altogether. */
  get total(): number {
    return this.#total;
  }

  get entries(): readonly LoggedRequest[] {
    return this.#entries;
  }

  add(request: Omit<LoggedRequest, 'number' | 'status'>): LoggedRequest {
    const entry = {
      ...request,
      body: request.body.slice(0, BODY_LENGTH),
      number: ++this.#total,
      status: null,
    };
    this.#entries.push(entry);
    if (this.#entries.length > 2 * this.#capacity) this.#entries = this.#entries.slice(-this.#capacity);
    return entry;
  }

  /** The last `count` requests. */
  last(count: number): readonly LoggedRequest[] {
    return count <= 0 ? [] : this.#entries.slice(-Math.min(count, this.#capacity));
  }

  clear(): void {
    this.#entries = [];
  }
}

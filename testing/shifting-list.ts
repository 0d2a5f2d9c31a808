import type { DecodedRecord, Page } from '#core/dcmgr/client.ts';
import type { SweepEnd, SweepRequest } from '#core/polling/sweep-end.ts';

/** A record that has nothing but an id, which is all that a sweep looks at. */
export const record = (id: string): DecodedRecord =>
  ({
    kind: 'instances',
    id,
    owner: null,
    value: {},
    extra: null,
    raw: () => '{}',
  }) as unknown as DecodedRecord; // the rest is never looked at

const malformed = { code: 'record/malformed', message: '', retryable: false } as const;
const exchange = { bytes: 0, ms: 1, serverTime: null, requestId: null };

type CompleteEnd = Extract<SweepEnd, { kind: 'complete' }>;

/** A list as dcmgr keeps it, newest first, some of whose records make every page holding them fail. */
export class ShiftingList {
  ids: string[];
  readonly poisoned = new Set<string>();
  /** Those that are listed without their id. */
  readonly unnamed = new Set<string>();
  requests = 0;
  failures = 0;
  #born = 0;
  #kept: Set<string> | null = null;

  constructor(length: number) {
    this.ids = Array.from({ length }, (_, i) => `i-old${String(i)}`);
  }

  insert(): void {
    this.ids.unshift(this.#newId());
  }

  insertUnnamed(): void {
    const id = this.#newId();
    this.unnamed.add(id);
    this.ids.unshift(id);
  }

  deleteAt(fraction: number): void {
    this.#delete(Math.floor(fraction * this.ids.length));
  }

  deleteHead(count: number): void {
    this.deleteFrom(0, count);
  }

  deleteFrom(start: number, count: number): void {
    for (let index = Math.min(start + count, this.ids.length) - 1; index >= start; index--)
      this.#delete(index);
  }

  /**
   * From now on nothing leaves of which a look could not tell: what arrives stays, as dcmgr lists what has ended for
   * 900 s more, and so do unreadable records that the list was seen to begin with.
   */
  keepUntold(): void {
    this.#kept = new Set();
  }

  #newId(): string {
    const id = `i-new${String(this.#born++)}`;
    this.#kept?.add(id);
    return id;
  }

  #delete(index: number): void {
    if (this.#kept?.has(this.ids[index] ?? '') !== true) this.ids.splice(index, 1);
  }

  #keepHead(): void {
    const readable = this.ids.findIndex((id) => !this.poisoned.has(id));
    for (const id of this.ids.slice(0, Math.max(0, readable))) this.#kept?.add(id);
  }

  /** What was listed all along, can be read, and was not met. */
  lostBy({ seen }: CompleteEnd, before: ReadonlySet<string>): readonly string[] {
    return this.ids.filter((id) => before.has(id) && !seen.has(id) && !this.poisoned.has(id));
  }

  answer({ start, limit }: SweepRequest): Page | null {
    this.requests++;
    this.#keepHead();
    const ids = this.ids.slice(start, start + limit);
    if (ids.some((id) => this.poisoned.has(id))) {
      this.failures++;
      return null;
    }
    return pageOf(ids, start, this.ids.length, this.unnamed);
  }
}

/** A page of such records, as dcmgr answers it; of some without their id. */
export const pageOf = (
  ids: readonly string[],
  start: number,
  ownerTotal: number,
  unnamed: ReadonlySet<string> = new Set(),
): Page => ({
  start,
  ownerTotal,
  count: ids.length,
  records: ids.filter((id) => !unnamed.has(id)).map(record),
  rejected: ids.flatMap((id, i) =>
    unnamed.has(id) ? [{ offset: start + i, id: null, error: malformed }] : [],
  ),
  mended: [],
  exchange,
});

import type { ResourceId } from '#contract/ids.ts';

/** A record and the total beside it. Both the same later on at the same offset: nothing has come or gone. */
type Look = { readonly id: ResourceId; readonly total: number };

/**
 * Tells whether a list has stood still, by looks at the first record that was read of it. dcmgr lists newest first
 * (reference §4), so what comes moves that record, and what goes lowers the total unless as much has come. Of what
 * came and left again between two looks it can't tell.
 */
export class Standstill {
  #opening: (Look & { readonly start: number }) | null = null;
  /** Null if the last look said nothing. */
  #last: Look | null = null;

  /** The offset to look at; null before a page that began with a record. */
  get start(): number | null {
    return this.#opening?.start ?? null;
  }

  /** A page was read from `start`: the first that begins with a record is what later looks are compared with. */
  open(start: number, first: ResourceId | null, total: number): void {
    if (first === null || this.#opening !== null) return;
    this.#opening = { start, id: first, total };
    this.#last = this.#opening;
  }

  /** What a look at `start` told; `id` is null where it met no record. True if nothing moved since the look before. */
  look(id: ResourceId | null, total: number): boolean {
    const stoodStill = id !== null && id === this.#last?.id && total === this.#last.total;
    this.#last = id === null ? null : { id, total };
    return stoodStill;
  }

  /** Whether by this look the list has stood still all along. */
  sinceOpening(id: ResourceId | null, total: number): boolean {
    return id !== null && id === this.#opening?.id && total === this.#opening.total;
  }
}

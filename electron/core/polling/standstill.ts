import type { ResourceId } from '#contract/ids.ts';

/**
 * A record and the total beside it. Both the same later on at the same offset: nothing has come or gone. A total of
 * null is like no other: something had come or gone already.
 */
type Look = { readonly id: ResourceId; readonly total: number | null };

/** A page as far as a look goes: its offset, the record it begins with, and the total beside it. */
type Beginning = { readonly start: number; readonly id: ResourceId | null; readonly total: number };

/** What a sweep found before a page: whether a record, and the total it was found with; null if nothing stands. */
export type Before = { readonly hasRecord: boolean; readonly total: number | null };

/**
 * Tells whether a list has stood still, by looks at the first record that can be read of it. dcmgr lists newest
 * first (reference §4), so what comes moves that record, and what goes lowers the total unless as much has come.
 *
 * Of what came and left again between two looks it can't tell. Nor, where the list begins with unreadable records,
 * of one of these that left while as much came: that leaves the first readable one, and the total, as they were.
 */
export class Standstill {
  #opening: (Look & { readonly start: number }) | null = null;
  /** Null if the last look said nothing. */
  #last: Look | null = null;

  /** The offset to look at; null before a page that began with a record. */
  get start(): number | null {
    return this.#opening?.start ?? null;
  }

  /**
   * A page was read. The first that begins with a record is what later looks are compared with, until one that
   * begins farther up: in front of the first readable record nothing else can come and go unnoticed. Once a record
   * was found that is the first, and one farther up only means that the list has moved.
   */
  open({ start, id, total }: Beginning, before: Before): void {
    const opening = this.#opening;
    if (id === null || (opening !== null && (before.hasRecord || opening.start <= start))) return;
    const hasMoved = before.total !== null && before.total !== total;
    this.#opening = { start, id, total: hasMoved ? null : total };
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

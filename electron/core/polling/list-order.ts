import type { ResourceId } from '#contract/ids.ts';

/**
 * One place of a list, newest first: an id, a record that makes dcmgr fail, one that was not read, or one that was
 * read and had no id.
 */
export type Place = ResourceId | 'unreadable' | 'unread' | 'unnamed';

const otherPlaces: ReadonlySet<string> = new Set(['unreadable', 'unread', 'unnamed']);

/** Neighbouring unreadable places. */
export type UnreadableRun = {
  /** Its first place in the order. */
  readonly index: number;
  /** Places from the id asked about to the first of the run. */
  readonly distance: number;
  readonly length: number;
  /** The id just after the run; null where the list ends. */
  readonly next: ResourceId | null;
};

type Run = {
  readonly index: number;
  readonly length: number;
  readonly next: ResourceId | null;
  /** False where what comes after it was not read: then nothing tells that a leap has landed. */
  readonly hasEnd: boolean;
};

/** Whether a place has a name to be known by. */
export const isId = (place: Place | undefined): place is ResourceId =>
  place !== undefined && !otherPlaces.has(place);

/**
 * The order a sweep found a list in. It lets the next sweep end its pages where unreadable records begin, and leap
 * over them.
 */
export class ListOrder {
  readonly #indexes = new Map<ResourceId, number>();
  readonly #runs: readonly Run[];
  readonly places: readonly Place[];

  constructor(places: readonly Place[]) {
    this.places = places;
    places.forEach((place, index) => {
      if (isId(place)) this.#indexes.set(place, index);
    });
    this.#runs = findRuns(places);
  }

  /**
   * The unreadable runs whose end is known, from `distance` places after a record on; none for a record that it
   * does not know.
   */
  runsAfter(id: ResourceId, distance: number): readonly UnreadableRun[] {
    const from = this.#indexes.get(id);
    if (from === undefined) return [];
    return this.#runs
      .filter(({ index, hasEnd }) => hasEnd && index > from && index >= from + distance)
      .map(({ index, length, next }) => ({ index, distance: index - from, length, next }));
  }

  /** The offset of the newest unreadable record; null without one. */
  get firstUnreadable(): number | null {
    return this.#runs[0]?.index ?? null;
  }

  /** Places that were given up before they were read. */
  get unread(): number {
    return this.places.filter((place) => place === 'unread').length;
  }

  /** Whether records had no id to be known by. */
  get hasUnnamed(): boolean {
    return this.places.includes('unnamed');
  }

  /** Neighbouring unreadable places, counted as one. */
  get runs(): number {
    return this.#runs.length;
  }

  /** The same with some runs unread, for these to be looked for again. */
  withoutRuns(from: number, count: number): ListOrder {
    const places = [...this.places];
    for (const { index, length } of this.#runs.slice(from, from + count))
      places.fill('unread', index, index + length);
    return new ListOrder(places);
  }

  /**
   * Whether unread places are waiting, but none within `length` places from `distance` after a record. False for
   * a record that it does not know.
   */
  hasUnreadBeyond(id: ResourceId, distance: number, length: number): boolean {
    const from = this.#indexes.get(id);
    if (from === undefined) return false;
    const first = this.places.indexOf('unread', from + distance);
    return first >= from + distance + length;
  }

  get longestUnreadableRun(): number {
    return Math.max(0, ...this.#runs.map(({ length }) => length));
  }

  /** Every unreadable place with the ids on either side, for people to find it by. */
  unreadable(): readonly {
    readonly offset: number;
    readonly newer: ResourceId | null;
    readonly older: ResourceId | null;
  }[] {
    return this.#runs.flatMap((run) => {
      const before = this.places[run.index - 1];
      const newer = isId(before) ? before : null;
      return Array.from({ length: run.length }, (_, i) => ({
        offset: run.index + i,
        newer,
        older: run.next,
      }));
    });
  }
}

function findRuns(places: readonly Place[]): readonly Run[] {
  const runs: Run[] = [];
  for (let index = 0; index < places.length; index++) {
    if (places[index] !== 'unreadable') continue;
    const start = index;
    while (places[index + 1] === 'unreadable') index++;
    const after = places[index + 1];
    const next = isId(after) ? after : null;
    const hasEnd = after === undefined || next !== null;
    runs.push({ index: start, length: index - start + 1, next, hasEnd });
  }
  return runs;
}

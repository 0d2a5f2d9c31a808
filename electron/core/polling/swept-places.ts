import type { ResourceId } from '#contract/ids.ts';
import { ListOrder, type Place } from './list-order.ts';
import type { Entries } from './page-entries.ts';

/** `unproved`: found to be unreadable, but the list may have moved while it was. */
type FoundPlace = Place | 'unproved';

const skippedPlaces: ReadonlySet<FoundPlace> = new Set(['unreadable', 'unproved', 'unread']);

/** The places a sweep has found so far, newest first: the part of the list that later pages are joined to. */
export class SweptPlaces {
  readonly #places: FoundPlace[] = [];
  readonly #joined = new Set<ResourceId>();
  /** Places before this were judged: what is unproved among them stays so, unless all are proved. */
  #judged = 0;

  get length(): number {
    return this.#places.length;
  }

  /** How many of them were passed over. */
  get skipped(): number {
    return this.#places.filter((place) => skippedPlaces.has(place)).length;
  }

  /** Whether a record is among them. */
  has(id: ResourceId): boolean {
    return this.#joined.has(id);
  }

  /** The index of a page's last record that is among them; -1 without one. */
  lastKnown(entries: Entries): number {
    return entries.findLastIndex((id) => id !== null && this.has(id));
  }

  append(entries: Entries): void {
    for (const id of entries) {
      if (id !== null) this.#joined.add(id);
      this.#places.push(id ?? 'unnamed');
    }
  }

  skip(as: 'unreadable' | 'unproved' | 'unread', count: number): void {
    for (let i = 0; i < count; i++) this.#places.push(as);
  }

  /** Whether any were found to be unreadable since the last `judge`. */
  get hasUnproved(): boolean {
    return this.#places.includes('unproved', this.#judged);
  }

  /** What was found to be unreadable since the last `judge` is proved, if the list stood still in between. */
  judge(stoodStill: boolean): void {
    if (stoodStill) this.#prove(this.#judged);
    this.#judged = this.#places.length;
  }

  /** The list stood still all along. */
  proveAll(): void {
    this.#prove(0);
  }

  /** No more than the first `count` still stand. The records after them stay known. */
  keep(count: number): void {
    this.#places.splice(count);
    this.#judged = Math.min(this.#judged, count);
  }

  /** Nothing that was read is listed any more: the list begins here. */
  clear(): void {
    this.keep(0);
    this.#joined.clear();
  }

  /** As they were found, the unproved ones as `unproved` says. */
  orderWith(unproved: 'unreadable' | 'unread'): ListOrder {
    return new ListOrder(this.#places.map((place) => (place === 'unproved' ? unproved : place)));
  }

  #prove(from: number): void {
    for (let i = from; i < this.#places.length; i++)
      if (this.#places[i] === 'unproved') this.#places[i] = 'unreadable';
  }
}

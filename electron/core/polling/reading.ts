import type { ResourceId } from '#contract/ids.ts';
import type { Entries } from './page-entries.ts';
import { SweptPlaces } from './swept-places.ts';

/** The last record joined to the part already read, the offset it had then, and its place in our own order. */
export type Anchor = { readonly id: ResourceId; readonly offset: number; readonly place: number };

/** How far a list has been read, what was found up to there, and how many records it had. */
export class Reading {
  readonly places = new SweptPlaces();
  #next = 0;
  #anchor: Anchor | null = null;
  #isContiguous = true;
  #total: number | null = null;

  /** The offset of the first place that was not read yet. */
  get next(): number {
    return this.#next;
  }

  get anchor(): Anchor | null {
    return this.#anchor;
  }

  /** False while skipped places lie between the anchor and what is next: reading across them would fail. */
  get isContiguous(): boolean {
    return this.#isContiguous;
  }

  /** The total beside the last page that was joined; null before the first. */
  get total(): number | null {
    return this.#total;
  }

  /** A page that continues what was read, from its last known record on. */
  join(start: number, entries: Entries, total: number): void {
    this.places.append(entries.slice(this.places.lastKnown(entries) + 1));
    this.advance(start, entries, total);
  }

  /** A page whose records were joined: its last one is the anchor now. */
  advance(start: number, entries: Entries, total: number): void {
    this.#next = start + entries.length;
    this.#total = total;
    this.#isContiguous = true;
    const last = entries.findLastIndex((id) => id !== null);
    const id = entries[last];
    if (id !== undefined && id !== null) {
      const place = this.places.length - (entries.length - last);
      this.#anchor = { id, offset: start + last, place };
    }
  }

  /**
   * Passes over places: those that make dcmgr fail, and then those given up, as far as the list goes. The end is
   * never declared here: only an answer proves that the server still works.
   */
  skip(as: 'unreadable' | 'unproved', unreadable: number, unread: number): void {
    const left = this.#total === null ? Infinity : Math.max(0, this.#total - this.#next - unreadable);
    const given = Math.min(unread, left);
    this.places.skip(as, unreadable);
    this.places.skip('unread', given);
    this.#next += unreadable + given;
    this.#isContiguous = false;
  }

  /** Takes the total for what the list has now. Answers how many records have gone at least. */
  slide(total: number): number {
    const gone = this.#goneBy(total);
    this.slideAnchor(total);
    this.#total = total;
    return gone;
  }

  /** The total dropped, so the anchor may have moved up by as much; its offset is kept as a lower bound. */
  slideAnchor(total: number): void {
    const gone = this.#goneBy(total);
    if (this.#anchor !== null)
      this.#anchor = { ...this.#anchor, offset: Math.max(0, this.#anchor.offset - gone) };
  }

  /**
   * Goes back to where the anchor is at the earliest, and on without overlaps: something there fails. Where that is
   * the first place, nothing that was read is kept: what has come would be joined behind it.
   */
  rewind(): void {
    if (this.#anchor === null || this.#anchor.offset === 0) return this.beginAnew();
    this.#isContiguous = false;
    this.#next = this.#anchor.offset;
    this.places.keep(this.#anchor.place + 1);
  }

  /** Nothing that was read can be joined to what is listed now: all of it is read again, from the first place on. */
  beginAnew(): void {
    this.#isContiguous = false;
    this.#next = 0;
    this.#anchor = null;
    this.places.clear();
  }

  /** How many records have gone at least, by a total told now. */
  #goneBy(total: number): number {
    return Math.max(0, (this.#total ?? total) - total);
  }
}

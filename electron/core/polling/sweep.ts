import type { ResourceId } from '#contract/ids.ts';
import type { Page } from '../dcmgr/client.ts';
import { failedPage } from './failed-page.ts';
import { KnownRuns } from './known-runs.ts';
import { Leap } from './leap.ts';
import type { ListOrder } from './list-order.ts';
import { type NextPage, nextPage, type Progress } from './next-page.ts';
import { type Entries, entriesOf } from './page-entries.ts';
import { Plausibility } from './plausibility.ts';
import { Reading } from './reading.ts';
import { fartherBack, type Seam, seamRequest } from './seam.ts';
import { type Before, Standstill } from './standstill.ts';
import { completed, cyclic, hopeless, type SweepEnd, type SweepRequest } from './sweep-end.ts';
import { UnreadableSearch, usualBlindLeaps, type Verdict } from './unreadable-search.ts';

/** What was asked, and whether to go on, to find the anchor again, or to see if the list stood still. */
type Asked = SweepRequest & {
  readonly purpose: NextPage['purpose'] | 'seam' | 'look' | 'closing';
  readonly overlap: number;
};

/**
 * Reads one list from end to end while it shifts under the reading. It is told what the pages answered and says
 * what to ask next; it sends nothing and knows no time, so it may rest between pages for as long as it must.
 *
 * dcmgr lists newest first and inserts at the front only, so a record keeps its neighbours. Each page begins with
 * the last record of the page before. Where that record turns up tells how far the list has shifted; where no
 * known record turns up, the sweep goes back until one does. So every record that was listed all along is met.
 *
 * Around unreadable records there is no such overlap; there the totals tell of departures, which only arrivals at
 * the same time can hide. So a sweep that had to search ends with one more look at its first record: where that
 * and the total are unchanged nothing has arrived, and it was exact. It looks after every find as well, so that one
 * arrival makes no more than one find unsure. (`Standstill` says what no look tells. What arrived and left again is
 * rare: of the kinds whose records can be shown as ended, dcmgr lists those for 900 s more.)
 */
export class Sweep {
  readonly #seen = new Set<ResourceId>();
  readonly #reading = new Reading();
  readonly #search: UnreadableSearch;
  readonly #leap: Leap;
  readonly #progress: Progress;
  readonly #standstill = new Standstill();
  readonly #plausibility = new Plausibility();
  #asked: Asked | null = null;
  #seam: Seam | null = null;
  #isLookDue = false;
  #hasSearched = false;
  #isClosing = false;
  #pageSize = 1;
  #end: SweepEnd | null = null;

  /**
   * `memory` is the order the last sweep found, for the unreadable places it knows; `blindLeaps` how hard to look
   * for a readable record where the list begins with unreadable ones.
   */
  constructor(memory: ListOrder | null, blindLeaps = usualBlindLeaps) {
    const known = new KnownRuns(memory);
    this.#leap = new Leap(known);
    this.#search = new UnreadableSearch(blindLeaps);
    this.#progress = { reading: this.#reading, search: this.#search, known, leap: this.#leap };
  }

  /** Null while there is more to ask. */
  get end(): SweepEnd | null {
    return this.#end;
  }

  /** What to ask next, at most about `pageSize` records; null at the end. */
  request(pageSize: number): SweepRequest | null {
    if (this.#end !== null) return null;
    this.#pageSize = pageSize;
    this.#asked = this.#whatNext(pageSize);
    return { start: this.#asked.start, limit: this.#asked.limit };
  }

  /** The page last asked for. */
  take(page: Page): void {
    const asked = this.#mustHaveAsked();
    const entries = entriesOf(page);
    const first = entries[0] ?? null;
    const total = page.ownerTotal;
    this.#note(entries, asked, total);
    if (this.#end !== null) return;
    if (asked.purpose === 'closing') this.#complete(this.#standstill.sinceOpening(first, total));
    else if (asked.purpose === 'seam') this.#takeSeam(entries, asked, total);
    else if (asked.purpose === 'look') this.#takeLook(first, total);
    else if (asked.purpose === 'check') this.#takeCheck(entries, asked, total);
    else if (asked.purpose === 'leap' && !this.#landed(entries)) this.#missed(total);
    else this.#takeForward(entries, asked, total);
  }

  /** The page last asked for was answered with a bare 500, as for a record whose image was deleted. */
  unreadable(): void {
    const asked = this.#mustHaveAsked();
    this.#plausibility.noteFailure();
    if (this.#isEndless()) this.#end = hopeless();
    else if (asked.purpose === 'closing') this.#complete(false);
    else if (asked.purpose === 'look') this.#takeLook(null, 0);
    else if (asked.purpose === 'leap' || asked.purpose === 'check') this.#leapFailed(asked.purpose);
    else if (asked.purpose === 'seam') this.#rewind();
    else if (this.#isBeyondEnd(asked)) this.#end = hopeless();
    else this.#takeFailure(asked);
  }

  #whatNext(pageSize: number): Asked {
    const { start } = this.#standstill;
    if (this.#isClosing) return { start: start ?? 0, limit: 1, purpose: 'closing', overlap: 0 };
    if (this.#isLookDue && start !== null) return { start, limit: 1, purpose: 'look', overlap: 0 };
    if (this.#seam !== null) return { ...seamRequest(this.#seam, pageSize), purpose: 'seam', overlap: 0 };
    return nextPage(this.#progress, pageSize);
  }

  #note(entries: Entries, asked: Asked, total: number): void {
    const { places } = this.#reading;
    const hasNews = entries.some((id) => id !== null && !this.#seen.has(id));
    const isKnown = entries.every((id) => id === null || places.has(id));
    for (const id of entries) if (id !== null) this.#seen.add(id);
    this.#standstill.open({ start: asked.start, id: entries[0] ?? null, total }, this.#before());
    this.#plausibility.note({
      records: entries.length,
      limit: asked.limit,
      total,
      totalBefore: this.#reading.total,
      hasNews,
      isBarren: isKnown && entries.length >= asked.limit && asked.purpose === 'read',
    });
    if (this.#isEndless()) this.#end = cyclic(this.#seen.size);
  }

  #isEndless(): boolean {
    const read = Math.max(this.#seen.size, this.#reading.places.length);
    return this.#plausibility.isEndless(read, this.#pageSize);
  }

  #before(): Before {
    const { anchor, places, total } = this.#reading;
    return { hasRecord: anchor !== null, total: places.length === 0 ? null : total };
  }

  #takeForward(entries: Entries, asked: Asked, total: number): void {
    const { next, places } = this.#reading;
    const verdict = this.#search.succeeded(asked.start, asked.start + entries.length, next);
    if (verdict.kind !== 'append') return this.#apply(this.#withinList(verdict, total));
    if (places.lastKnown(entries) < 0 && !this.#continues(asked, total))
      return this.#lostTrack(entries, asked, total);
    this.#isLookDue = places.hasUnproved;
    this.#join(entries, asked, total);
  }

  /**
   * Whether a page without a known record continues the list all the same. Without an overlap the total tells:
   * records come in at the front only, so unless it dropped nothing can have slid past. A leap that landed met the
   * record that it knows to be next.
   */
  #continues(asked: Asked, total: number): boolean {
    if (asked.start === 0 || asked.purpose === 'leap') return true;
    const before = this.#reading.total;
    return asked.overlap === 0 && before !== null && total >= before;
  }

  #lostTrack(entries: Entries, asked: Asked, total: number): void {
    const back = Math.max(1, this.#reading.slide(total));
    if (asked.overlap > 0) this.#seam = { start: asked.start, end: asked.start + entries.length, back };
    else this.#rewind();
  }

  #takeSeam(entries: Entries, asked: Asked, total: number): void {
    if (this.#seam === null) throw new Error('a seam was read that was not asked for');
    const { places } = this.#reading;
    const isJoined = places.lastKnown(entries) >= 0;
    if (!isJoined && asked.start > 0) {
      this.#reading.slide(total);
      this.#seam = fartherBack(this.#seam);
      return;
    }
    this.#seam = null;
    if (!isJoined) this.#reading.beginAnew();
    this.#join(entries, asked, total);
  }

  /** What was found since the last look is proved if nothing has come or gone since. */
  #takeLook(id: ResourceId | null, total: number): void {
    this.#reading.places.judge(this.#standstill.look(id, total));
    this.#isLookDue = false;
  }

  #join(entries: Entries, asked: Asked, total: number): void {
    this.#reading.join(asked.start, entries, total);
    this.#maybeEnd(entries.length, asked, total);
  }

  #maybeEnd(count: number, { limit, overlap }: Asked, total: number): void {
    const { next } = this.#reading;
    // A page of only its overlap is an empty page too.
    const empty = count <= overlap;
    if (next < total && !empty) return;
    if (next < total) this.#plausibility.distrust('an empty page before the end', { ownerTotal: total });
    if (next > total) {
      if (count > 0) this.#plausibility.distrust('records beyond the total', { ownerTotal: total });
      if (count >= limit) return;
    }
    if (this.#hasSearched && this.#standstill.start !== null) this.#isClosing = true;
    else this.#complete(!this.#hasSearched);
  }

  /** `sure`: all that was found to be unreadable is. */
  #complete(sure: boolean): void {
    const { places, total } = this.#reading;
    const seen = this.#seen;
    const ownerTotal = total ?? 0;
    if (!this.#plausibility.wasRead(seen.size + places.skipped, ownerTotal)) {
      this.#end = cyclic(seen.size);
      return;
    }
    if (sure) places.proveAll();
    this.#end = completed({ ownerTotal, seen, places, sure, doubt: this.#plausibility.doubt });
  }

  /** The known unreadable run was leapt over; true when what comes after it is where memory says. */
  #landed(entries: Entries): boolean {
    const length = this.#leap.landed(entries);
    if (length === null) return false;
    this.#reading.skip('unreadable', length, 0);
    return true;
  }

  /** The total stays what it was when all read was joined. */
  #missed(total: number): void {
    this.#reading.slideAnchor(total);
    this.#leap.missed(this.#reading.isContiguous);
  }

  /** Where the anchor was: if it has moved, the run has moved with it. */
  #takeCheck(entries: Entries, asked: Asked, total: number): void {
    this.#leap.end();
    const id = entries[0] ?? null;
    if (id === null || !this.#reading.places.has(id)) this.#lostTrack(entries, asked, total);
    else this.#reading.advance(asked.start, entries, total);
  }

  /** It costs as much as any failing request does. */
  #leapFailed(purpose: 'leap' | 'check'): void {
    this.#search.spend();
    if (purpose === 'leap') this.#leap.missed(this.#reading.isContiguous);
    else this.#leap.checkFailed();
  }

  #takeFailure(asked: Asked): void {
    this.#hasSearched = true;
    this.#apply(this.#withinList(failedPage(this.#progress, asked), this.#total));
  }

  #isBeyondEnd({ start, overlap }: Asked): boolean {
    return this.#total !== null && start >= this.#total && overlap === 0;
  }

  /** The total beside the last page that was joined, else the last that was told at all; null before any. */
  get #total(): number | null {
    return this.#reading.total ?? this.#plausibility.lastTotal;
  }

  #withinList(verdict: Verdict, total: number | null): Verdict {
    if (verdict.kind !== 'skip' || total === null) return verdict;
    const left = total - this.#reading.next;
    return { ...verdict, unreadable: Math.max(0, Math.min(verdict.unreadable, left)) };
  }

  #apply(verdict: Verdict): void {
    if (verdict.kind === 'hopeless') this.#end = hopeless();
    if (verdict.kind === 'skip') this.#reading.skip('unproved', verdict.unreadable, verdict.unread);
  }

  #rewind(): void {
    this.#seam = null;
    this.#leap.end();
    this.#reading.rewind();
  }

  #mustHaveAsked(): Asked {
    const asked = this.#asked;
    if (asked === null) throw new Error('a page was taken that was not asked for');
    this.#asked = null;
    return asked;
  }
}

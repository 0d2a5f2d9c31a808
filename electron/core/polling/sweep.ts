import type { ResourceId } from '#contract/ids.ts';
import type { Page } from '../dcmgr/client.ts';
import { KnownRuns } from './known-runs.ts';
import type { ListOrder, UnreadableRun } from './list-order.ts';
import { type Entries, entriesOf } from './page-entries.ts';
import { Plausibility } from './plausibility.ts';
import { Reading } from './reading.ts';
import { Standstill } from './standstill.ts';
import { completed, cyclic, hopeless, type SweepEnd, type SweepRequest } from './sweep-end.ts';
import { searchBudget, UnreadableSearch, usualBlindLeaps, type Verdict } from './unreadable-search.ts';

type Purpose = 'read' | 'leap' | 'check' | 'seam' | 'look' | 'closing';
type Asked = SweepRequest & { readonly purpose: Purpose; readonly overlap: number };
/** A page that could not be joined: the anchor has moved up from its start, at least by `back` halved. */
type Seam = { readonly start: number; readonly end: number; readonly back: number };

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
 * arrival makes no more than one find unsure. (Only what arrived and left again could not be
 * told. Of the kinds whose records can be shown as ended, dcmgr lists those for 900 s more.)
 */
export class Sweep {
  readonly #seen = new Set<ResourceId>();
  readonly #reading = new Reading();
  readonly #search: UnreadableSearch;
  readonly #known: KnownRuns;
  readonly #standstill = new Standstill();
  readonly #plausibility = new Plausibility();
  #asked: Asked | null = null;
  #seam: Seam | null = null;
  /** The run last leapt over, until it is known whether the leap landed. */
  #leap: UnreadableRun | null = null;
  /** A leap missed: whether the list has moved is looked up at the anchor first. */
  #isChecking = false;
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
    this.#known = new KnownRuns(memory);
    this.#search = new UnreadableSearch(blindLeaps);
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
    if (asked.purpose === 'closing') this.#complete(false);
    else if (asked.purpose === 'look') this.#takeLook(null, 0);
    else if (asked.purpose === 'leap' || asked.purpose === 'check') this.#leapFailed(asked.purpose);
    else if (asked.purpose === 'seam') this.#rewind();
    else if (this.#isBeyondEnd(asked)) this.#end = hopeless();
    else this.#apply(this.#failed(asked));
  }

  #whatNext(pageSize: number): Asked {
    const { start } = this.#standstill;
    if (this.#isClosing) return { start: start ?? 0, limit: 1, purpose: 'closing', overlap: 0 };
    if (this.#isLookDue && start !== null) return { start, limit: 1, purpose: 'look', overlap: 0 };
    return this.#seam === null ? this.#forward(pageSize) : this.#backwards(this.#seam, pageSize);
  }

  #forward(pageSize: number): Asked {
    const plan = this.#search.plan(this.#reading.next, pageSize);
    if (this.#reading.next === 0 && !this.#search.active) return this.#begin(plan.limit);
    const anchor = this.#reading.anchor;
    if (anchor === null || this.#search.narrowing) return { ...plan, purpose: 'read', overlap: 0 };
    if (this.#isChecking) return this.#ask('check', anchor.offset, 1);
    const ahead = this.#known.ahead(anchor, this.#reading.next);
    if (ahead !== null && ahead.isSure && ahead.start === this.#reading.next)
      return this.#over(ahead.run, plan.limit);
    const start = this.#reading.isContiguous && !this.#search.active ? anchor.offset : this.#reading.next;
    // A page of nothing but the overlap would never advance.
    const limit = Math.max(plan.limit, this.#reading.next - start + 1);
    const clear = ahead !== null && ahead.start > this.#reading.next ? ahead.start - start : limit;
    return this.#ask('read', start, Math.min(limit, clear));
  }

  /** Leaps over a known run, and reads no farther than the next; only looks where it lands after it has missed. */
  #over(run: UnreadableRun, limit: number): Asked {
    this.#leap = run;
    const clear = this.#known.hasMissed(run) ? 1 : this.#known.clearAfter(run);
    return {
      start: this.#reading.next + run.length,
      limit: Math.min(limit, clear),
      purpose: 'leap',
      overlap: 0,
    };
  }

  #ask(purpose: Purpose, start: number, limit: number): Asked {
    return { start, limit, purpose, overlap: Math.max(0, this.#reading.next - start) };
  }

  /** What has come since the last sweep only pushes the first unreadable record down. */
  #begin(limit: number): Asked {
    const readable = Math.max(1, this.#known.first);
    return { start: 0, limit: Math.min(limit, readable), purpose: 'read', overlap: 0 };
  }

  /** Back to where the anchor may be, and no farther on than has just been readable. */
  #backwards({ start, end, back }: Seam, pageSize: number): Asked {
    const from = Math.max(0, start - back);
    const limit = Math.min(pageSize, Math.max(start + 1, end - back) - from);
    return { start: from, limit, purpose: 'seam', overlap: 0 };
  }

  #note(entries: Entries, asked: Asked, total: number): void {
    const news = entries.some((id) => id !== null && !this.#reading.places.has(id));
    for (const id of entries) if (id !== null) this.#seen.add(id);
    this.#standstill.open(asked.start, entries[0] ?? null, total);
    this.#plausibility.note({
      records: entries.length,
      limit: asked.limit,
      total,
      totalBefore: this.#reading.total,
      isBarren: !news && entries.length >= asked.limit && asked.purpose === 'read',
    });
    if (this.#plausibility.isEndless(this.#seen.size, this.#pageSize)) this.#end = cyclic(this.#seen.size);
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
      this.#seam = { ...this.#seam, back: this.#seam.back * 2 };
      return;
    }
    this.#seam = null;
    if (!isJoined) places.clear();
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
    const leap = this.#leap;
    if (leap === null) return false;
    const expected = leap.next === null ? entries.length === 0 : entries[0] === leap.next;
    if (!expected) return false;
    this.#leap = null;
    this.#reading.skip('unreadable', leap.length, 0);
    return true;
  }

  /** The list has moved, or the run is not what it was. The total stays what it was when all read was joined. */
  #missed(total: number): void {
    this.#reading.slideAnchor(total);
    this.#doubtLeap();
  }

  #doubtLeap(): void {
    const isFirst = this.#leap !== null && this.#known.missed(this.#leap);
    this.#isChecking = isFirst && this.#reading.isContiguous;
    if (!this.#isChecking) this.#leap = null;
  }

  /** Where the anchor was: if it has moved, the run has moved with it. */
  #takeCheck(entries: Entries, asked: Asked, total: number): void {
    this.#isChecking = false;
    this.#leap = null;
    const id = entries[0] ?? null;
    if (id === null || !this.#reading.places.has(id)) this.#lostTrack(entries, asked, total);
    else this.#reading.advance(asked.start, entries, total);
  }

  /** It costs as much as any failing request does. */
  #leapFailed(purpose: Purpose): void {
    this.#search.spend();
    if (purpose === 'leap') return this.#doubtLeap();
    if (this.#leap !== null) this.#known.doubt(this.#leap);
    this.#isChecking = false;
    this.#leap = null;
  }

  #isBeyondEnd({ start, overlap }: Asked): boolean {
    const { total } = this.#reading;
    return total !== null && start >= total && overlap === 0;
  }

  #failed(asked: Asked): Verdict {
    this.#hasSearched = true;
    const { start, limit } = this.#search.active
      ? asked
      : { start: this.#reading.next, limit: this.#span(asked) };
    if (limit > 1 || asked.overlap === 0)
      return this.#search.failed(start, limit, this.#reading.next, this.#budget(limit));
    // The overlap was asked for with a single new record: either may be the one that fails.
    this.#search.suspect(start, 1);
    return { kind: 'narrow' };
  }

  /** What was given up last time comes first: half is kept for it. */
  #budget(length: number): number {
    const hasPrior =
      this.#reading.anchor !== null &&
      this.#known.hasUnreadBeyond(this.#reading.anchor, this.#reading.next, length);
    return hasPrior ? searchBudget / 2 : searchBudget;
  }

  #span(asked: Asked): number {
    return Math.max(1, asked.start + asked.limit - this.#reading.next);
  }

  #withinList(verdict: Verdict, total: number): Verdict {
    if (verdict.kind !== 'skip') return verdict;
    const left = total - this.#reading.next;
    return { ...verdict, unreadable: Math.max(0, Math.min(verdict.unreadable, left)) };
  }

  #apply(verdict: Verdict): void {
    if (verdict.kind === 'hopeless') this.#end = hopeless();
    if (verdict.kind === 'skip') this.#reading.skip('unproved', verdict.unreadable, verdict.unread);
  }

  #rewind(): void {
    this.#seam = null;
    this.#isChecking = false;
    this.#reading.rewind();
  }

  #mustHaveAsked(): Asked {
    const asked = this.#asked;
    if (asked === null) throw new Error('a page was taken that was not asked for');
    this.#asked = null;
    return asked;
  }
}

import { type AppError, appError } from '#contract/errors.ts';
import type { ResourceId } from '#contract/ids.ts';
import type { Page } from '../dcmgr/client.ts';
import { KnownRuns } from './known-runs.ts';
import { ListOrder, type Place, type UnreadableRun } from './list-order.ts';
import { type Entries, entriesOf } from './page-entries.ts';
import { Repetition } from './repetition.ts';
import type { SweepEnd, SweepRequest } from './sweep-end.ts';
import {
  patience,
  searchBudget,
  UnreadableSearch,
  usualBlindLeaps,
  type Verdict,
} from './unreadable-search.ts';

/** The last record joined to the part already read, the offset it had then, and its place in our own order. */
type Anchor = { readonly id: ResourceId; readonly offset: number; readonly place: number };
type Purpose = 'read' | 'leap' | 'check' | 'seam' | 'look' | 'closing';
type Asked = SweepRequest & { readonly purpose: Purpose; readonly overlap: number };
/** A page that could not be joined: the anchor has moved up from its start, at least by `back` halved. */
type Seam = { readonly start: number; readonly end: number; readonly back: number };
/** The first record read, where, and the total beside it: the same later on, nothing has come or gone. */
type Opening = { readonly start: number; readonly id: ResourceId; readonly total: number };
/** `unproved`: found to be unreadable, but the list may have moved while it was. */
type FoundPlace = Place | 'unproved';

const skippedPlaces: ReadonlySet<FoundPlace> = new Set(['unreadable', 'unproved', 'unread']);

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
  readonly seen = new Set<ResourceId>();
  readonly #search: UnreadableSearch;
  readonly #known: KnownRuns;
  readonly #joined = new Set<ResourceId>();
  readonly #places: FoundPlace[] = [];
  #asked: Asked | null = null;
  #next = 0;
  #anchor: Anchor | null = null;
  /** False while skipped places lie between the anchor and what is next: reading across them would fail. */
  #contiguous = true;
  #seam: Seam | null = null;
  /** The run last leapt over, until it is known whether the leap landed. */
  #leap: UnreadableRun | null = null;
  /** A leap missed: whether the list has moved is looked up at the anchor first. */
  #isChecking = false;
  #opening: Opening | null = null;
  /** What the last look at the first record told, and how many places there were; null if it said nothing. */
  #look: Opening | null = null;
  #lookedFrom = 0;
  #isLookDue = false;
  #hasSearched = false;
  #isClosing = false;
  #total: number | null = null;
  #firstTotal = 0;
  #maxTotal = 0;
  readonly #repetition = new Repetition();
  #pageSize = 1;
  #doubt: AppError | null = null;
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
    this.#note(entries, asked, page.ownerTotal);
    if (this.#end !== null) return;
    if (asked.purpose === 'closing') this.#complete(this.#stoodStill(entries, page.ownerTotal));
    else if (asked.purpose === 'seam') this.#takeSeam(entries, asked, page.ownerTotal);
    else if (asked.purpose === 'look') this.#takeLook(entries[0] ?? null, asked.start, page.ownerTotal);
    else if (asked.purpose === 'check') this.#takeCheck(entries, asked, page.ownerTotal);
    else if (asked.purpose === 'leap' && !this.#landed(entries)) this.#missed(page.ownerTotal);
    else this.#takeForward(entries, asked, page.ownerTotal);
  }

  /** The page last asked for was answered with a bare 500, as for a record whose image was deleted. */
  unreadable(): void {
    const asked = this.#mustHaveAsked();
    if (asked.purpose === 'closing') this.#complete(false);
    else if (asked.purpose === 'look') this.#takeLook(null, asked.start, 0);
    else if (asked.purpose === 'leap' || asked.purpose === 'check') this.#leapFailed(asked.purpose);
    else if (asked.purpose === 'seam') this.#rewind();
    else if (this.#total !== null && asked.start >= this.#total && asked.overlap === 0) this.#hopeless();
    else this.#apply(this.#failed(asked));
  }

  #whatNext(pageSize: number): Asked {
    if (this.#isClosing)
      return { start: this.#opening?.start ?? 0, limit: 1, purpose: 'closing', overlap: 0 };
    if (this.#isLookDue && this.#opening !== null)
      return { start: this.#opening.start, limit: 1, purpose: 'look', overlap: 0 };
    return this.#seam === null ? this.#forward(pageSize) : this.#backwards(this.#seam, pageSize);
  }

  #forward(pageSize: number): Asked {
    const plan = this.#search.plan(this.#next, pageSize);
    if (this.#next === 0 && !this.#search.active) return this.#begin(plan.limit);
    const anchor = this.#anchor;
    if (anchor === null || this.#search.narrowing) return { ...plan, purpose: 'read', overlap: 0 };
    if (this.#isChecking) return this.#ask('check', anchor.offset, 1);
    const ahead = this.#known.ahead(anchor, this.#next);
    if (ahead !== null && ahead.isSure && ahead.start === this.#next)
      return this.#over(ahead.run, plan.limit);
    const start = this.#contiguous && !this.#search.active ? anchor.offset : this.#next;
    // A page of nothing but the overlap would never advance.
    const limit = Math.max(plan.limit, this.#next - start + 1);
    const clear = ahead !== null && ahead.start > this.#next ? ahead.start - start : limit;
    return this.#ask('read', start, Math.min(limit, clear));
  }

  /** Leaps over a known run, and reads no farther than the next; only looks where it lands after it has missed. */
  #over(run: UnreadableRun, limit: number): Asked {
    this.#leap = run;
    const clear = this.#known.hasMissed(run) ? 1 : this.#known.clearAfter(run);
    return {
      start: this.#next + run.length,
      limit: Math.min(limit, clear),
      purpose: 'leap',
      overlap: 0,
    };
  }

  #ask(purpose: Purpose, start: number, limit: number): Asked {
    return { start, limit, purpose, overlap: Math.max(0, this.#next - start) };
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
    const news = entries.some((id) => id !== null && !this.#joined.has(id));
    for (const id of entries) if (id !== null) this.seen.add(id);
    if (this.#total === null) this.#firstTotal = total;
    const first = entries[0];
    if (first !== undefined && first !== null && this.#opening === null) {
      this.#opening = { start: asked.start, id: first, total };
      this.#look = this.#opening;
    }
    this.#maxTotal = Math.max(this.#maxTotal, total);
    if (entries.length > asked.limit) this.#distrust('a page longer than its limit', { limit: asked.limit });
    this.#repetition.note({
      records: entries.length,
      arrived: Math.max(0, total - (this.#total ?? total)),
      isBarren: !news && entries.length >= asked.limit && asked.purpose === 'read',
    });
    const repeats = this.#repetition.isEndless(this.#pageSize);
    if (repeats || this.seen.size > 2 * this.#maxTotal + 1000) this.#cyclic();
  }

  #takeForward(entries: Entries, asked: Asked, total: number): void {
    const verdict = this.#search.succeeded(asked.start, asked.start + entries.length, this.#next);
    if (verdict.kind !== 'append') return this.#apply(this.#withinList(verdict, total));
    const known = entries.findLastIndex((id) => id !== null && this.#joined.has(id));
    if (known < 0 && !this.#continues(asked, total)) return this.#lostTrack(entries, asked, total);
    this.#isLookDue = this.#places.includes('unproved', this.#lookedFrom);
    this.#append(entries.slice(known + 1));
    this.#advance(asked.start, entries, total);
    this.#maybeEnd(entries.length, asked, total);
  }

  /** What was found since the last look is proved if nothing has come or gone since. */
  #takeLook(id: ResourceId | null, start: number, total: number): void {
    const stoodStill = id !== null && id === this.#look?.id && total === this.#look.total;
    if (stoodStill) this.#prove(this.#lookedFrom);
    this.#look = id === null ? null : { start, id, total };
    this.#lookedFrom = this.#places.length;
    this.#isLookDue = false;
  }

  #prove(from: number): void {
    for (let i = from; i < this.#places.length; i++)
      if (this.#places[i] === 'unproved') this.#places[i] = 'unreadable';
  }

  /**
   * Whether a page without a known record continues the list all the same. Without an overlap the total tells:
   * records come in at the front only, so unless it dropped nothing can have slid past. A leap that landed met the
   * record that it knows to be next.
   */
  #continues(asked: Asked, total: number): boolean {
    if (asked.start === 0 || asked.purpose === 'leap') return true;
    return asked.overlap === 0 && this.#total !== null && total >= this.#total;
  }

  #lostTrack(entries: Entries, asked: Asked, total: number): void {
    const slid = Math.max(1, (this.#total ?? total) - total);
    this.#slide(total);
    if (asked.overlap > 0) this.#seam = { start: asked.start, end: asked.start + entries.length, back: slid };
    else this.#rewind();
  }

  #slide(total: number): void {
    this.#slideAnchor(total);
    this.#total = total;
  }

  /** The total dropped, so the anchor may have moved up by as much; its offset is kept as a lower bound. */
  #slideAnchor(total: number): void {
    const slid = Math.max(0, (this.#total ?? total) - total);
    if (this.#anchor !== null) {
      this.#anchor = { ...this.#anchor, offset: Math.max(0, this.#anchor.offset - slid) };
    }
  }

  #takeSeam(entries: Entries, asked: Asked, total: number): void {
    const seam = this.#seam;
    if (seam === null) throw new Error('a seam was read that was not asked for');
    const known = entries.findLastIndex((id) => id !== null && this.#joined.has(id));
    if (known < 0 && asked.start > 0) {
      this.#slide(total);
      this.#seam = { ...seam, back: seam.back * 2 };
      return;
    }
    this.#seam = null;
    if (known < 0) this.#startAgain();
    this.#append(entries.slice(known + 1));
    this.#advance(asked.start, entries, total);
    this.#maybeEnd(entries.length, asked, total);
  }

  #append(entries: Entries): void {
    for (const id of entries) {
      if (id !== null) this.#joined.add(id);
      this.#places.push(id ?? 'unnamed');
    }
  }

  #advance(start: number, entries: Entries, total: number): void {
    this.#next = start + entries.length;
    this.#total = total;
    this.#contiguous = true;
    const last = entries.findLastIndex((id) => id !== null);
    const id = entries[last];
    if (id !== undefined && id !== null) {
      const place = this.#places.length - (entries.length - last);
      this.#anchor = { id, offset: start + last, place };
    }
  }

  #maybeEnd(count: number, { limit, overlap }: Asked, total: number): void {
    const full = count >= limit;
    // A page of only its overlap is an empty page too.
    const empty = count <= overlap;
    if (this.#next < total && !empty) return;
    if (this.#next < total) this.#distrust('an empty page before the end', { ownerTotal: total });
    if (this.#next > total) {
      if (count > 0) this.#distrust('records beyond the total', { ownerTotal: total });
      if (full) return;
    }
    this.#total = total;
    if (this.#hasSearched && this.#opening !== null) this.#isClosing = true;
    else this.#complete(!this.#hasSearched);
  }

  #stoodStill(entries: Entries, total: number): boolean {
    return entries[0] === this.#opening?.id && total === this.#opening?.total;
  }

  /** `sure`: all that was found to be unreadable is. */
  #complete(sure: boolean): void {
    const ownerTotal = this.#total ?? 0;
    const met = this.seen.size + this.#places.filter((p) => skippedPlaces.has(p)).length;
    const slack = Math.max(5, ownerTotal * 0.02) + Math.max(0, this.#maxTotal - this.#firstTotal);
    if (met + slack < ownerTotal && this.#repetition.wasFruitless) return this.#cyclic();
    if (met + slack < ownerTotal) this.#distrust('fewer records than the total', { ownerTotal, met });
    const { seen } = this;
    if (sure) this.#prove(0);
    const order = this.#orderWith('unreadable');
    const exact = sure && order.unread === 0 && !order.hasUnnamed && order.longestUnreadableRun <= patience;
    const trusted = this.#doubt === null;
    const memory = sure ? order : this.#orderWith('unread');
    this.#end = {
      kind: 'complete',
      ownerTotal,
      seen,
      order,
      trusted,
      exact,
      sure,
      memory,
      doubt: this.#doubt,
    };
  }

  #orderWith(unproved: Place): ListOrder {
    return new ListOrder(this.#places.map((place) => (place === 'unproved' ? unproved : place)));
  }

  /** The known unreadable run was leapt over; true when what comes after it is where memory says. */
  #landed(entries: Entries): boolean {
    const leap = this.#leap;
    if (leap === null) return false;
    const expected = leap.next === null ? entries.length === 0 : entries[0] === leap.next;
    if (!expected) return false;
    this.#leap = null;
    this.#skip('unreadable', leap.length, 0);
    return true;
  }

  /** The list has moved, or the run is not what it was. The total stays what it was when all read was joined. */
  #missed(total: number): void {
    this.#slideAnchor(total);
    this.#doubtLeap();
  }

  #doubtLeap(): void {
    const isFirst = this.#leap !== null && this.#known.missed(this.#leap);
    this.#isChecking = isFirst && this.#contiguous;
    if (!this.#isChecking) this.#leap = null;
  }

  /** Where the anchor was: if it has moved, the run has moved with it. */
  #takeCheck(entries: Entries, asked: Asked, total: number): void {
    this.#isChecking = false;
    this.#leap = null;
    const [id] = entries;
    if (id === undefined || id === null || !this.#joined.has(id)) this.#lostTrack(entries, asked, total);
    else this.#advance(asked.start, entries, total);
  }

  /** It costs as much as any failing request does. */
  #leapFailed(purpose: Purpose): void {
    this.#search.spend();
    if (purpose === 'leap') return this.#doubtLeap();
    if (this.#leap !== null) this.#known.doubt(this.#leap);
    this.#isChecking = false;
    this.#leap = null;
  }

  #failed(asked: Asked): Verdict {
    this.#hasSearched = true;
    const { start, limit } = this.#search.active ? asked : { start: this.#next, limit: this.#span(asked) };
    if (limit > 1 || asked.overlap === 0)
      return this.#search.failed(start, limit, this.#next, this.#budget(limit));
    // The overlap was asked for with a single new record: either may be the one that fails.
    this.#search.suspect(start, 1);
    return { kind: 'narrow' };
  }

  /** What was given up last time comes first: half is kept for it. */
  #budget(length: number): number {
    const hasPrior = this.#anchor !== null && this.#known.hasUnreadBeyond(this.#anchor, this.#next, length);
    return hasPrior ? searchBudget / 2 : searchBudget;
  }

  #span(asked: Asked): number {
    return Math.max(1, asked.start + asked.limit - this.#next);
  }

  #withinList(verdict: Verdict, total: number): Verdict {
    if (verdict.kind !== 'skip') return verdict;
    return { ...verdict, unreadable: Math.max(0, Math.min(verdict.unreadable, total - this.#next)) };
  }

  #apply(verdict: Verdict): void {
    if (verdict.kind === 'hopeless') this.#hopeless();
    if (verdict.kind === 'skip') this.#skip('unproved', verdict.unreadable, verdict.unread);
  }

  /** The end is never declared here: only an answer proves that the server still works. */
  #skip(as: 'unreadable' | 'unproved', unreadable: number, unread: number): void {
    const left = this.#total === null ? Infinity : Math.max(0, this.#total - this.#next - unreadable);
    const given = Math.min(unread, left);
    for (let i = 0; i < unreadable; i++) this.#places.push(as);
    for (let i = 0; i < given; i++) this.#places.push('unread');
    this.#next += unreadable + given;
    this.#contiguous = false;
  }

  /** Nothing that was read is listed any more: the list begins here. */
  #startAgain(): void {
    this.#places.length = 0;
    this.#lookedFrom = 0;
    this.#joined.clear();
  }

  /** Goes back to where the anchor is at the earliest, and on without overlaps: something there fails. */
  #rewind(): void {
    this.#seam = null;
    this.#isChecking = false;
    this.#contiguous = false;
    this.#next = this.#anchor?.offset ?? 0;
    this.#places.length = this.#anchor === null ? 0 : this.#anchor.place + 1;
    this.#lookedFrom = Math.min(this.#lookedFrom, this.#places.length);
  }

  #distrust(message: string, details: Readonly<Record<string, number>>): void {
    this.#doubt ??= appError('endpoint/wrong-shape', message, details);
  }

  #cyclic(): void {
    const error = appError('list/cyclic-pages', 'pages repeat without end', { read: this.seen.size });
    this.#end = { kind: 'failed', error };
  }

  #hopeless(): void {
    this.#end = {
      kind: 'failed',
      error: appError('endpoint/server-error', 'no record of the list can be read', { status: 500 }),
    };
  }

  #mustHaveAsked(): Asked {
    const asked = this.#asked;
    if (asked === null) throw new Error('a page was taken that was not asked for');
    this.#asked = null;
    return asked;
  }
}

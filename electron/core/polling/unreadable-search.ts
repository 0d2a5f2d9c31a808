/** What an answer means for the sweep. */
export type Verdict =
  /** The page continues the list. */
  | { readonly kind: 'append' }
  /** Ask again: the answer only told where to look. */
  | { readonly kind: 'narrow' }
  /** Go on after so many places: `unreadable` ones make dcmgr fail, `unread` ones were given up for this time. */
  | { readonly kind: 'skip'; readonly unreadable: number; readonly unread: number }
  /** Nothing of this list can be read. */
  | { readonly kind: 'hopeless' };

/** Failing requests one sweep may spend on telling unreadable records from their neighbours. */
export const searchBudget = 64;
/** Unreadable records in a row that are proved one by one; an image may have had hundreds of instances. */
export const patience = 16;
/** The same before anything was read at all, when a sick server is likelier than unreadable records. */
const blindPatience = 2;
/** Leaps, each twice as far as the last, before such a list is given up: these look at its first 9 places. */
export const usualBlindLeaps = 3;
/** The first 8,193. */
const mostBlindLeaps = 12;
const farLookEvery = 16;

/**
 * Leaps for a list that failed so often in a row, while others were answered: farther and farther at first, since
 * all but its newest may be readable; and then now and again, since a route may be broken for good.
 */
export function blindLeapsAfter(failures: number): number {
  const isFar = failures * usualBlindLeaps < mostBlindLeaps || failures % farLookEvery === 0;
  return isFar ? Math.min(mostBlindLeaps, (failures + 1) * usualBlindLeaps) : usualBlindLeaps;
}

const rampFactor = 4;
const rampEnd = 64;

/** The end of a long unreadable run lies between: `low` is not known to work, `high` is. */
type Bracket = { readonly low: number; readonly high: number | null };

/**
 * Finds the records that make dcmgr answer 500 for every page holding one (reference §9.2) by asking for less
 * and less until single places are left. In a long run only the beginning is proved place by place; its end is
 * found by leaps and halving, and what lies between is taken to be unreadable. Sends nothing itself.
 */
export class UnreadableSearch {
  #suspectEnd: number | null = null;
  #ramp: number | null = null;
  #bracket: Bracket | null = null;
  #singlesInRow = 0;
  #leaps = 0;
  #spent = 0;
  #readAnything = false;
  readonly #blindLeaps: number;

  constructor(blindLeaps: number) {
    this.#blindLeaps = blindLeaps;
  }

  /** Whether a failed page is being taken apart. */
  get narrowing(): boolean {
    return this.#suspectEnd !== null || this.#bracket !== null;
  }

  /** Narrowing, or carefully growing after it: pages then don't overlap, since the overlap may be what fails. */
  get active(): boolean {
    return this.narrowing || this.#ramp !== null;
  }

  /** What to ask for when the list was read up to `next`; at most `pageSize` records. */
  plan(next: number, pageSize: number): { readonly start: number; readonly limit: number } {
    if (this.#bracket !== null) return { start: this.#probe(this.#bracket), limit: 1 };
    const wanted =
      this.#suspectEnd === null
        ? (this.#ramp ?? pageSize)
        : Math.max(1, Math.floor((this.#suspectEnd - next) / 2));
    return { start: next, limit: Math.min(pageSize, wanted) };
  }

  /** The page at `start` came; `end` is the offset after its last record, `next` as in `plan`. */
  succeeded(start: number, end: number, next: number): Verdict {
    this.#readAnything = true;
    if (this.#bracket !== null) return this.#narrowBracket({ ...this.#bracket, high: start }, next);
    this.#singlesInRow = 0;
    if (this.#suspectEnd !== null && this.#suspectEnd <= end) this.#suspectEnd = null;
    if (this.#ramp !== null) this.#ramp = this.#ramp >= rampEnd ? null : this.#ramp * rampFactor;
    return { kind: 'append' };
  }

  /** A request failed that was no part of the search. */
  spend(): void {
    this.#spent++;
  }

  /** The page at `start` answered 500. No more than `budget` failing requests are spent on it. */
  failed(start: number, limit: number, next: number, budget = searchBudget): Verdict {
    this.#spent++;
    if (this.#bracket !== null) return this.#leapFailed(this.#bracket, start, next);
    if (limit === 1) return this.#provedUnreadable(start);
    if (this.#spent > budget) return this.#giveUp(limit);
    // Before anything was read the very first place tells most: it works, or the server is likely sick.
    this.suspect(start, this.#readAnything ? limit : 2);
    return { kind: 'narrow' };
  }

  /** Something among these places is unreadable. */
  suspect(start: number, length: number): void {
    this.#suspectEnd = start + length;
  }

  #provedUnreadable(start: number): Verdict {
    this.#suspectEnd = null;
    this.#ramp = 1;
    this.#singlesInRow++;
    if (this.#singlesInRow >= (this.#readAnything ? patience : blindPatience)) {
      this.#bracket = { low: start + 1, high: null };
      this.#leaps = 0;
    }
    return { kind: 'skip', unreadable: 1, unread: 0 };
  }

  #probe({ low, high }: Bracket): number {
    return high === null ? low + 2 ** this.#leaps - 1 : Math.floor((low + high) / 2);
  }

  #leapFailed(bracket: Bracket, start: number, next: number): Verdict {
    this.#leaps++;
    if (!this.#readAnything && this.#leaps >= this.#blindLeaps) return { kind: 'hopeless' };
    return this.#narrowBracket({ ...bracket, low: start + 1 }, next);
  }

  #narrowBracket(bracket: Bracket, next: number): Verdict {
    if (bracket.high === null || bracket.low < bracket.high) {
      this.#bracket = bracket;
      return { kind: 'narrow' };
    }
    this.#bracket = null;
    this.#singlesInRow = 0;
    return { kind: 'skip', unreadable: bracket.high - next, unread: 0 };
  }

  #giveUp(limit: number): Verdict {
    this.#suspectEnd = null;
    this.#ramp = null;
    return { kind: 'skip', unreadable: 0, unread: limit };
  }
}

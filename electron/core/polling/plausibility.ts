import { type AppError, appError } from '#contract/errors.ts';
import { Repetition } from './repetition.ts';

/** A page as far as it can be told from it whether a server keeps to its own numbers. */
type NotedPage = {
  readonly records: number;
  /** What was asked for. */
  readonly limit: number;
  readonly total: number;
  /** The total known before; null while there was none. */
  readonly totalBefore: number | null;
  /** It held something that was never met before. */
  readonly hasNews: boolean;
  /** It was full, was to be read for the first time, and held nothing but what the places hold already. */
  readonly isBarren: boolean;
};

/** Records beyond twice the total that a list may have grown by while it was read. */
const growth = 1000;
/**
 * Answers for each record there may be. A record is asked for by itself, and looked for, no more than a few times;
 * most pages hold dozens.
 */
const answersPerRecord = 2;
/** Records, or a part of the total, that may be missed without a doubt. */
const slackRecords = 5;
const slackPart = 0.02;

const mostRecords = (total: number): number => 2 * total + growth;

/** Whether the pages of one list, and the totals beside them, can be true together. */
export class Plausibility {
  readonly #repetition = new Repetition();
  #answers = 0;
  #firstTotal = 0;
  #lastTotal: number | null = null;
  #maxTotal = 0;
  #doubt: AppError | null = null;

  /** The first thing that was wrong; null while nothing was. */
  get doubt(): AppError | null {
    return this.#doubt;
  }

  /** The total told last; null before the first. */
  get lastTotal(): number | null {
    return this.#lastTotal;
  }

  note({ records, limit, total, totalBefore, hasNews, isBarren }: NotedPage): void {
    this.#answers++;
    if (totalBefore === null) this.#firstTotal = total;
    this.#lastTotal = total;
    this.#maxTotal = Math.max(this.#maxTotal, total);
    if (records > limit) this.distrust('a page longer than its limit', { limit });
    const arrived = Math.max(0, total - (totalBefore ?? total));
    this.#repetition.note({ records, arrived, hasNews, isBarren });
  }

  /** A page was asked for, and failed. */
  noteFailure(): void {
    this.#answers++;
  }

  /** Pages contradicted themselves or each other: `endpoint/wrong-shape`. */
  distrust(message: string, details: Readonly<Record<string, number>>): void {
    this.#doubt ??= appError('endpoint/wrong-shape', message, details);
  }

  /**
   * Whether the list, of which `read` places were read so far, will have no end. However the totals rise meanwhile:
   * the first of them bounds the answers.
   */
  isEndless(read: number, pageSize: number): boolean {
    if (this.#answers > answersPerRecord * mostRecords(this.#firstTotal)) return true;
    return this.#repetition.isEndless(pageSize) || read > mostRecords(this.#maxTotal);
  }

  /**
   * The list was read to its end, `met` of its `ownerTotal` places in all. False if it must have repeated itself
   * instead: many are missing, and pages held nothing new. Many missing without that make a doubt.
   */
  wasRead(met: number, ownerTotal: number): boolean {
    const arrived = Math.max(0, this.#maxTotal - this.#firstTotal);
    const slack = Math.max(slackRecords, ownerTotal * slackPart) + arrived;
    if (met + slack >= ownerTotal) return true;
    if (this.#repetition.wasFruitless) return false;
    this.distrust('fewer records than the total', { ownerTotal, met });
    return true;
  }
}

/** Fruitless pages in a row before a list is taken to repeat itself without end. */
const fruitlessLimit = 3;

/**
 * A page as far as repetition goes. `hasNews`: it held something never met before. `isBarren`: it was full and held
 * nothing that was not known. One with neither tells nothing: a short one, or one that was to look at what is known.
 */
export type ReadPage = {
  readonly records: number;
  readonly arrived: number;
  readonly hasNews: boolean;
  readonly isBarren: boolean;
};

/** Tells a list that repeats itself from one in which much arrives while it is read. */
export class Repetition {
  #arrivals = 0;
  #pages = 0;
  #records = 0;
  #wasFruitless = false;

  get wasFruitless(): boolean {
    return this.#wasFruitless;
  }

  note({ records, arrived, hasNews, isBarren }: ReadPage): void {
    this.#arrivals += arrived;
    if (isBarren && this.#arrivals < records) {
      this.#pages++;
      this.#records += records;
      this.#wasFruitless = true;
    } else if (hasNews || isBarren) {
      this.#pages = 0;
      this.#records = 0;
    }
    // Arrivals push known records down: so many of them are met again without the list repeating itself.
    if (isBarren) this.#arrivals = Math.max(0, this.#arrivals - records);
  }

  /** Whether it has gone on for so long that it won't end. */
  isEndless(pageSize: number): boolean {
    return this.#pages >= fruitlessLimit && this.#records >= 2 * pageSize;
  }
}

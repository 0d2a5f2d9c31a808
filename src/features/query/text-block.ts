/** Stands between the texts of rows. */
const between = '\0';

/** What a row says: the facts of its own in one folded text, one a line, and the numbers of those it shares. */
export type RowText = { readonly own: string; readonly shared: ArrayLike<number> };

/**
 * The texts of some rows in one string: a hundred thousand strings lie all over the memory, and to fetch each costs
 * more than to look through it. Never changed: a row that is replaced makes another block.
 */
export class TextBlock<R> {
  readonly rows: readonly (R | undefined)[];
  readonly #text: string;
  /** Where each text ends. */
  readonly #ends: Uint32Array;
  /** The numbers of the facts that rows share, row after row, and where each row's end. */
  readonly #shared: Uint32Array;
  readonly #sharedEnds: Uint32Array;

  private constructor(rows: readonly (R | undefined)[], texts: readonly RowText[]) {
    this.rows = rows;
    this.#text = texts.map(({ own }) => own).join(between);
    this.#ends = new Uint32Array(texts.length);
    this.#sharedEnds = new Uint32Array(texts.length);
    let [start, sharedEnd] = [0, 0];
    for (const [at, { own, shared }] of texts.entries()) {
      this.#ends[at] = start + own.length;
      start += own.length + between.length;
      this.#sharedEnds[at] = sharedEnd += shared.length;
    }
    this.#shared = new Uint32Array(sharedEnd);
    for (const [at, { shared }] of texts.entries()) this.#shared.set(shared, this.#sharedStart(at));
  }

  /** The block of these rows; texts of rows that stood in the one before are taken from there. */
  static of<R>(
    rows: readonly (R | undefined)[],
    make: (row: R) => RowText,
    before: TextBlock<R> | undefined,
  ): TextBlock<R> {
    const texts = rows.map((row, at) => {
      if (row === undefined) return noText;
      return before?.rows[at] === row ? before.textAt(at) : make(row);
    });
    return new TextBlock(rows, texts);
  }

  textAt(at: number): RowText {
    return {
      own: this.#text.slice(this.#startOf(at), this.#ends[at]),
      shared: this.#shared.subarray(this.#sharedStart(at), this.#sharedEnds[at]),
    };
  }

  /** Marks with 1 which of the rows have a text of their own that contains another, or share one of some facts. */
  whereIs(wanted: string, sharedFacts: readonly boolean[] | null): Uint8Array {
    const found = new Uint8Array(this.rows.length);
    this.#findOwn(wanted, found);
    if (sharedFacts !== null) this.#findShared(sharedFacts, found);
    return found;
  }

  #findOwn(wanted: string, found: Uint8Array): void {
    let at = 0;
    let hit = this.#text.indexOf(wanted);
    while (hit >= 0 && at < found.length) {
      while ((this.#ends[at] as number) < hit) at += 1; // a hit lies before the last end
      // Who looks for what stands between texts finds it in none.
      if (hit + wanted.length <= (this.#ends[at] as number)) found[at] = 1;
      at += 1;
      hit = this.#text.indexOf(wanted, this.#startOf(at));
    }
  }

  #findShared(facts: readonly boolean[], found: Uint8Array): void {
    let each = 0;
    for (let at = 0; at < found.length; at += 1) {
      for (const end = this.#sharedEnds[at] as number; each < end; each += 1) {
        // at < found.length
        if (facts[this.#shared[each] as number] === true) found[at] = 1;
      }
    }
  }

  #startOf(at: number): number {
    return at === 0 ? 0 : (this.#ends[at - 1] as number) + between.length; // at <= rows.length
  }

  #sharedStart(at: number): number {
    return at === 0 ? 0 : (this.#sharedEnds[at - 1] as number); // at <= rows.length
  }
}

const noText: RowText = { own: '', shared: [] };

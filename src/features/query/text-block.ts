/** Stands between the texts of rows. */
const between = '\0';

/**
 * The texts of some rows in one string: a hundred thousand strings lie all over the memory, and to fetch each costs
 * more than to look through it. Never changed: a row that is replaced makes another block.
 */
export class TextBlock<R> {
  readonly rows: readonly (R | undefined)[];
  readonly #text: string;
  /** Where each text ends. */
  readonly #ends: Uint32Array;

  private constructor(rows: readonly (R | undefined)[], texts: readonly string[]) {
    this.rows = rows;
    this.#text = texts.join(between);
    this.#ends = new Uint32Array(texts.length);
    let start = 0;
    for (const [at, text] of texts.entries()) {
      this.#ends[at] = start + text.length;
      start += text.length + between.length;
    }
  }

  /** The block of these rows; texts of rows that stood in the one before are taken from there. */
  static of<R>(
    rows: readonly (R | undefined)[],
    make: (row: R) => string,
    before: TextBlock<R> | undefined,
  ): TextBlock<R> {
    const texts = rows.map((row, at) => {
      if (row === undefined) return '';
      return before?.rows[at] === row ? before.textAt(at) : make(row);
    });
    return new TextBlock(rows, texts);
  }

  textAt(at: number): string {
    return this.#text.slice(this.#startOf(at), this.#ends[at]);
  }

  /** Marks with 1 which of the texts contain another. */
  whereIs(wanted: string): Uint8Array {
    const found = new Uint8Array(this.rows.length);
    let at = 0;
    let hit = this.#text.indexOf(wanted);
    while (hit >= 0 && at < found.length) {
      while ((this.#ends[at] as number) < hit) at += 1; // a hit lies before the last end
      // Who looks for what stands between texts finds it in none.
      if (hit + wanted.length <= (this.#ends[at] as number)) found[at] = 1;
      at += 1;
      hit = this.#text.indexOf(wanted, this.#startOf(at));
    }
    return found;
  }

  #startOf(at: number): number {
    return at === 0 ? 0 : (this.#ends[at - 1] as number) + between.length; // at <= rows.length
  }
}

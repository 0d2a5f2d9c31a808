/**
 * Remembers a text for each row of a table, in arrays beside its slots: a text is made when it is first asked for
 * and again when its slot holds another row.
 */
export class RowTexts<R> {
  readonly #make: (row: R) => string;
  readonly #rows: (R | undefined)[] = [];
  readonly #texts: string[] = [];

  constructor(make: (row: R) => string) {
    this.#make = make;
  }

  of(row: R, slot: number): string {
    const known = this.#rows[slot] === row ? this.#texts[slot] : undefined;
    if (known !== undefined) return known;
    const text = this.#make(row);
    this.#rows[slot] = row;
    this.#texts[slot] = text;
    return text;
  }

  /** Makes the texts of some slots, so that the first query need not. */
  makeAhead(slots: readonly (R | undefined)[], from: number, to: number): void {
    for (let slot = from; slot < Math.min(to, slots.length); slot += 1) {
      const row = slots[slot];
      if (row !== undefined) this.of(row, slot);
    }
  }
}

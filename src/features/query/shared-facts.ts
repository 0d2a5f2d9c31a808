/** Facts that many rows have in common, each kept once and known by a number. */
export class SharedFacts {
  readonly #fold: (fact: string) => string;
  readonly #numbers = new Map<string, number>();
  readonly #facts: string[] = [];

  constructor(fold: (fact: string) => string) {
    this.#fold = fold;
  }

  /** The number of a fact as it stands in a row. */
  numberOf(fact: string): number {
    const known = this.#numbers.get(fact);
    if (known !== undefined) return known;
    this.#numbers.set(fact, this.#facts.length);
    return this.#facts.push(this.#fold(fact)) - 1;
  }

  /** The fact of a number, folded. */
  at(number: number): string {
    return this.#facts[number] ?? '';
  }

  /**
   * Looks for a folded text. The function answers which facts contain it, by number, or null while none does; asked
   * again it only looks at those that have come since.
   */
  search(wanted: string): () => readonly boolean[] | null {
    const found: boolean[] = [];
    let isFound = false;
    return () => {
      for (const fact of this.#facts.slice(found.length)) {
        const isHere = fact.includes(wanted);
        isFound ||= isHere;
        found.push(isHere);
      }
      return isFound ? found : null;
    };
  }
}

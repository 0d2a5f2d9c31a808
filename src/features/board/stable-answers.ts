/**
 * Remembers what a function answers for each key, and keeps its predecessor's answer where nothing in it differs:
 * what depends on it is then not drawn again.
 */
export class StableAnswers<T extends object> {
  readonly #make: (key: string) => T;
  readonly #known = new Map<string, T>();
  readonly #before: ReadonlyMap<string, T>;

  constructor(make: (key: string) => T, before?: StableAnswers<T>) {
    this.#make = make;
    this.#before = before === undefined ? new Map() : before.#known;
  }

  of(key: string): T {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const fresh = this.#make(key);
    const old = this.#before.get(key);
    const answer = old !== undefined && JSON.stringify(old) === JSON.stringify(fresh) ? old : fresh;
    this.#known.set(key, answer);
    return answer;
  }
}

import { hashText } from '../world/random.ts';

/**
 * Ruby 1.8 keeps no order in its hashes: keys come out in an order that belongs to the process. Here the seed plays the
 * process; the order is worked out once for each set of keys.
 */
export class KeyOrder {
  readonly #seed: number;
  readonly #orders = new Map<string, readonly string[]>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  of(keys: readonly string[]): readonly string[] {
    const signature = keys.join();
    const known = this.#orders.get(signature);
    if (known !== undefined) return known;
    const rank = (key: string): number => hashText(`${String(this.#seed)}/${key}`);
    const order = keys.toSorted((left, right) => rank(left) - rank(right));
    this.#orders.set(signature, order);
    return order;
  }
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** A seeded stream of numbers: the same seed gives the same datacenter, on any machine. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (Math.trunc(seed) ^ 0x9e3779b9) >>> 0;
  }

  /** A number in [0, 1) (mulberry32: small, fast and good enough for a toy datacenter). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** An integer in [low, high]. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Text of `length` characters a-z0-9, as dcmgr's generated ids have. */
  token(length: number): string {
    let token = '';
    for (let at = 0; at < length; at++) token += ALPHABET.charAt(Math.floor(this.next() * ALPHABET.length));
    return token;
  }

  hex(length: number): string {
    let hex = '';
    for (let at = 0; at < length; at++) hex += Math.floor(this.next() * 16).toString(16);
    return hex;
  }
}

/** A 32-bit number out of a text (FNV-1a), to derive seeds and ranges from names. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

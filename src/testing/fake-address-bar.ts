import type { AddressBar } from '../navigation/address-bar.ts';

/** An address bar with a history that tests walk. */
export class FakeAddressBar implements AddressBar {
  #steps: string[];
  #at = 0;
  readonly #moved = new Set<() => void>();

  constructor(fragment = '') {
    this.#steps = [fragment];
  }

  readonly read = (): string => this.#steps[this.#at] ?? '';

  readonly push = (fragment: string): void => {
    this.#steps = [...this.#steps.slice(0, this.#at + 1), fragment];
    this.#at += 1;
  };

  readonly replace = (fragment: string): void => {
    this.#steps[this.#at] = fragment;
  };

  readonly onMoved = (callback: () => void): (() => void) => {
    this.#moved.add(callback);
    return () => {
      this.#moved.delete(callback);
    };
  };

  back(): void {
    this.#walk(-1);
  }

  forward(): void {
    this.#walk(1);
  }

  /** A person types an address. */
  type(fragment: string): void {
    this.push(fragment);
    for (const callback of this.#moved) callback();
  }

  #walk(steps: number): void {
    this.#at = Math.max(0, Math.min(this.#steps.length - 1, this.#at + steps));
    for (const callback of this.#moved) callback();
  }
}

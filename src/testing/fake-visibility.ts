import type { PageVisibility } from '../engine/page-visibility.ts';

/** A page that is hidden and shown when told. */
export class FakeVisibility implements PageVisibility {
  #hidden = false;
  readonly #changed = new Set<() => void>();

  readonly isHidden = (): boolean => this.#hidden;

  readonly onChanged = (callback: () => void): (() => void) => {
    this.#changed.add(callback);
    return () => {
      this.#changed.delete(callback);
    };
  };

  set(hidden: boolean): void {
    this.#hidden = hidden;
    for (const callback of this.#changed) callback();
  }
}

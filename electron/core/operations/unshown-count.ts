import type { DatacenterStatus } from '#contract/endpoint.ts';

/** Shows of one instance that must fail in a row: fewer may be the moment's fault. */
const enough = 4;

/**
 * Counts the shows of an instance that dcmgr answered with a bare 500, one after the other. Times are this machine's
 * clock.
 */
export class UnshownCount {
  #count = 0;
  #firstAt = 0;

  add(at: number): void {
    if (this.#count === 0) this.#firstAt = at;
    this.#count += 1;
  }

  /** It was shown after all. */
  reset(): void {
    this.#count = 0;
  }

  /** Whether it is the instance that fails and not the server: lists were read to their ends meanwhile. */
  isProof(status: DatacenterStatus | null): boolean {
    const isReadSince = status?.lists.some(
      ({ fetchedAt }) => fetchedAt !== null && fetchedAt >= this.#firstAt,
    );
    return this.#count >= enough && isReadSince === true;
  }
}

import type { ResourceKind } from '#contract/resource-kind.ts';
import { firstPageSize, pageSizeAfter, pageSizeAfterTimeout } from './page-size.ts';

/** Records a page asks for in one datacenter, by kind: an instance costs far more to render than a key pair. */
export class PageSizes {
  readonly #sizes = new Map<ResourceKind, number>();

  get(kind: ResourceKind): number {
    return this.#sizes.get(kind) ?? firstPageSize;
  }

  all(): ReadonlyMap<ResourceKind, number> {
    return this.#sizes;
  }

  /** A page that was asked for with `limit` came. Smaller ones than usual teach nothing about the usual. */
  came(
    kind: ResourceKind,
    page: { readonly limit: number; readonly count: number; readonly ms: number },
  ): void {
    const size = this.get(kind);
    const next = pageSizeAfter(size, page.limit < size ? 0 : page.count, page.ms);
    this.#sizes.set(kind, next);
  }

  timedOut(kind: ResourceKind): void {
    this.#sizes.set(kind, pageSizeAfterTimeout(this.get(kind)));
  }
}

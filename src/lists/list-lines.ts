import type { RowGroup } from './grouped-list.ts';

/** One line of a finished list. */
export type ListLine<R> = R | RowGroup<R>;

/**
 * The lines of a list from top to bottom: each header, then its rows unless it is collapsed. Made in the time of
 * its groups, not of its rows; a line is found when it is asked for.
 */
export class ListLines<R extends { readonly key: string }> {
  readonly length: number;
  readonly #groups: readonly RowGroup<R>[];
  readonly #isCollapsed: (groupKey: string) => boolean;
  /** The line of each group's header. */
  readonly #headers: Uint32Array;

  constructor(groups: readonly RowGroup<R>[], isCollapsed: (groupKey: string) => boolean) {
    this.#groups = groups;
    this.#isCollapsed = isCollapsed;
    this.#headers = new Uint32Array(groups.length);
    let line = 0;
    for (const [at, group] of groups.entries()) {
      this.#headers[at] = line;
      line += 1 + (isCollapsed(group.key) ? 0 : group.members.length);
    }
    this.length = line;
  }

  at(line: number): ListLine<R> | undefined {
    if (line < 0 || line >= this.length) return undefined;
    const { group, header } = this.#groupAt(line);
    return line === header ? group : group?.rows[line - header - 1];
  }

  /** The line of the header that a line stands under, or its own if it is one. -1 where there is no such line. */
  headerOf(line: number): number {
    return line < 0 || line >= this.length ? -1 : this.#groupAt(line).header;
  }

  /** The line of a row, -1 if it is in none: filtered out, or in a collapsed group. */
  lineOfRow(key: string): number {
    const at = this.#groups.findIndex((group) => group.members.some((row) => row.key === key));
    const group = this.#groups[at];
    if (group === undefined || this.#isCollapsed(group.key)) return -1;
    return (this.#headers[at] ?? 0) + 1 + group.rows.findIndex((row) => row.key === key);
  }

  lineOfGroup(key: string): number {
    return this.#headers[this.#groups.findIndex((group) => group.key === key)] ?? -1;
  }

  #groupAt(line: number): { readonly group: RowGroup<R> | undefined; readonly header: number } {
    let low = 0;
    let high = this.#headers.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#headers[middle] ?? 0) <= line) low = middle;
      else high = middle;
    }
    return { group: this.#groups[low], header: this.#headers[low] ?? 0 };
  }
}

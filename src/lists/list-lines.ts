import type { RowGroup } from './grouped-list.ts';
import { type ListHeader, ParentGroup } from './parent-group.ts';

/** One line of a finished list. */
export type ListLine<R> = R | ListHeader<R>;

export type ListLinesOptions = {
  readonly isCollapsed: (headerKey: string) => boolean;
  /** Rows alone, without the headers of their groups. */
  readonly headless?: boolean;
};

/**
 * The lines of a list from top to bottom: each header, then what is under it unless it is collapsed. Made in the
 * time of its headers, not of its rows; a line is found when it is asked for.
 */
export class ListLines<R extends { readonly key: string }> {
  readonly length: number;
  readonly isHeadless: boolean;
  readonly #isCollapsed: (headerKey: string) => boolean;
  readonly #headers: readonly ListHeader<R>[];
  /** The line of each header; of one that takes no line, the one before its first row. */
  readonly #starts: Int32Array;

  constructor(headers: readonly ListHeader<R>[], { isCollapsed, headless = false }: ListLinesOptions) {
    this.#isCollapsed = isCollapsed;
    this.isHeadless = headless;
    this.#headers = withoutCollapsedChildren(headers, isCollapsed);
    this.#starts = new Int32Array(this.#headers.length);
    let line = 0;
    for (const [at, header] of this.#headers.entries()) {
      this.#starts[at] = headless ? line - 1 : line;
      line += (headless ? 0 : 1) + this.#rowsUnder(header);
    }
    this.length = line;
  }

  at(line: number): ListLine<R> | undefined {
    if (line < 0 || line >= this.length) return undefined;
    const { header, start } = this.#headerAt(line);
    if (line === start || header instanceof ParentGroup) return header;
    return header?.rows[line - start - 1];
  }

  /**
   * The line of the header that a line stands under: of a row its group's, of a group its parent's, of a topmost
   * header its own. -1 where there is none.
   */
  headerOf(line: number): number {
    if (line < 0 || line >= this.length) return -1;
    const { header, start, at } = this.#headerAt(line);
    if (line !== start || header instanceof ParentGroup) return start;
    for (let above = at - 1; above >= 0; above -= 1) {
      if (this.#headers[above] instanceof ParentGroup) return this.#starts[above] ?? start;
    }
    return start;
  }

  /** Whether groups stand under headers of their own. */
  get isNested(): boolean {
    return this.#headers[0] instanceof ParentGroup;
  }

  /** How deep a line stands, from 1. */
  levelOf(line: number): number {
    const item = this.at(line);
    if (item instanceof ParentGroup) return 1;
    const { start } = this.#headerAt(line);
    return (this.isNested ? 2 : 1) + (line === start || this.isHeadless ? 0 : 1);
  }

  /** The line of a row, -1 if it is in none: filtered out, or in a collapsed group. */
  lineOfRow(key: string): number {
    const at = this.#headers.findIndex((header) => isGroupOf(header, key));
    const group = this.#headers[at];
    if (group === undefined || group instanceof ParentGroup || this.#isCollapsed(group.key)) return -1;
    return (this.#starts[at] ?? 0) + 1 + group.rows.findIndex((row) => row.key === key);
  }

  lineOfHeader(key: string): number {
    return this.#starts[this.#headers.findIndex((header) => header.key === key)] ?? -1;
  }

  /** The rows from one line to another, both included, whichever comes first. */
  rowsBetween(a: number, b: number): readonly R[] {
    const rows: R[] = [];
    const last = Math.min(Math.max(a, b), this.length - 1);
    for (let line = Math.max(0, Math.min(a, b)); line <= last;) {
      const { header, start } = this.#headerAt(line);
      if (header === undefined || header instanceof ParentGroup) line += 1;
      else {
        const count = this.#rowsUnder(header);
        const to = Math.min(count, last - start);
        for (let at = Math.max(0, line - start - 1); at < to; at += 1) rows.push(header.rows[at] as R); // at < count
        line = Math.max(line, start + count) + 1;
      }
    }
    return rows;
  }

  #rowsUnder(header: ListHeader<R>): number {
    return header instanceof ParentGroup || this.#isCollapsed(header.key) ? 0 : header.members.length;
  }

  #headerAt(line: number): {
    readonly header: ListHeader<R> | undefined;
    readonly start: number;
    readonly at: number;
  } {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] ?? 0) <= line) low = middle;
      else high = middle;
    }
    return { header: this.#headers[low], start: this.#starts[low] ?? 0, at: low };
  }
}

function withoutCollapsedChildren<R>(
  headers: readonly ListHeader<R>[],
  isCollapsed: (headerKey: string) => boolean,
): readonly ListHeader<R>[] {
  let isHidden = false;
  return headers.filter((header) => {
    if (!(header instanceof ParentGroup)) return !isHidden;
    isHidden = isCollapsed(header.key);
    return true;
  });
}

const isGroupOf = <R extends { readonly key: string }>(header: ListHeader<R>, key: string): boolean =>
  !(header instanceof ParentGroup) && hasRow(header, key);

const hasRow = <R extends { readonly key: string }>(group: RowGroup<R>, key: string): boolean =>
  group.members.some((row) => row.key === key);

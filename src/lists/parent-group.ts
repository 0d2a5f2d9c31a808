import { RowGroup } from './grouped-list.ts';

/** Groups that stand together under a header of their own. */
export class ParentGroup<R> {
  readonly key: string;
  readonly groups: readonly RowGroup<R>[];
  #counts: ReadonlyMap<string, number> | null = null;

  constructor(key: string, groups: readonly RowGroup<R>[]) {
    this.key = key;
    this.groups = groups;
  }

  /** How many rows there are of each sort, over all its groups. */
  get counts(): ReadonlyMap<string, number> {
    this.#counts ??= addUp(this.groups);
    return this.#counts;
  }
}

/** What a header line stands for. */
export type ListHeader<R> = RowGroup<R> | ParentGroup<R>;

export const isHeader = <R>(line: R | ListHeader<R> | undefined): line is ListHeader<R> =>
  line instanceof RowGroup || line instanceof ParentGroup;

/** Puts headers above neighbouring groups of the same parent. */
export function nestGroups<R>(
  groups: readonly RowGroup<R>[],
  parentOf: (groupKey: string) => string,
): readonly ListHeader<R>[] {
  const headers: ListHeader<R>[] = [];
  for (let from = 0; from < groups.length;) {
    const parent = parentOf(groups[from]?.key ?? '');
    let to = from + 1;
    while (to < groups.length && parentOf(groups[to]?.key ?? '') === parent) to += 1;
    const children = groups.slice(from, to);
    headers.push(new ParentGroup(parent, children), ...children);
    from = to;
  }
  return headers;
}

function addUp<R>(groups: readonly RowGroup<R>[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { counts } of groups) {
    for (const [sort, count] of counts) sums.set(sort, (sums.get(sort) ?? 0) + count);
  }
  return sums;
}

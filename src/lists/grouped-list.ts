import type { RowChange } from './row-table.ts';
import { mergeRows, type Ordering, sortRows } from './sort-rows.ts';

/** Rows that stand together under a header. Replaced, never changed, when its rows change. */
export class RowGroup<R> {
  readonly key: string;
  readonly rows: readonly R[];
  /** How many rows there are of each sort (state), for the header. */
  readonly counts: ReadonlyMap<string, number>;

  constructor(key: string, rows: readonly R[], tally: (row: R) => string) {
    this.key = key;
    this.rows = rows;
    const counts = new Map<string, number>();
    for (const row of rows) counts.set(tally(row), (counts.get(tally(row)) ?? 0) + 1);
    this.counts = counts;
  }
}

/** One line of a finished list. */
export type ListItem<R> = R | RowGroup<R>;

export type ListRules<R> = {
  /** Which rows are shown; `slot` is the row's place in its table. */
  readonly matches: (row: R, slot: number) => boolean;
  readonly ordering: Ordering<R>;
  /** The key of the group a row belongs to. */
  readonly groupOf: (row: R) => string;
  /** Groups shown though they may hold no row. */
  readonly emptyGroups: Iterable<string>;
  readonly compareGroups: (a: string, b: string) => number;
  readonly tally: (row: R) => string;
};

/** Filtered, sorted, grouped rows. `shown` counts rows in collapsed groups too: they are there, folded. */
export type GroupedList<R> = { readonly groups: readonly RowGroup<R>[]; readonly shown: number };

/** Derives the list from all rows. */
export function groupRows<R>(slots: readonly (R | undefined)[], rules: ListRules<R>): GroupedList<R> {
  const members = new Map<string, R[]>();
  for (const key of rules.emptyGroups) members.set(key, []);
  for (let slot = 0; slot < slots.length; slot += 1) {
    const row = slots[slot];
    if (row === undefined || !rules.matches(row, slot)) continue;
    const key = rules.groupOf(row);
    const group = members.get(key);
    if (group === undefined) members.set(key, [row]);
    else group.push(row);
  }
  const groups = [...members].map(
    ([key, rows]) => new RowGroup(key, sortRows(rows, rules.ordering), rules.tally),
  );
  return finish(groups, rules);
}

/** Derives the list after a batch from the list before it: only groups that the batch touches are made anew. */
export function regroupRows<R>(
  list: GroupedList<R>,
  changes: readonly RowChange<R>[],
  rules: ListRules<R>,
): GroupedList<R> {
  const byKey = new Map(list.groups.map((group) => [group.key, group]));
  for (const [key, edit] of editsOf(changes, rules)) {
    const rows = mergeRows(byKey.get(key)?.rows ?? [], edit, rules.ordering);
    byKey.set(key, new RowGroup(key, rows, rules.tally));
  }
  const lasting = new Set(rules.emptyGroups);
  return finish(
    [...byKey.values()].filter((group) => group.rows.length > 0 || lasting.has(group.key)),
    rules,
  );
}

type Edit<R> = { readonly removed: Set<R>; readonly added: R[] };

function editsOf<R>(changes: readonly RowChange<R>[], rules: ListRules<R>): Map<string, Edit<R>> {
  const edits = new Map<string, Edit<R>>();
  const editOf = (row: R) => {
    const key = rules.groupOf(row);
    const edit = edits.get(key) ?? { removed: new Set<R>(), added: [] };
    edits.set(key, edit);
    return edit;
  };
  for (const { slot, before, after } of changes) {
    if (before !== undefined) editOf(before).removed.add(before);
    if (after !== undefined && rules.matches(after, slot)) editOf(after).added.push(after);
  }
  return edits;
}

function finish<R>(groups: RowGroup<R>[], { compareGroups }: ListRules<R>): GroupedList<R> {
  groups.sort((a, b) => compareGroups(a.key, b.key));
  return { groups, shown: groups.reduce((sum, group) => sum + group.rows.length, 0) };
}

/** The lines of the list from top to bottom: each header, then its rows unless it is collapsed. */
export function flattenGroups<R>(
  groups: readonly RowGroup<R>[],
  isCollapsed: (groupKey: string) => boolean,
): ListItem<R>[] {
  const items: ListItem<R>[] = [];
  for (const group of groups) {
    items.push(group);
    if (!isCollapsed(group.key)) for (const row of group.rows) items.push(row);
  }
  return items;
}

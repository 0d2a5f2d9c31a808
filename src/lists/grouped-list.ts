import type { RowChange } from './row-table.ts';
import type { SlottedRows, SortMemory } from './sort-memory.ts';
import { mergeRows, type Ordering, sortRows } from './sort-rows.ts';

/**
 * Rows that stand together under a header. Replaced, never changed, when its rows change. They are put in order
 * and counted when first looked at: of thousands of groups, a screen shows a few.
 */
export class RowGroup<R> {
  readonly key: string;
  /** The rows in no particular order. */
  readonly members: readonly R[];
  readonly #rules: GroupRules<R>;
  readonly #sort: () => readonly R[];
  #rows: readonly R[] | null = null;
  #counts: ReadonlyMap<string, number> | null = null;

  /** `sort` puts the members in order, in a quicker way than to sort them. */
  constructor(
    key: string,
    members: readonly R[],
    rules: GroupRules<R>,
    sort = (): readonly R[] => sortRows(members, rules.ordering),
  ) {
    this.key = key;
    this.members = members;
    this.#rules = rules;
    this.#sort = sort;
  }

  /** A group whose rows stand in order already. */
  static ordered<R>(key: string, rows: readonly R[], rules: GroupRules<R>): RowGroup<R> {
    const group = new RowGroup(key, rows, rules);
    group.#rows = rows;
    return group;
  }

  get isOrdered(): boolean {
    return this.#rows !== null;
  }

  get rows(): readonly R[] {
    this.#rows ??= this.#sort();
    return this.#rows;
  }

  /** How many rows there are of each sort (state). */
  get counts(): ReadonlyMap<string, number> {
    this.#counts ??= countBy(this.members, this.#rules.tally);
    return this.#counts;
  }

  /** The group with rows replaced where they stand: in the order of before, whatever the new ones say. */
  replaced(next: (row: R) => R | undefined): RowGroup<R> {
    const before = this.#rows ?? this.members;
    let after: R[] | null = null;
    for (let at = 0; at < before.length; at += 1) {
      const row = next(before[at] as R); // at < before.length
      if (row !== undefined) (after ??= [...before])[at] = row;
    }
    if (after === null) return this;
    return this.isOrdered
      ? RowGroup.ordered(this.key, after, this.#rules)
      : new RowGroup(this.key, after, this.#rules);
  }

  /** The group after an edit; in order if this one is. */
  edited(edit: GroupEdit<R>): RowGroup<R> {
    if (this.isOrdered)
      return RowGroup.ordered(this.key, mergeRows(this.rows, edit, this.#rules.ordering), this.#rules);
    const kept = this.members.filter((row) => !edit.removed.has(row));
    return new RowGroup(this.key, [...kept, ...edit.added], this.#rules);
  }
}

type GroupRules<R> = Pick<ListRules<R>, 'ordering' | 'tally'>;
type GroupEdit<R> = { readonly removed: Set<R>; readonly added: R[] };

function countBy<R>(rows: readonly R[], tally: (row: R) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(tally(row), (counts.get(tally(row)) ?? 0) + 1);
  return counts;
}

export type ListRules<R> = {
  /** Which rows are shown; `slot` is the row's place in its table. */
  readonly matches: (row: R, slot: number) => boolean;
  readonly ordering: Ordering<R>;
  /** Of this list's orders so far. */
  readonly memory?: SortMemory<R>;
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
  const members = new Map<string, SlottedRows<R>>();
  const { memory, ordering } = rules;
  for (const key of rules.emptyGroups) members.set(key, { rows: [], slots: [] });
  for (let slot = 0; slot < slots.length; slot += 1) {
    const row = slots[slot];
    if (row === undefined || !rules.matches(row, slot)) continue;
    const key = rules.groupOf(row);
    const group = members.get(key);
    if (group === undefined) members.set(key, { rows: [row], slots: [slot] });
    else {
      group.rows.push(row);
      group.slots.push(slot);
    }
  }
  const groups = [...members].map(
    ([key, each]) => new RowGroup(key, each.rows, rules, memory?.sorter(each, ordering)),
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
    byKey.set(key, (byKey.get(key) ?? RowGroup.ordered(key, [], rules)).edited(edit));
  }
  const lasting = new Set(rules.emptyGroups);
  return finish(
    [...byKey.values()].filter((group) => group.members.length > 0 || lasting.has(group.key)),
    rules,
  );
}

function editsOf<R>(changes: readonly RowChange<R>[], rules: ListRules<R>): Map<string, GroupEdit<R>> {
  const edits = new Map<string, GroupEdit<R>>();
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
  return { groups, shown: groups.reduce((sum, group) => sum + group.members.length, 0) };
}

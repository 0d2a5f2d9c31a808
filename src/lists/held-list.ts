import type { RecordKey } from '#contract/ids.ts';
import type { GroupedList, ListRules } from './grouped-list.ts';
import type { RowChange } from './row-table.ts';
import { compareRows } from './sort-rows.ts';

type HeldRow = { readonly key: RecordKey };

/** What becomes of a row once the list is let go of: it may fit no longer, or be gone altogether. */
type Fate = 'stays' | 'moves' | 'leaves' | 'goes';

/** A shown row that changed while the list was held. */
type Touched<R> = {
  /** What it was when the list was taken hold of: its place goes by that. */
  readonly origin: R;
  /** What stands in the list now. */
  readonly shown: R;
  readonly groupKey: string;
  readonly fate: Fate;
};

/**
 * A list whose rows stand still while somebody points at it. Rows are replaced where they stand; what would come,
 * go or move is counted and waits until the list is let go of.
 */
export type HeldList<R> = {
  readonly list: GroupedList<R>;
  readonly touched: ReadonlyMap<RecordKey, Touched<R>>;
  readonly added: ReadonlySet<RecordKey>;
};

/** What waits to be applied. */
export type Pending = {
  readonly added: number;
  readonly moved: number;
  /** They are still there, but fit the query no longer. */
  readonly unfit: number;
  readonly gone: number;
};
export const nothingPending: Pending = { added: 0, moved: 0, unfit: 0, gone: 0 };

export const holdList = <R>(list: GroupedList<R>): HeldList<R> => ({
  list,
  touched: new Map(),
  added: new Set(),
});

export function pendingOf<R>({ touched, added }: HeldList<R>): Pending {
  const count = (fate: Fate) => keysOf(touched, [fate]).size;
  return { added: added.size, moved: count('moves'), unfit: count('leaves'), gone: count('goes') };
}

/** Keys of rows that stand in the list though they are gone. */
export const goneOf = <R>({ touched }: HeldList<R>): ReadonlySet<string> => keysOf(touched, ['goes']);

/** Keys of rows that stand in the list for now, though they are gone or fit no longer. */
export const lingeringOf = <R>({ touched }: HeldList<R>): ReadonlySet<string> =>
  keysOf(touched, ['leaves', 'goes']);

const keysOf = <R>(touched: HeldList<R>['touched'], fates: readonly Fate[]): ReadonlySet<string> =>
  new Set([...touched].flatMap(([key, { fate }]) => (fates.includes(fate) ? [key] : [])));

/** The held list after a batch. In the time of the groups that it touches. */
export function applyHeld<R extends HeldRow>(
  held: HeldList<R>,
  changes: readonly RowChange<R>[],
  rules: ListRules<R>,
): HeldList<R> {
  const touched = new Map(held.touched);
  const added = new Set(held.added);
  const groups = new Map(held.list.groups.map((group) => [group.key, group]));
  for (const [groupKey, edits] of editsByGroup(held, changes, rules)) {
    const replaced = groups.get(groupKey)?.replaced((shown) => {
      const change = edits.get(shown);
      if (change === undefined) return undefined;
      edits.delete(shown);
      const origin = held.touched.get(shown.key)?.origin ?? shown;
      const next = change.after ?? shown;
      touched.set(shown.key, {
        origin,
        shown: next,
        groupKey,
        fate: fateOf(origin, change, groupKey, rules),
      });
      return next;
    });
    if (replaced !== undefined) groups.set(groupKey, replaced);
    for (const change of edits.values()) noteUnshown(added, change, rules);
  }
  for (const change of changes) if (isNew(held, change)) noteUnshown(added, change, rules);
  return { list: { groups: [...groups.values()], shown: held.list.shown }, touched, added };
}

const isNew = <R extends HeldRow>({ touched }: HeldList<R>, { before, after }: RowChange<R>): boolean =>
  before === undefined && after !== undefined && !touched.has(after.key);

/** Changes of rows that were there before, by the row that would stand for them and the group it stands in. */
function editsByGroup<R extends HeldRow>(
  { touched }: HeldList<R>,
  changes: readonly RowChange<R>[],
  rules: ListRules<R>,
): Map<string, Map<R, RowChange<R>>> {
  const byGroup = new Map<string, Map<R, RowChange<R>>>();
  for (const change of changes) {
    const row = change.before ?? change.after;
    const known = row === undefined ? undefined : touched.get(row.key);
    const shown = known?.shown ?? change.before;
    if (shown === undefined) continue;
    const groupKey = known?.groupKey ?? rules.groupOf(shown);
    const edits = byGroup.get(groupKey) ?? new Map<R, RowChange<R>>();
    byGroup.set(groupKey, edits.set(shown, change));
  }
  return byGroup;
}

function fateOf<R>(origin: R, { slot, after }: RowChange<R>, groupKey: string, rules: ListRules<R>): Fate {
  if (after === undefined) return 'goes';
  if (!rules.matches(after, slot)) return 'leaves';
  const isInPlace = rules.groupOf(after) === groupKey && compareRows(origin, after, rules.ordering) === 0;
  return isInPlace ? 'stays' : 'moves';
}

function noteUnshown<R extends HeldRow>(
  added: Set<RecordKey>,
  { slot, before, after }: RowChange<R>,
  rules: ListRules<R>,
): void {
  const key = (after ?? before)?.key;
  if (key === undefined) return;
  if (after !== undefined && rules.matches(after, slot)) added.add(key);
  else added.delete(key);
}

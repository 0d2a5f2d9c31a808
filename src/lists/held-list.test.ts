import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordKey } from '#contract/ids.ts';
import { type GroupedList, groupRows, type ListRules } from './grouped-list.ts';
import {
  applyHeld,
  goneOf,
  type HeldList,
  holdList,
  lingeringOf,
  nothingPending,
  pendingOf,
} from './held-list.ts';
import { type RowChange, RowTable } from './row-table.ts';

type Row = {
  readonly key: RecordKey;
  readonly fetchedAt: number;
  readonly name: string;
  readonly host: string;
};

const aRow = (key: string, name: string, host = 'h1'): Row => ({
  key: key as RecordKey,
  fetchedAt: 0,
  name,
  host,
});

const rules: ListRules<Row> = {
  matches: (row) => row.name !== 'hidden',
  ordering: [
    { keyOf: (row) => row.name, descending: false },
    { keyOf: (row) => row.key, descending: false },
  ],
  groupOf: (row) => row.host,
  emptyGroups: [],
  compareGroups: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  tally: (row) => row.name,
};

/** A table and a list of it that is held from now on. */
function aHeldList(rows: readonly Row[]) {
  const table = new RowTable<Row>();
  for (const row of rows) table.put(row);
  const list = groupRows(table.slots, rules);
  for (const group of list.groups) void group.rows;
  let held = holdList(list);
  return {
    table,
    held: () => held,
    change: (edits: readonly (Row | RecordKey)[]) => {
      held = applyHeld(held, changesOf(table, edits), rules);
    },
  };
}

function changesOf(table: RowTable<Row>, edits: readonly (Row | RecordKey)[]): readonly RowChange<Row>[] {
  const changes = new Map<RecordKey, RowChange<Row>>();
  for (const edit of edits) {
    const after = typeof edit === 'string' ? undefined : edit;
    const key = typeof edit === 'string' ? edit : edit.key;
    const done = after === undefined ? table.remove(key) : table.put(after);
    if (done === undefined) continue;
    const first = changes.get(key);
    changes.set(key, { slot: done.slot, before: first === undefined ? done.before : first.before, after });
  }
  return [...changes.values()];
}

const keysIn = ({ groups }: GroupedList<Row>) =>
  groups.map((group) => [group.key, group.rows.map((row) => row.key)]);
const namesIn = ({ list }: HeldList<Row>) =>
  list.groups.flatMap((group) => group.rows.map((row) => row.name));

describe('a held list', () => {
  it('shows new contents where the row stands', () => {
    const { held, change } = aHeldList([aRow('1', 'a'), aRow('2', 'b')]);

    change([{ ...aRow('2', 'b'), fetchedAt: 5 }]);

    expect(held().list.groups[0]?.rows[1]?.fetchedAt).toBe(5);
    expect(pendingOf(held())).toEqual(nothingPending);
  });

  it('counts what would come, move and go, and leaves every row in its place', () => {
    const { held, change } = aHeldList([aRow('1', 'a'), aRow('2', 'b'), aRow('3', 'c'), aRow('4', 'd')]);

    change([
      aRow('1', 'z'),
      aRow('2', 'b', 'h2'),
      '3' as RecordKey,
      aRow('4', 'hidden'),
      aRow('5', 'aa'),
      aRow('6', 'hidden'),
    ]);

    expect(namesIn(held())).toEqual(['z', 'b', 'c', 'hidden']);
    expect(pendingOf(held())).toEqual({ added: 1, moved: 2, unfit: 1, gone: 1 });
    expect([...goneOf(held())]).toEqual(['3']);
    expect([...lingeringOf(held())].toSorted()).toEqual(['3', '4']);
  });

  it('has nothing waiting once a change was undone', () => {
    const { held, change } = aHeldList([aRow('1', 'a'), aRow('2', 'b')]);

    change([aRow('1', 'z'), '2' as RecordKey, aRow('3', 'c')]);
    change([aRow('1', 'a'), aRow('2', 'b'), '3' as RecordKey]);

    expect(pendingOf(held())).toEqual(nothingPending);
    expect(namesIn(held())).toEqual(['a', 'b']);
  });
});

const keys = fc.constantFrom('1', '2', '3', '4', '5', '6');
const rows = fc.record({
  key: keys,
  name: fc.constantFrom('a', 'b', 'c', 'hidden'),
  host: fc.constantFrom('h1', 'h2'),
});
const edits = fc.array(fc.oneof(rows, keys), { maxLength: 8 });
const toEdit = (edit: string | { key: string; name: string; host: string }) =>
  typeof edit === 'string' ? (edit as RecordKey) : aRow(edit.key, edit.name, edit.host);

it('never moves a row whatever happens, shows the newest of each, and knows whether anything waits', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(rows, { selector: (row) => row.key }),
      fc.array(edits, { maxLength: 6 }),
      (initial, batches) => {
        const { held, change, table } = aHeldList(
          initial.map(({ key, name, host }) => aRow(key, name, host)),
        );
        const standing = keysIn(held().list);

        for (const batch of batches) {
          change(batch.map(toEdit));

          expect(keysIn(held().list)).toEqual(standing);
          const gone = goneOf(held());
          for (const row of held().list.groups.flatMap((group) => group.rows)) {
            if (gone.has(row.key)) continue;
            expect(row).toBe(table.get(row.key));
          }
          const live = keysIn(groupRows(table.slots, rules));
          const isSame = JSON.stringify(live) === JSON.stringify(standing);
          const pending = pendingOf(held());
          if (pending.added + pending.moved + pending.unfit + pending.gone === 0) expect(isSame).toBe(true);
        }
      },
    ),
  );
});

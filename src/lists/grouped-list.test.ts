import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordKey } from '#contract/ids.ts';
import { type GroupedList, groupRows, type ListRules, regroupRows } from './grouped-list.ts';
import { ListLines } from './list-lines.ts';
import { naturalKey } from './natural-order.ts';
import { type RowChange, RowTable } from './row-table.ts';
import type { Ordering } from './sort-rows.ts';

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

const byNameThenKey = (descending: boolean): Ordering<Row> => [
  { keyOf: (row) => naturalKey(row.name), descending },
  { keyOf: (row) => row.key, descending: false },
];

const rulesFor = (changes: Partial<ListRules<Row>> = {}): ListRules<Row> => ({
  matches: () => true,
  ordering: byNameThenKey(false),
  groupOf: (row) => row.host,
  emptyGroups: [],
  compareGroups: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  tally: (row) => row.name,
  ...changes,
});

const told = ({ groups }: GroupedList<Row>) =>
  groups.map((group) => [group.key, group.rows.map((row) => row.key), [...group.counts].sort()]);

describe('groupRows', () => {
  it('puts rows under their hosts, each group sorted, and counts them', () => {
    const rows = [aRow('1', 'web-10', 'h2'), aRow('2', 'web-9', 'h2'), undefined, aRow('3', 'db', 'h1')];

    const list = groupRows(rows, rulesFor());

    expect(list.groups.map((group) => [group.key, group.rows.map((row) => row.name)])).toEqual([
      ['h1', ['db']],
      ['h2', ['web-9', 'web-10']],
    ]);
    expect(list.shown).toBe(3);
  });

  it('keeps the order of equals when the first key is turned around', () => {
    const rows = [aRow('2', 'same'), aRow('1', 'same'), aRow('3', 'zz')];

    const list = groupRows(rows, rulesFor({ ordering: byNameThenKey(true) }));

    expect(list.groups[0]?.rows.map((row) => row.key)).toEqual(['3', '1', '2']);
  });

  it('shows groups without rows only where the rules ask for them', () => {
    expect(groupRows([], rulesFor({ emptyGroups: ['h9'] })).groups.map((group) => group.key)).toEqual(['h9']);
    expect(groupRows([aRow('1', 'x')], rulesFor({ matches: () => false })).groups).toEqual([]);
  });

  it('leaves the rows of collapsed groups out of the lines, not out of the count', () => {
    const list = groupRows([aRow('1', 'a', 'h1'), aRow('2', 'b', 'h2')], rulesFor());

    const lines = new ListLines(list.groups, { isCollapsed: (key) => key === 'h1' });

    expect([0, 1, 2, 3, -1].map((line) => lines.at(line)?.key)).toEqual([
      'h1',
      'h2',
      '2',
      undefined,
      undefined,
    ]);
    expect([lines.length, lines.lineOfRow('2'), lines.lineOfRow('1'), lines.lineOfHeader('h2')]).toEqual([
      3, 2, -1, 1,
    ]);
    expect([0, 1, 2, 3].map((line) => lines.headerOf(line))).toEqual([0, 1, 1, -1]);
    expect(list.shown).toBe(2);
  });
});

const names = fc.constantFrom('web-1', 'web-2', 'web-10', 'db', 'app');
const hosts = fc.constantFrom('h1', 'h2', 'h3');
const keys = fc.constantFrom('1', '2', '3', '4', '5', '6', '7', '8');
const edits = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('put' as const), key: keys, name: names, host: hosts }),
    fc.record({ kind: fc.constant('remove' as const), key: keys }),
  ),
  { maxLength: 12 },
);

describe('regroupRows', () => {
  it('ends where grouping everything from scratch ends, batch after batch', () => {
    fc.assert(
      fc.property(
        fc.array(edits, { maxLength: 8 }),
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        (batches, descending, filtered, looksOften) => {
          const table = new RowTable<Row>();
          const rules = rulesFor({
            ordering: byNameThenKey(descending),
            matches: (row) => !filtered || row.name.startsWith('web'),
            emptyGroups: ['h2'],
          });
          let list = groupRows(table.slots, rules);

          for (const batch of batches) {
            const changes = new Map<string, RowChange<Row>>();
            for (const edit of batch) {
              const key = edit.key as RecordKey;
              const after = edit.kind === 'put' ? aRow(edit.key, edit.name, edit.host) : undefined;
              const done = after === undefined ? table.remove(key) : table.put(after);
              if (done === undefined) continue;
              const first = changes.get(key);
              changes.set(key, {
                slot: done.slot,
                before: first === undefined ? done.before : first.before,
                after,
              });
            }
            list = regroupRows(list, [...changes.values()], rules);
            if (looksOften) for (const group of list.groups) void group.rows;

            const fresh = groupRows(table.slots, rules);
            expect(told(list)).toEqual(told(fresh));
            expect(list.shown).toBe(fresh.shown);
          }
        },
      ),
    );
  });

  it('keeps the groups that a batch does not touch as they are', () => {
    const rows = [aRow('1', 'a', 'h1'), aRow('2', 'b', 'h2')];
    const list = groupRows(rows, rulesFor());

    const next = regroupRows(list, [{ slot: 1, before: rows[1], after: aRow('2', 'c', 'h2') }], rulesFor());

    expect(next.groups[0]).toBe(list.groups[0]);
    expect(next.groups[1]?.rows.map((row) => row.name)).toEqual(['c']);
  });
});

describe('RowTable', () => {
  it('moves the time a row was seen without touching the row, and never back', () => {
    const table = new RowTable<Row>();
    const row = { ...aRow('1', 'a'), fetchedAt: 100 };
    table.put(row);

    table.see([row.key, 'unknown' as RecordKey], 200);
    table.see([row.key], 150);

    expect(table.seenAt(row.key)).toBe(200);
    expect(table.get(row.key)).toBe(row);
  });

  it('does not give a new row the time of the one whose slot it takes', () => {
    const table = new RowTable<Row>();
    table.put({ ...aRow('1', 'a'), fetchedAt: 900 });
    table.remove('1' as RecordKey);

    table.put({ ...aRow('2', 'b'), fetchedAt: 100 });

    expect(table.seenAt('2' as RecordKey)).toBe(100);
    expect(table.size).toBe(1);
  });
});

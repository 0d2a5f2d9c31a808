import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { RowTexts } from './row-texts.ts';

type Row = { readonly name: string; readonly groups?: readonly string[] };

let slots: (Row | undefined)[];
let made: number;
let texts: RowTexts<Row>;

beforeEach(() => {
  slots = [];
  made = 0;
  texts = new RowTexts(
    () => slots,
    ({ name, groups = [] }) => {
      made += 1;
      return { own: [name], shared: groups };
    },
  );
});

const found = (wanted: string) => {
  const contains = texts.containing(wanted);
  return slots.flatMap((row, slot) => (row !== undefined && contains(row, slot) ? [row.name] : []));
};

describe('the texts of rows', () => {
  it('are made once, and again where a slot holds another row', () => {
    const [a, b, c] = [{ name: 'a' }, { name: 'b' }, { name: 'c' }];
    slots = [a, undefined, b];
    texts.makeAhead(0, 10);
    expect([texts.of(a, 0), texts.of(b, 2), made]).toEqual(['a', 'b', 2]);

    slots = [a, undefined, c];
    expect([texts.of(c, 2), texts.of(a, 0), texts.of(c, 2), made]).toEqual(['c', 'a', 'c', 3]);
  });

  it('can be had of a row that the table no longer holds', () => {
    const [a, b] = [{ name: 'a' }, { name: 'b' }];
    slots = [b];

    expect([texts.of(a, 0), texts.of(b, 0), texts.containing('a')(a, 0)]).toEqual(['a', 'b', true]);
  });

  it('hold what rows share folded, and are found by what came to be shared since the search began', () => {
    const [a, b] = [
      { name: 'a', groups: ['WEB', 'ｄｂ'] },
      { name: 'b', groups: ['WEB', 'Mail'] },
    ];
    slots = [a];
    expect(texts.of(a, 0)).toBe('a\nweb\ndb');
    const isMail = texts.containing('mail');
    expect(isMail(a, 0)).toBe(false);

    slots = [a, b];
    expect([isMail(a, 0), isMail(b, 1)]).toEqual([false, true]);
    expect([found('web'), found('db')]).toEqual([['a', 'b'], ['a']]);
  });

  it('are looked through one by one, never across two', () => {
    slots = [{ name: 'web' }, { name: '' }, { name: 'server' }, { name: 'web server' }];

    expect(found('web')).toEqual(['web', 'web server']);
    expect(found('bs')).toEqual([]);
    expect(found('b\0')).toEqual([]);
    expect(found('\0')).toEqual([]);
    expect(found('')).toEqual(['web', '', 'server', 'web server']);
  });
});

it('finds what looking at each fact of each row finds, while rows come, change and go', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '日', '\0'), maxLength: 4 });
  const row = fc.record({ name, groups: fc.array(name, { maxLength: 3 }) });
  const step = fc.record({ slot: fc.nat({ max: 300 }), row: fc.option(row) });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.array(step), name), { minLength: 1, maxLength: 5 }), (rounds) => {
      slots = [];
      for (const [steps, wanted] of rounds) {
        for (const { slot, row } of steps) slots[slot] = row ?? undefined;
        slots = Array.from(slots); // without holes, as a table's
        expect(found(wanted)).toEqual(
          slots.flatMap((each) =>
            each !== undefined && [each.name, ...(each.groups ?? [])].some((fact) => fact.includes(wanted))
              ? [each.name]
              : [],
          ),
        );
      }
    }),
  );
});

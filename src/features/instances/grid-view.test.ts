import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseGrouping,
  columnsOf,
  firstGridView,
  gridViewSchema,
  isFolded,
  savedViewsSchema,
  toggleFold,
} from './grid-view.ts';

describe('what is remembered of a list', () => {
  it('is read whatever it is, and what makes no sense is as if it had never been set', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('columns', 'widths', 'sorts', 'groupBy', 'folds'), fc.jsonValue()),
        (memory) => {
          expect(gridViewSchema.safeParse(memory).success).toBe(true);
          expect(savedViewsSchema.safeParse([memory]).success).toBe(true);
        },
      ),
    );
  });

  it('keeps what is known of it beside what is not', () => {
    const view = gridViewSchema.parse({
      columns: ['id', 'colour-of-the-door', 'id', 'state'],
      groupBy: ['datacenter', 'rack', 'host', 'state'],
      sorts: 'by name',
    });

    expect(view.columns).toEqual(['id', 'state']);
    expect(view.groupBy).toEqual(['datacenter', 'host']);
    expect(view.sorts).toEqual(firstGridView.sorts);
  });

  it('lets one unreadable saved view cost none of the others', () => {
    const views = savedViewsSchema.parse([{ name: 'Mine', query: 'web', view: {} }, 7, { name: ' ' }]);

    expect(views).toEqual([{ name: 'Mine', query: 'web', view: firstGridView }]);
  });
});

it('shows by itself what no header says', () => {
  const usual = (groupBy: typeof firstGridView.groupBy) => columnsOf({ columns: null, groupBy });

  expect(usual(['host'])).not.toContain('host');
  expect(usual([])).toContain('host');
  expect(usual([])).toContain('datacenter');
  expect(usual(['state'])).toContain('datacenter');
});

it('folds one header, or all but one', () => {
  const one = toggleFold({ all: false, except: [] }, 'a');
  const allButOne = toggleFold({ all: true, except: [] }, 'a');
  const folded = ({ all, except }: typeof one, key: string) =>
    isFolded({ all, except: new Set(except) }, key);

  expect([folded(one, 'a'), folded(one, 'b')]).toEqual([true, false]);
  expect([folded(allButOne, 'a'), folded(allButOne, 'b')]).toEqual([false, true]);
  expect(toggleFold(one, 'a').except).toEqual([]);
});

it('never groups twice by the same', () => {
  expect(chooseGrouping(['host'], 1, 'state')).toEqual(['host', 'state']);
  expect(chooseGrouping(['datacenter', 'host'], 0, 'host')).toEqual(['host']);
  expect(chooseGrouping(['datacenter', 'host'], 0, 'state')).toEqual(['state', 'host']);
  expect(chooseGrouping(['datacenter', 'host'], 1, null)).toEqual(['datacenter']);
  expect(chooseGrouping(['datacenter', 'host'], 0, null)).toEqual([]);
});

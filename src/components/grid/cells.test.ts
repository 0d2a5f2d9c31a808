// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { createApp, defineComponent, h, nextTick, shallowRef, withDirectives } from 'vue';
import { type LineCells, looksIn, vCells } from './cells.ts';
import type { GridColumn } from './grid-column.ts';

const row = {};
const columns = {};
const shown = shallowRef<LineCells | null>(null);
let line: HTMLElement;
const cells = () => [...line.querySelectorAll('[role=gridcell]')];
const cellsOf = (...looks: readonly (readonly [text: string, classes: string])[]): LineCells => ({
  row,
  columns,
  looks: looks.map(([text, classes]) => ({ text, classes })),
});
const show = async (next: LineCells | null) => {
  shown.value = next;
  await nextTick();
};

beforeEach(() => {
  shown.value = cellsOf(['web-1', 'grid-cell'], ['2', 'grid-cell grid-end']);
  const host = document.createElement('div');
  const Line = defineComponent(
    () => () => withDirectives(h('div', [h('b', 'header')]), [[vCells, shown.value]]),
  );
  createApp(Line).mount(host);
  const [first] = host.children;
  if (!(first instanceof HTMLElement)) throw new Error('nothing was drawn');
  line = first;
});

describe('the cells of a line', () => {
  it('say what they are to say, each in its column, beside what else is in the line', () => {
    expect(
      cells().map((cell) => [cell.textContent, cell.className, cell.getAttribute('aria-colindex')]),
    ).toEqual([
      ['web-1', 'grid-cell', '1'],
      ['2', 'grid-cell grid-end', '2'],
    ]);
    expect(line.firstElementChild?.textContent).toBe('header');
  });

  it('stay the same elements while what they say changes', async () => {
    const before = cells();
    await show(cellsOf(['<b>web-2</b>', 'grid-cell cell-soft'], ['2', 'grid-cell grid-end']));

    expect(cells()).toEqual(before);
    expect(cells().map((cell) => [cell.textContent, cell.className])).toEqual([
      ['<b>web-2</b>', 'grid-cell cell-soft'],
      ['2', 'grid-cell grid-end'],
    ]);
  });

  it('come and go with columns, and all go where a line has none', async () => {
    await show(cellsOf(['web-1', 'a'], ['2', 'b'], ['3', 'c']));
    expect(cells().map((cell) => cell.textContent)).toEqual(['web-1', '2', '3']);

    await show(cellsOf(['web-1', 'a']));
    expect(cells()).toHaveLength(1);

    await show(null);
    expect([cells().length, line.textContent]).toEqual([0, 'header']);

    await show(cellsOf(['db', 'a']));
    expect(line.textContent).toBe('headerdb');
  });

  it('drop a tooltip that was of another row or other columns, and keep it while their own ages', async () => {
    const hover = () => {
      for (const cell of cells()) cell.setAttribute('title', '10.0.0.1, 10.0.0.2');
    };
    const tooltips = () => cells().map((cell) => cell.getAttribute('title'));
    hover();
    await show(cellsOf(['web-1', 'grid-cell'], ['3', 'grid-cell']));
    expect(tooltips()).toEqual(['10.0.0.1, 10.0.0.2', '10.0.0.1, 10.0.0.2']);

    await show({ ...cellsOf(['web-1', 'grid-cell'], ['3', 'grid-cell']), row: {} });
    expect(tooltips()).toEqual([null, null]);

    hover();
    await show({ ...cellsOf(['web-1', 'grid-cell'], ['3', 'grid-cell']), columns: {} });
    expect(tooltips()).toEqual([null, null]);
  });
});

it('has the classes of its column and those of its row', () => {
  const column = (changes: Partial<GridColumn<{ name: string }>>): GridColumn<{ name: string }> => ({
    id: 'name',
    title: 'Name',
    width: 100,
    text: ({ name }) => name,
    sortKey: null,
    ...changes,
  });
  const { looks } = looksIn([
    column({}),
    column({ alignEnd: true, classes: () => '' }),
    column({ opens: true, classes: ({ name }) => `is-${name}` }),
  ])({ name: 'web' });

  expect(looks).toEqual([
    { text: 'web', classes: 'grid-cell' },
    { text: 'web', classes: 'grid-cell grid-end' },
    { text: 'web', classes: 'grid-cell grid-opens is-web' },
  ]);
});

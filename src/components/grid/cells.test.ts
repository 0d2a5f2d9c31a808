// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp, defineComponent, h, nextTick, shallowRef, withDirectives } from 'vue';
import { type LineCells, looksIn, vCells } from './cells.ts';
import type { ColumnRange, GridColumn } from './grid-column.ts';

const row = {};
const columns = {};
const shown = shallowRef<LineCells | null>(null);
let line: HTMLElement;
const cells = () => [...line.querySelectorAll('[role=gridcell]')];
let inSight: ColumnRange;
const cellsOf = (...looks: readonly (readonly [text: string, classes: string])[]): LineCells => ({
  row,
  columns,
  count: looks.length,
  lookAt: (column) => {
    const [text, classes] = looks[column] ?? ['', ''];
    return { text, classes };
  },
  inSight: () => inSight,
});
const show = async (next: LineCells | null) => {
  shown.value = next;
  await nextTick();
};

beforeEach(() => {
  inSight = { from: 0, to: 9 };
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

  it('are drawn when the others are painted where they are out of sight, by what the line is of then', async () => {
    const texts = () => cells().map((cell) => cell.textContent);
    inSight = { from: 1, to: 2 };
    await show(cellsOf(['web-2', 'a'], ['3', 'b'], ['new', 'c']));
    expect(texts()).toEqual(['web-1', '3', '']);

    await show(cellsOf(['web-3', 'a'], ['4', 'b'], ['newer', 'c']));
    expect(texts()).toEqual(['web-1', '4', '']);

    await vi.waitFor(() => expect(texts()).toEqual(['web-3', '4', 'newer']));
    expect(cells().map(({ className }) => className)).toEqual(['a', 'b', 'c']);
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
  const columns = [
    column({}),
    column({ alignEnd: true, classes: () => '' }),
    column({ opens: true, classes: ({ name }) => `is-${name}` }),
    column({ fits: 3 }),
    column({ fits: 2 }),
  ];
  const { count, lookAt } = looksIn(columns, () => inSight)({ name: 'web' });

  expect(Array.from({ length: count }, (_, at) => lookAt(at))).toEqual([
    { text: 'web', classes: 'grid-cell' },
    { text: 'web', classes: 'grid-cell grid-end' },
    { text: 'web', classes: 'grid-cell grid-opens is-web' },
    { text: 'web', classes: 'grid-cell grid-fits' },
    { text: 'web', classes: 'grid-cell' },
  ]);
});

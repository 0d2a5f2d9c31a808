// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { createApp, defineComponent, h, nextTick, shallowRef, withDirectives } from 'vue';
import { type CellLook, vCells } from './cells.ts';

const looks = shallowRef<readonly CellLook[] | null>(null);
let line: HTMLElement;
const cells = () => [...line.querySelectorAll('[role=gridcell]')];
const show = async (...next: readonly (readonly [text: string, classes: string])[]) => {
  looks.value = next.map(([text, classes]) => ({ text, classes }));
  await nextTick();
};

beforeEach(() => {
  looks.value = [
    { text: 'web-1', classes: 'grid-cell' },
    { text: '2', classes: 'grid-cell grid-end' },
  ];
  const host = document.createElement('div');
  const Line = defineComponent(
    () => () => withDirectives(h('div', [h('b', 'header')]), [[vCells, looks.value]]),
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
    await show(['<b>web-2</b>', 'grid-cell cell-soft'], ['2', 'grid-cell grid-end']);

    expect(cells()).toEqual(before);
    expect(cells().map((cell) => [cell.textContent, cell.className])).toEqual([
      ['<b>web-2</b>', 'grid-cell cell-soft'],
      ['2', 'grid-cell grid-end'],
    ]);
  });

  it('come and go with columns, and all go where a line has none', async () => {
    await show(['web-1', 'a'], ['2', 'b'], ['3', 'c']);
    expect(cells().map((cell) => cell.textContent)).toEqual(['web-1', '2', '3']);

    await show(['web-1', 'a']);
    expect(cells()).toHaveLength(1);

    looks.value = null;
    await nextTick();
    expect([cells().length, line.textContent]).toEqual([0, 'header']);

    await show(['db', 'a']);
    expect(line.textContent).toBe('headerdb');
  });
});

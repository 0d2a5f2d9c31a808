// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { createApp, nextTick, ref, shallowRef } from 'vue';
import { RowGroup } from '../../lists/grouped-list.ts';
import { ListLines } from '../../lists/list-lines.ts';
import { headerHeight, rowHeight } from './line-window.ts';
import { useGridLines } from './use-grid-lines.ts';

type Row = { readonly key: string; readonly name: string };
const linesOf = (name: string): ListLines<Row> => {
  const rows = Array.from({ length: 50 }, (_, at) => ({ key: `i-${String(at)}`, name }));
  const rules = { ordering: [], tally: () => '' };
  return new ListLines([new RowGroup('', rows, rules)], { isCollapsed: () => false, headless: true });
};
const onScreen = 3;
const drawn = 16;

afterEach(() => {
  vi.restoreAllMocks();
});

it('draws what can be seen at once, and what cannot in the frame after', async () => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(headerHeight + onScreen * rowHeight);
  const lines = shallowRef(linesOf('before'));
  const seen: (readonly Row[])[] = [];
  let grid: ReturnType<typeof useGridLines<Row>> | null = null;
  const app = createApp({
    setup: () => {
      const scroller = ref(document.createElement('div'));
      grid = useGridLines({ scroller, lines: () => lines.value, given: ref(0), current: ref(null) });
      return () => null;
    },
  });
  app.mount(document.createElement('div'));
  const names = () => grid?.drawn.value.map(({ row }) => row?.name) ?? [];
  const isSeen = () => seen.push(grid?.visibleRows.value ?? []);
  expect(names()).toHaveLength(drawn);

  lines.value = linesOf('after');
  await nextTick();
  expect(names()).toEqual([
    ...Array<string>(onScreen).fill('after'),
    ...Array<string>(drawn - onScreen).fill('before'),
  ]);
  isSeen();

  await vi.waitFor(() => expect(names()).toEqual(Array<string>(drawn).fill('after')));
  isSeen();
  expect(seen[0]).toHaveLength(onScreen);
  expect(seen[1]).toBe(seen[0]);
  app.unmount();
});

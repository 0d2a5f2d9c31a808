import { computed } from 'vue';
import type { DatacenterTotals } from '../../capacity/datacenter-totals.ts';
import { type Density, layoutColumn, visiblePanels, type Window } from './board-layout.ts';
import type { BoardColumn } from './use-board-columns.ts';

export type ColumnPanelsOptions = {
  readonly column: () => BoardColumn;
  readonly totals: () => DatacenterTotals | undefined;
  readonly density: () => Density;
  readonly width: () => number;
  readonly window: () => Window;
};

/** Where a column's panels lie, and which of them are drawn with which of their tiles. */
export function useColumnPanels({ column, totals, density, width, window }: ColumnPanelsOptions) {
  const usages = computed(
    () =>
      new Map(
        totals()?.usages.map((usage) => [`${column().datacenter.view.profile.id}/${usage.host.id}`, usage]),
      ),
  );
  const layout = computed(() =>
    layoutColumn(
      column().groups.map(({ key, members }) => ({
        key,
        count: members.length,
        hasBars: usages.value.has(key),
      })),
      { width: width(), density: density() },
    ),
  );
  /** Groups by key, each with how many tiles come before it. */
  const placed = computed(() => {
    let before = 0;
    return new Map(
      column().groups.map((group) => {
        const entry = [group.key, { group, before }] as const;
        before += group.members.length;
        return entry;
      }),
    );
  });
  const drawn = computed(() =>
    visiblePanels(layout.value, window(), density()).flatMap((panel) => {
      const place = placed.value.get(panel.box.key);
      return place === undefined ? [] : [{ ...panel, ...place, usage: usages.value.get(panel.box.key) }];
    }),
  );
  return {
    layout,
    drawn,
    drawnKeys: computed(() =>
      drawn.value.flatMap(({ group, from, to }) => group.rows.slice(from, to).map(({ key }) => key)),
    ),
  };
}

import { computed, type WritableComputedRef } from 'vue';
import { z } from 'zod';
import { type GridSort, narrowestColumn, widestColumn } from '../../components/grid/grid-column.ts';
import { useSettingsStore } from '../../stores/settings.ts';

const memorySchema = z.object({
  sort: z.object({ column: z.string(), descending: z.boolean() }).nullable().default(null),
  widths: z.record(z.string(), z.number().min(narrowestColumn).max(widestColumn)).default({}),
});

/** A grid's sort and column widths, which survive a restart. */
export function useGridMemory(view: string, firstSort: GridSort) {
  const settings = useSettingsStore();
  const memory = computed(() => settings.viewMemory(view, memorySchema, { sort: null, widths: {} }));
  const sort: WritableComputedRef<GridSort> = computed({
    get: (old) => {
      const fresh = memory.value.sort ?? firstSort;
      const isSame = old?.column === fresh.column && old.descending === fresh.descending;
      return isSame ? old : fresh; // a new object would have the list sorted anew
    },
    set: (sort) => {
      settings.remember(view, { ...memory.value, sort });
    },
  });
  const resize = (column: string, width: number) => {
    settings.remember(view, { ...memory.value, widths: { ...memory.value.widths, [column]: width } });
  };
  return { sort, widths: computed(() => memory.value.widths), resize };
}

import { computed, type WritableComputedRef } from 'vue';
import { z } from 'zod';
import { useSettingsStore } from '../../stores/settings.ts';
import { type DetailTab, detailTabs } from './tabs.ts';

export const narrowestPane = 340;
export const widestPane = 900;
const view = 'detail';
const fallback = { width: 480, tab: 'overview' as DetailTab };

const memorySchema = z.object({
  width: z.number().min(narrowestPane).max(widestPane).default(fallback.width),
  tab: z.enum(detailTabs).default(fallback.tab),
});

/** The pane's width and the section last looked at, which survive a restart. */
export function usePaneMemory(): {
  readonly width: WritableComputedRef<number>;
  readonly tab: WritableComputedRef<DetailTab>;
} {
  const settings = useSettingsStore();
  const memory = computed(() => settings.viewMemory(view, memorySchema, fallback));
  return {
    width: computed({
      get: () => memory.value.width,
      set: (width) => {
        settings.remember(view, { ...memory.value, width });
      },
    }),
    tab: computed({
      get: () => memory.value.tab,
      set: (tab) => {
        settings.remember(view, { ...memory.value, tab });
      },
    }),
  };
}

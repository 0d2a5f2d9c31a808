import { computed } from 'vue';
import { z } from 'zod';
import { useSettingsStore } from '../../stores/settings.ts';
import type { Density } from './board-layout.ts';

const memorySchema = z.object({ density: z.enum(['named', 'compact']) });

/** How large tiles are, which survives a restart. */
export function useDensity() {
  const settings = useSettingsStore();
  return computed<Density>({
    get: () => settings.viewMemory('board', memorySchema, { density: 'named' }).density,
    set: (density) => {
      settings.remember('board', { density });
    },
  });
}

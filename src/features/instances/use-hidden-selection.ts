import { computed, type ComputedRef } from 'vue';
import { useInstancesStore } from '../../stores/inventory.ts';
import { useSelectionStore } from '../../stores/selection.ts';
import type { InstanceMatcher } from '../query/index.ts';

/** How many are chosen that are not in sight, however far one scrolls. */
export function useHiddenSelection(isInSight: ComputedRef<InstanceMatcher>): ComputedRef<number> {
  const instances = useInstancesStore();
  const selection = useSelectionStore();
  return computed(() => {
    void instances.batch; // the table is not reactive by itself: batches tell that it changed
    let count = 0;
    for (const key of selection.keys) {
      const slot = instances.table.slotOf(key);
      const row = slot === undefined ? undefined : instances.table.slots[slot];
      if (slot === undefined || row === undefined || !isInSight.value(row, slot)) count += 1;
    }
    return count;
  });
}

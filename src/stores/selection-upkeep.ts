import { watch } from 'vue';
import { useInstancesStore } from './inventory.ts';
import { useSelectionStore } from './selection.ts';

/** Drops instances from the selection when they are gone from the inventory. Called once, by the shell. */
export function useSelectionUpkeep(): void {
  const instances = useInstancesStore();
  const selection = useSelectionStore();
  watch(
    () => instances.batch,
    ({ changes }) => {
      selection.drop(
        changes.flatMap(({ before, after }) =>
          before !== undefined && after === undefined ? [before.key] : [],
        ),
      );
    },
    { flush: 'sync' }, // a batch that came between two flushes would be missed
  );
}

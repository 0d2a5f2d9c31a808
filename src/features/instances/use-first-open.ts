import { type ComputedRef, watch } from 'vue';
import type { InstanceRow } from '#contract/inventory.ts';
import type { ListLines } from '../../lists/list-lines.ts';
import { useInstancesStore } from '../../stores/inventory.ts';
import { useNavigationStore } from '../../stores/navigation.ts';

export type FirstOpenOptions = {
  readonly lines: ComputedRef<ListLines<InstanceRow>>;
  /** Brings a row on the screen; false while it is not in the list. */
  readonly reveal: (key: string) => boolean;
};

/** A view that comes with a record open, by a link or from another view, shows where in the list that stands. */
export function useFirstOpen({ lines, reveal }: FirstOpenOptions): void {
  const instances = useInstancesStore();
  const { open } = useNavigationStore();
  if (open?.kind !== 'instances') return;
  const stop = watch(
    [lines, () => instances.load.kind],
    ([, load]) => {
      if (reveal(open.key) || load === 'ready') stop();
    },
    { flush: 'post' }, // once the grid is there
  );
}

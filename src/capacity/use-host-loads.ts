import { computed, type ComputedRef } from 'vue';
import { useInstancesStore } from '../stores/inventory.ts';
import { HostLoads } from './host-loads.ts';

type Derived = { readonly sequence: number; readonly loads: HostLoads };

/** What instances take of each host, in the time of each batch. A new object every batch, over the same loads. */
export function useHostLoads(): ComputedRef<{ readonly loads: HostLoads }> {
  const instances = useInstancesStore();
  return computed((old?: Derived): Derived => {
    const { sequence, changes } = instances.batch;
    if (old !== undefined && old.sequence === sequence) return old;
    if (old === undefined || old.sequence + 1 !== sequence)
      return { sequence, loads: new HostLoads(instances.table.slots) };
    old.loads.apply(changes);
    return { sequence, loads: old.loads };
  });
}

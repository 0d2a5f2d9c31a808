import { computed, type ComputedRef } from 'vue';
import type { DatacenterId } from '#contract/ids.ts';
import { useDatacentersStore } from '../../stores/datacenters.ts';
import {
  useHostNodesStore,
  useImagesStore,
  useInstancesStore,
  useInstanceSpecsStore,
  useNetworksStore,
  useSecurityGroupsStore,
  useSshKeyPairsStore,
} from '../../stores/inventory.ts';
import type { Catalogue } from './catalogue.ts';

type Placed = { readonly datacenterId: DatacenterId };
type Listed<R> = { readonly batch: unknown; readonly table: { readonly slots: readonly (R | undefined)[] } };

/** What each datacenter has to choose from. The kinds that only launches need are subscribed to from here on. */
export function useCatalogues(): ComputedRef<readonly Catalogue[]> {
  const datacenters = useDatacentersStore();
  const images = byDatacenter(useImagesStore(), ({ value }) => value);
  const specs = byDatacenter(useInstanceSpecsStore(), ({ value }) => value);
  const networks = byDatacenter(useNetworksStore(), ({ value }) => value);
  const groups = byDatacenter(useSecurityGroupsStore(), ({ value }) => value);
  const keys = byDatacenter(useSshKeyPairsStore(), ({ value }) => value);
  const hosts = byDatacenter(useHostNodesStore(), ({ value }) => value);
  const guests = byDatacenter(useInstancesStore(), (row) => row);

  return computed(() =>
    datacenters.datacenters.map(({ view: { profile }, status }) => ({
      profile,
      status,
      images: images.value.get(profile.id) ?? [],
      specs: specs.value.get(profile.id) ?? [],
      networks: networks.value.get(profile.id) ?? [],
      groups: groups.value.get(profile.id) ?? [],
      keys: keys.value.get(profile.id) ?? [],
      hosts: hosts.value.get(profile.id) ?? [],
      guests: guests.value.get(profile.id) ?? [],
    })),
  );
}

function byDatacenter<R extends Placed, T>(
  store: Listed<R>,
  valueOf: (row: R) => T,
): ComputedRef<ReadonlyMap<DatacenterId, readonly T[]>> {
  return computed(() => {
    void store.batch; // the table is not reactive by itself: batches tell that it changed
    const parts = new Map<DatacenterId, T[]>();
    for (const row of store.table.slots) {
      if (row === undefined) continue;
      const part = parts.get(row.datacenterId);
      if (part === undefined) parts.set(row.datacenterId, [valueOf(row)]);
      else part.push(valueOf(row));
    }
    return parts;
  });
}

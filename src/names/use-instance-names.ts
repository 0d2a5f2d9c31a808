import { computed, type ComputedRef } from 'vue';
import type { InstanceRow } from '#contract/inventory.ts';
import { useDatacentersStore } from '../stores/datacenters.ts';
import {
  useHostNodesStore,
  useImagesStore,
  useInstanceSpecsStore,
  useNetworksStore,
  useSecurityGroupsStore,
} from '../stores/inventory.ts';

/** Names for what an instance row only refers to by id; null for what is not known. */
export type InstanceNames = {
  readonly datacenter: (id: string) => string;
  /** The owner's label where it has one, or its id. */
  readonly account: (row: Pick<InstanceRow, 'datacenterId' | 'owner' | 'accounts'>) => string;
  readonly image: (row: InstanceRow) => string | null;
  readonly spec: (row: InstanceRow) => string | null;
  readonly host: (datacenterId: string, hostId: string) => string | null;
  readonly group: (datacenterId: string, groupId: string) => string | null;
  readonly network: (datacenterId: string, networkId: string) => string | null;
};

type NameMap = ReadonlyMap<string, string>;

const same = (a: NameMap, b: NameMap): boolean =>
  a.size === b.size && [...a].every(([key, name]) => b.get(key) === name);

/**
 * Keeps the old map while the names in it stay the same, so that what is derived from it is not derived again
 * each time that a host's status moves.
 */
const stableNames = (make: () => NameMap): ComputedRef<NameMap> =>
  computed((old?: NameMap) => {
    const fresh = make();
    return old !== undefined && same(old, fresh) ? old : fresh;
  });

/** What the records of a kind are called, by their keys. */
const useNames = <R extends { readonly key: string }>(
  store: { readonly table: { readonly slots: readonly (R | undefined)[] }; readonly batch: unknown },
  nameOf: (row: R) => string | null,
): ComputedRef<NameMap> =>
  stableNames(() => {
    void store.batch; // the table is not reactive by itself: batches tell that it changed
    const names = new Map<string, string>();
    for (const row of store.table.slots) {
      const name = row === undefined ? null : nameOf(row);
      if (row !== undefined && name !== null && name !== '') names.set(row.key, name);
    }
    return names;
  });

/** Looks names up in what the page holds. The functions change only when a name does. */
export function useInstanceNames(): ComputedRef<InstanceNames> {
  const datacenters = useDatacentersStore();
  const hostNames = useNames(useHostNodesStore(), (row) => row.value.name);
  const imageNames = useNames(useImagesStore(), (row) => row.value.description);
  const groupNames = useNames(useSecurityGroupsStore(), (row) => row.value.description);
  const networkNames = useNames(useNetworksStore(), (row) => row.value.description);
  // A spec has no name of its own in 11.12: what tells it apart is what it runs on.
  const specNames = useNames(useInstanceSpecsStore(), ({ value }) => `${value.hypervisor} ${value.arch}`);
  const profileNames = stableNames(
    () => new Map(datacenters.profiles.map(({ profile }) => [profile.id, profile.name])),
  );
  const accountLabels = stableNames(
    () =>
      new Map(
        datacenters.profiles.flatMap(({ profile }) =>
          profile.accounts
            .filter((account) => account.label !== '')
            .map((account): [string, string] => [`${profile.id}/${account.id}`, account.label]),
        ),
      ),
  );

  return computed(() => {
    const [labels, profiles, images, specs] = [
      accountLabels.value,
      profileNames.value,
      imageNames.value,
      specNames.value,
    ];
    const [hosts, groups, networks] = [hostNames.value, groupNames.value, networkNames.value];
    return {
      datacenter: (id) => profiles.get(id) ?? id,
      account: (row) => {
        const account = row.owner ?? row.accounts[0];
        return account === undefined ? '' : (labels.get(`${row.datacenterId}/${account}`) ?? account);
      },
      image: (row) => images.get(`${row.datacenterId}/${row.imageId}`) ?? null,
      spec: (row) => specs.get(`${row.datacenterId}/${row.instanceSpecId}`) ?? null,
      host: (datacenterId, hostId) => hosts.get(`${datacenterId}/${hostId}`) ?? null,
      group: (datacenterId, groupId) => groups.get(`${datacenterId}/${groupId}`) ?? null,
      network: (datacenterId, networkId) => networks.get(`${datacenterId}/${networkId}`) ?? null,
    };
  });
}

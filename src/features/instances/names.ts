import { computed, type ComputedRef } from 'vue';
import type { InstanceRow, RowOf } from '#contract/inventory.ts';
import { useDatacentersStore } from '../../stores/datacenters.ts';
import { useHostNodesStore, useImagesStore } from '../../stores/inventory.ts';

/** Names for what an instance row only refers to by id; null for what is not known. */
export type InstanceNames = {
  readonly datacenter: (id: string) => string;
  readonly account: (row: InstanceRow) => string;
  readonly image: (row: InstanceRow) => string | null;
  readonly host: (datacenterId: string, hostId: string) => string | null;
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

function namesOf<R extends { readonly key: string }>(
  slots: readonly (R | undefined)[],
  nameOf: (row: R) => string | null,
): NameMap {
  const names = new Map<string, string>();
  for (const row of slots) {
    const name = row === undefined ? null : nameOf(row);
    if (row !== undefined && name !== null && name !== '') names.set(row.key, name);
  }
  return names;
}

/** Looks names up in what the page holds. The functions change only when a name does. */
export function useInstanceNames(): ComputedRef<InstanceNames> {
  const datacenters = useDatacentersStore();
  const hosts = useHostNodesStore();
  const images = useImagesStore();

  const hostNames = stableNames(() => {
    void hosts.batch; // the table is not reactive by itself: batches tell that it changed
    return namesOf(hosts.table.slots, (row: RowOf<'host_nodes'>) => row.value.name);
  });
  const imageNames = stableNames(() => {
    void images.batch; // as above
    return namesOf(images.table.slots, (row: RowOf<'images'>) => row.value.description);
  });
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
    const [labels, imagesById, hostsById, profiles] = [
      accountLabels.value,
      imageNames.value,
      hostNames.value,
      profileNames.value,
    ];
    return {
      datacenter: (id) => profiles.get(id) ?? id,
      account: (row) => {
        const account = row.owner ?? row.accounts[0];
        return account === undefined ? '' : (labels.get(`${row.datacenterId}/${account}`) ?? account);
      },
      image: (row) => imagesById.get(`${row.datacenterId}/${row.imageId}`) ?? null,
      host: (datacenterId, hostId) => hostsById.get(`${datacenterId}/${hostId}`) ?? null,
    };
  });
}

import { computed } from 'vue';
import type { DatacenterId } from '#contract/ids.ts';
import { useDatacentersStore } from '../../stores/datacenters.ts';

/** The datacenter of a record: its profile and status, as far as there are such. */
export function useDatacenter(id: () => DatacenterId) {
  const store = useDatacentersStore();
  const profile = computed(() => store.profiles.find((view) => view.profile.id === id())?.profile ?? null);
  return {
    profile,
    status: computed(() => store.statuses.get(id())),
    name: computed(() => profile.value?.name ?? id()),
    /** An account with the label it was given. */
    accountWords: (account: string): string => {
      const label = profile.value?.accounts.find((known) => (known.id as string) === account)?.label;
      return label ? `${label} (${account})` : account;
    },
  };
}

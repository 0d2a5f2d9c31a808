import { computed, type ComputedRef } from 'vue';
import type { DatacenterId, RecordKey } from '#contract/ids.ts';
import { useWords } from '../../i18n/words.ts';
import { useDatacentersStore } from '../../stores/datacenters.ts';
import { useHostNodesStore } from '../../stores/inventory.ts';
import { isSilent } from './freshness.ts';
import { splitGroupKey } from './host-groups.ts';

/** What a host's header says besides its counts. */
export type HostHeader = {
  readonly datacenter: string;
  readonly colour: string;
  readonly title: string;
  /** The host's id where the title is its name. */
  readonly id: string | null;
  readonly status: string | null;
  readonly statusWord: string;
  readonly note: string | null;
  /** `kvm · x86_64`. */
  readonly platform: string | null;
  readonly offers: { readonly cores: number; readonly memoryMb: number } | null;
  readonly isSilent: boolean;
};

/** Makes headers from what is known of hosts and datacenters now. */
export function useHostHeaders(): ComputedRef<(groupKey: string) => HostHeader> {
  const { t } = useWords();
  const hosts = useHostNodesStore();
  const datacenters = useDatacentersStore();
  const profiles = computed(
    () =>
      new Map<string, { name: string; colour: string }>(
        datacenters.profiles.map((view) => [view.profile.id, view.profile]),
      ),
  );

  return computed(() => {
    void hosts.batch; // the table is not reactive by itself: batches tell that it changed
    const areHostsKnown = hosts.load.kind === 'ready';
    const { statuses } = datacenters;
    return (groupKey) => {
      const { datacenterId, hostId } = splitGroupKey(groupKey);
      const profile = profiles.value.get(datacenterId);
      const common = {
        datacenter: profile?.name ?? datacenterId,
        colour: profile?.colour ?? 'slate',
        isSilent: isSilent(statuses.get(datacenterId as DatacenterId)), // group keys begin with one
      };
      const unknown = { id: null, status: null, statusWord: '', platform: null, offers: null };
      if (hostId === null) return { ...common, ...unknown, title: t('instances.notPlaced'), note: null };
      const host = hosts.table.get(groupKey as RecordKey)?.value; // a host's group key is its record's key
      if (host === undefined)
        return {
          ...common,
          ...unknown,
          title: hostId,
          note: areHostsKnown ? t('instances.hostNotVisible') : null,
        };
      const { status } = host;
      return {
        ...common,
        title: host.name ?? hostId,
        id: host.name === null ? null : hostId,
        status,
        statusWord:
          status === 'online' || status === 'offline' || status === 'timeout'
            ? t(`hostStatus.${status}`)
            : status,
        note: null,
        platform: `${host.hypervisor} · ${host.arch}`,
        offers: { cores: host.offeringCpuCores, memoryMb: host.offeringMemoryMb },
      };
    };
  });
}

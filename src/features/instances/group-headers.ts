import { computed, type ComputedRef } from 'vue';
import type { Amount } from '#contract/capacity.ts';
import type { DatacenterId } from '#contract/ids.ts';
import type { InstanceRow } from '#contract/inventory.ts';
import { useHostLoads } from '../../capacity/use-host-loads.ts';
import { useWords } from '../../i18n/words.ts';
import { type ListHeader, ParentGroup } from '../../lists/parent-group.ts';
import { type InstanceNames, useInstanceNames } from '../../names/use-instance-names.ts';
import { useDatacentersStore } from '../../stores/datacenters.ts';
import { isSilent } from './freshness.ts';
import { type GroupBy, type Grouping, keyParts } from './grouping.ts';
import { splitGroupKey } from './host-groups.ts';
import { type HostHeader, useHostHeaders } from './host-headers.ts';
import { stateWord } from './instance-columns.ts';
import { stateMark } from './state-marks.ts';

/** What a group's header says besides its counts. */
export type GroupHeader = {
  readonly grouping: Grouping;
  /** The datacenter it belongs to; null for states, and where a header above says it. */
  readonly datacenter: { readonly name: string; readonly colour: string } | null;
  readonly title: string;
  /** Classes that draw a mark before the title. */
  readonly mark: string;
  /** The id where the title is a name. */
  readonly id: string | null;
  /** Of a host. */
  readonly host: HostHeader | null;
  readonly load: { readonly used: Amount; readonly offered: Amount } | null;
  readonly isSilent: boolean;
};

/** Makes headers from what is known now of what they stand for. */
export function useGroupHeaders(
  groupBy: () => GroupBy,
): ComputedRef<(header: ListHeader<InstanceRow>) => GroupHeader> {
  const { t } = useWords();
  const names = useInstanceNames();
  const datacenters = useDatacentersStore();
  const hostHeader = useHostHeaders();
  const hostLoads = useHostLoads();

  return computed(() => {
    const by = groupBy();
    const { loads } = hostLoads.value;
    const profiles = new Map<string, { readonly name: string; readonly colour: string }>(
      datacenters.profiles.map(({ profile }) => [profile.id, profile]),
    );

    return (header) => {
      const isOuter = by.length < 2 || header instanceof ParentGroup;
      const grouping = by[isOuter ? 0 : 1] ?? 'host';
      const key = keyParts(header.key)[isOuter ? 0 : 1] ?? '';
      if (grouping === 'state')
        return { ...nothing, grouping, title: stateWord(key, t), mark: stateMark(key) };
      const { datacenterId, hostId: id } =
        grouping === 'datacenter' ? { datacenterId: key, hostId: null } : splitGroupKey(key);
      const datacenter = profiles.get(datacenterId) ?? { name: datacenterId, colour: 'slate' };
      const isSaidAbove = !isOuter && by[0] !== 'state';
      const place = {
        ...nothing,
        grouping,
        datacenter: isSaidAbove && grouping !== 'datacenter' ? null : datacenter,
        isSilent: isSilent(datacenters.statuses.get(datacenterId as DatacenterId)), // keys begin with one
      };
      if (grouping === 'datacenter') return { ...place, title: datacenter.name };
      if (grouping !== 'host')
        return {
          ...place,
          ...titleOf(grouping, sampleOf(header), names.value, t(`instances.without_${grouping}`)),
        };
      const host = hostHeader.value(key);
      const load =
        host.offers === null || id === null
          ? null
          : { used: loads.of(datacenterId as DatacenterId, id), offered: host.offers }; // as above
      return { ...place, title: host.title, id: host.id, host, load };
    };
  });
}

const nothing = { datacenter: null, mark: '', id: null, host: null, load: null, isSilent: false };

const sampleOf = (header: ListHeader<InstanceRow>): InstanceRow | undefined =>
  header instanceof ParentGroup ? header.groups[0]?.members[0] : header.members[0];

/** What a group is called: that of all its rows, so that of any. */
function titleOf(
  grouping: Exclude<Grouping, 'host' | 'datacenter' | 'state'>,
  row: InstanceRow | undefined,
  names: InstanceNames,
  none: string,
): { readonly title: string; readonly id: string | null } {
  if (row === undefined) return { title: none, id: null };
  const named = (name: string | null, id: string) =>
    name === null || name === id ? { title: id === '' ? none : id, id: null } : { title: name, id };
  const joined = (ids: readonly string[], nameOf: (id: string) => string | null) => {
    const title = ids.map((id) => nameOf(id) ?? id).join(', ');
    return named(title === '' ? null : title, ids.join(', '));
  };
  switch (grouping) {
    case 'account':
      return named(names.account(row), row.owner ?? row.accounts[0] ?? '');
    case 'spec':
      return named(null, row.instanceSpecId);
    case 'image':
      return named(names.image(row), row.imageId);
    case 'network':
      return joined(row.networkIds, (id) => names.network(row.datacenterId, id));
    case 'group':
      return joined(row.securityGroupIds, (id) => names.group(row.datacenterId, id));
  }
}

import { computed, type ComputedRef } from 'vue';
import type { HostUsage } from '#contract/capacity.ts';
import type { InstanceRow } from '#contract/inventory.ts';
import type { Operation } from '#contract/operation.ts';
import { formatAge, formatCount, formatMemory } from '../../i18n/format.ts';
import { useWords, type Words } from '../../i18n/words.ts';
import { useInstancesStore } from '../../stores/inventory.ts';
import { useNowStore } from '../../stores/now.ts';
import { useOperationsStore } from '../../stores/operations.ts';
import { operationWords } from '../actions/index.ts';
import { type HostHeader, stateMark, stateWord, statusWord } from '../instances/index.ts';

/** What tiles and panels are called, and how tiles look. Replaced when the language changes. */
export type TileWords = {
  readonly name: (row: InstanceRow) => string;
  readonly classes: (row: InstanceRow) => string;
  /** The operation that a tile tells of: it changes without the row. */
  readonly operation: (row: InstanceRow) => Operation | null;
  readonly panel: (header: HostHeader, usage: HostUsage | undefined, count: number) => string;
};

/** Running, but dcmgr's agent does not answer: what `status` is there to tell. */
const isUnheard = ({ state, status }: InstanceRow): boolean => state === 'running' && status === 'offline';

export function useTileWords(): ComputedRef<TileWords> {
  const { t, locale } = useWords();
  const operations = useOperationsStore();
  const told = (operation: Operation | undefined) =>
    operation === undefined ? '' : operationWords(operation, t);
  return computed(() => ({
    name: (row) =>
      [
        row.hostname,
        stateWord(row.state, t),
        isUnheard(row) ? statusWord(row, t) : '',
        told(operations.telling.get(row.key)),
      ]
        .filter((word) => word !== '')
        .join(', '),
    operation: (row) => operations.telling.get(row.key) ?? null,
    classes: (row) => `${stateMark(row.state)}${isUnheard(row) ? ' tile-unheard' : ''}`,
    panel: (header, usage, count) =>
      [
        header.title,
        header.statusWord,
        header.note ?? '',
        ...(usage === undefined ? [] : usageWords(usage, t)),
        t('fleet.instances', { n: count, count: formatCount(count, locale.value) }),
      ]
        .filter((word) => word !== '')
        .join(', '),
  }));
}

const usageWords = ({ host, used }: HostUsage, t: Words): readonly string[] => [
  `${host.hypervisor} ${host.arch}`,
  `${t('fleet.cores')} ${t('fleet.usedOf', { used: used.cores, offered: host.offeringCpuCores })}`,
  `${t('fleet.memory')} ${t('fleet.usedOf', {
    used: formatMemory(used.memoryMb),
    offered: formatMemory(host.offeringMemoryMb),
  })}`,
];

/** A tile's tooltip: what the grid's row would show first. Made when the pointer comes. */
export function useTileHint(): (row: InstanceRow) => string {
  const { t } = useWords();
  const instances = useInstancesStore();
  const clock = useNowStore();
  const words = useTileWords();
  return (row) =>
    [
      words.value.name(row),
      row.id,
      `${row.instanceSpecId} · ${String(row.cpuCores)} × ${formatMemory(row.memoryMb)}`,
      [...row.addresses, ...row.natAddresses].join(', '),
      formatAge(clock.now - instances.table.seenAt(row.key), t),
    ]
      .filter((line) => line !== '')
      .join('\n');
}

import { computed } from 'vue';
import type { InstanceRow } from '#contract/inventory.ts';
import { formatAge, formatExactTime } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';
import { useDatacentersStore } from '../../stores/datacenters.ts';
import { useInstancesStore } from '../../stores/inventory.ts';
import { useNowStore } from '../../stores/now.ts';
import { rowFreshness } from './freshness.ts';

/** How old rows are, in words and looks. Rows themselves do not change when they are seen again. */
export function useSeen() {
  const { t, locale } = useWords();
  const instances = useInstancesStore();
  const datacenters = useDatacentersStore();
  const clock = useNowStore();
  const freshness = computed(() => rowFreshness(datacenters.statuses));

  const at = (row: InstanceRow): number => instances.table.seenAt(row.key);
  const text = (row: InstanceRow): string => {
    void instances.seenTick; // times live outside the rows: this tells that some moved
    return formatAge(clock.now - at(row), t);
  };
  const rowClasses = (row: InstanceRow): string => `row-${freshness.value(row)}`;
  return {
    at,
    text,
    rowClasses,
    classes: (row: InstanceRow): string =>
      freshness.value(row) === 'live' ? 'cell-soft' : 'cell-aged mark mark-triangle tone-warn',
    hint: (row: InstanceRow): string =>
      t(`instances.seen_${freshness.value(row)}`, { time: formatExactTime(at(row), locale.value) }),
    stamp: (row: InstanceRow): string => `${text(row)} ${rowClasses(row)}`,
  };
}

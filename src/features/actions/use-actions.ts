import { computed } from 'vue';
import type { DatacenterId, RecordKey } from '#contract/ids.ts';
import { isUnfinished, type PowerAction, powerActions } from '#contract/operation.ts';
import { useWords } from '../../i18n/words.ts';
import { useDatacentersStore } from '../../stores/datacenters.ts';
import { useEngineInfoStore } from '../../stores/engine-info.ts';
import { useInstancesStore } from '../../stores/inventory.ts';
import { useOperationsStore } from '../../stores/operations.ts';
import { useAskedStore } from './asked.ts';
import { type ActionKnowledge, whyNot, whyNoWrites } from './availability.ts';

/** An action as it is offered; `reason` says in words why it can't be taken now. */
export type Offer = { readonly action: PowerAction; readonly label: string; readonly reason: string | null };

/** Asking for power actions. Nothing is sent before the person has confirmed. */
export function useActions() {
  const { t } = useWords();
  const instances = useInstancesStore();
  const datacenters = useDatacentersStore();
  const engine = useEngineInfoStore();
  const operations = useOperationsStore();
  const asked = useAskedStore();

  const profiles = computed(() => new Map(datacenters.profiles.map(({ profile }) => [profile.id, profile])));
  const knowledge: ActionKnowledge = {
    isEngineAway: () => engine.link.kind === 'lost',
    row: (key) => {
      void instances.batch; // the table is not reactive by itself: batches tell that it changed
      return instances.table.get(key);
    },
    profile: (id) => profiles.value.get(id),
    status: (id) => datacenters.statuses.get(id),
    isBusy: (key) => {
      const operation = operations.telling.get(key);
      return operation !== undefined && isUnfinished(operation);
    },
  };
  const why = (action: PowerAction, keys: readonly RecordKey[]) => whyNot(action, keys, knowledge, t);

  return {
    /** The four actions on these instances, for buttons and menus. Reactive where it is called reactively. */
    offers: (keys: readonly RecordKey[]): readonly Offer[] =>
      powerActions.map((action) => ({ action, label: t(`action.${action}`), reason: why(action, keys) })),
    /** Why nothing can be sent to a datacenter now; null where it can. */
    whyNoWrites: (id: DatacenterId): string | null => whyNoWrites(id, knowledge, t),
    /** Asks the person to confirm, unless it can't be done on any of these. */
    ask: (action: PowerAction, keys: readonly RecordKey[]): void => {
      if (why(action, keys) === null) asked.ask(action, keys);
    },
  };
}

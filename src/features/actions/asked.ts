import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { RecordKey } from '#contract/ids.ts';
import type { InstanceRow } from '#contract/inventory.ts';
import type { PowerAction, Run } from '#contract/operation.ts';
import { useInstancesStore } from '../../stores/inventory.ts';

/** What a person asked for, with its targets as they were at that moment. */
export type Asked = {
  readonly action: PowerAction;
  readonly targets: readonly InstanceRow[];
  /** What it would try again; null for something new. */
  readonly again: TryingAgain | null;
};

/** Operations of a run that are to be tried again. */
export type TryingAgain = {
  readonly run: Run;
  /** By their instance. */
  readonly operationIds: ReadonlyMap<RecordKey, string>;
  /** Told of the run that does so. */
  readonly begun: (run: Run) => void;
};

/** The action that waits to be confirmed, if any. */
export const useAskedStore = defineStore('asked', () => {
  const instances = useInstancesStore();
  const asked = shallowRef<Asked | null>(null);
  return {
    asked: computed(() => asked.value),
    /**
     * Freezes the targets and asks for confirmation. Instances that are gone already are left out; answers whether
     * anything is left to ask about.
     */
    ask: (action: PowerAction, keys: Iterable<RecordKey>, again: TryingAgain | null = null): boolean => {
      const targets = [...new Set(keys)].flatMap((key) => instances.table.get(key) ?? []);
      if (targets.length > 0) asked.value = { action, targets, again };
      return targets.length > 0;
    },
    close: () => {
      asked.value = null;
    },
  };
});

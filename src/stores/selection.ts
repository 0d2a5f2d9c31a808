import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { RecordKey } from '#contract/ids.ts';

const none: ReadonlySet<RecordKey> = new Set();

/**
 * The chosen instances, the same in every view. Rows that are filtered out, sorted elsewhere or changed stay
 * chosen; rows that are gone are dropped by `useSelectionUpkeep`.
 */
export const useSelectionStore = defineStore('selection', () => {
  const keys = shallowRef(none);
  const anchor = shallowRef<RecordKey | null>(null);
  /** What was chosen when the anchor was set: a range drawn back gives free again what it took. */
  let base = none;

  const set = (chosen: ReadonlySet<RecordKey>, from: RecordKey | null) => {
    keys.value = chosen;
    base = chosen;
    anchor.value = from;
  };

  return {
    keys: computed(() => keys.value),
    /** Where a range begins: what was chosen last by itself. */
    anchor: computed(() => anchor.value),
    toggle: (key: RecordKey) => {
      const next = new Set(keys.value);
      if (!next.delete(key)) next.add(key);
      set(next, key);
    },
    /** These and no others; the last one is the anchor. */
    replace: (chosen: readonly RecordKey[]) => {
      set(new Set(chosen), chosen.at(-1) ?? null);
    },
    /** Everything from the anchor to where the person points, in the order of the view. */
    extendTo: (range: readonly RecordKey[]) => {
      anchor.value ??= range[0] ?? null;
      keys.value = new Set([...base, ...range]);
    },
    addAll: (more: Iterable<RecordKey>) => {
      set(new Set([...keys.value, ...more]), anchor.value);
    },
    clear: () => {
      set(none, null);
    },
    /** Forgets rows that no longer exist. */
    drop: (gone: Iterable<RecordKey>) => {
      const lost = [...gone].filter((key) => keys.value.has(key));
      if (lost.length === 0) return;
      const next = new Set(keys.value);
      for (const key of lost) next.delete(key);
      set(next, anchor.value !== null && next.has(anchor.value) ? anchor.value : null);
    },
  };
});

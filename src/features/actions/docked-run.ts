import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { Run } from '#contract/operation.ts';
import { isActive, useOperationsStore } from '../../stores/operations.ts';

/**
 * Which run the sheet at the bottom shows, and how large. Runs under way when the page opens are shown again, and
 * one that begins takes the sheet; closing it lasts until the next begins.
 */
export const useDockedRunStore = defineStore('docked-run', () => {
  const operations = useOperationsStore();
  const chosen = shallowRef<string | null>(null);
  const isSmall = shallowRef(false);
  /** Runs up to this one have been shown or closed. */
  let seenSeq = -1;

  watch(
    () => operations.runs,
    (runs) => {
      const fresh = runs.find((run) => run.seq > seenSeq && isActive(run));
      seenSeq = Math.max(seenSeq, ...runs.map(({ seq }) => seq));
      if (fresh !== undefined) chosen.value = fresh.id;
    },
    { immediate: true },
  );

  const at = computed(() => operations.runs.findIndex(({ id }) => id === chosen.value));
  return {
    run: computed(() => operations.runs[at.value] ?? null),
    isSmall: computed(() => isSmall.value),
    /** The runs on either side of the one shown. */
    newer: computed(() => (at.value < 0 ? null : (operations.runs[at.value - 1] ?? null))),
    older: computed(() => (at.value < 0 ? null : (operations.runs[at.value + 1] ?? null))),
    show: (run: Run) => {
      chosen.value = run.id;
    },
    toggleSize: () => {
      isSmall.value = !isSmall.value;
    },
    close: () => {
      chosen.value = null;
    },
  };
});

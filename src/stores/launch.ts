import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { InstanceRow } from '#contract/inventory.ts';
import type { Run } from '#contract/operation.ts';
import type { Template } from '#contract/template.ts';

/** What a launch begins with: nothing, a template, or an instance to make more of. */
export type LaunchStart =
  | { readonly kind: 'empty' }
  | { readonly kind: 'template'; readonly template: Template }
  | { readonly kind: 'like'; readonly instance: InstanceRow };

/** Whether the launch wizard is open, on what, and the run that it began last. */
export const useLaunchStore = defineStore('launch', () => {
  const start = shallowRef<LaunchStart | null>(null);
  const lastRun = shallowRef<Run | null>(null);
  return {
    /** Null while the wizard is closed. */
    start: computed(() => start.value),
    /** The run that the wizard began last, until somebody has been pointed to it. */
    lastRun: computed(() => lastRun.value),
    /** Opens the wizard; one that is open already stays as it is. */
    open: (wanted: LaunchStart = { kind: 'empty' }) => {
      start.value ??= wanted;
    },
    /** Closes the wizard, with the run that it began, if any. */
    closed: (run: Run | null) => {
      start.value = null;
      if (run !== null) lastRun.value = run;
    },
    forgetRun: () => {
      lastRun.value = null;
    },
  };
});

import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef } from 'vue';
import { usePageContext } from '../engine/page-context.ts';

/**
 * The time, a tick a second, on the second. Only what reads it is drawn again. While the page is
 * hidden ticks wait, so that it does nothing at all.
 */
export const useNowStore = defineStore('now', () => {
  const { timers, schedule } = usePageContext();
  const now = shallowRef(timers.now());
  let cancel = (): void => undefined;
  let isOver = false;
  const tick = () => {
    now.value = timers.now();
    cancel = timers.after(1_000 - (now.value % 1_000), () => {
      schedule(() => {
        if (!isOver) tick();
      });
    });
  };
  tick();
  onScopeDispose(() => {
    isOver = true;
    cancel();
  });
  return { now: computed(() => now.value) };
});

import { computed, onScopeDispose, ref } from 'vue';
import { usePageContext } from '../../engine/page-context.ts';

/** A pointer that has rested this long is not about to click. */
const idleMs = 3_000;

/** Whether somebody points at the list, so that no row may move. */
export function useHold() {
  const { timers } = usePageContext();
  const isHeld = ref(false);
  let cancel = (): void => undefined;
  const release = () => {
    cancel();
    isHeld.value = false;
  };
  onScopeDispose(() => {
    cancel();
  });
  return {
    isHeld: computed(() => isHeld.value),
    hold: () => {
      isHeld.value = true;
      cancel();
      cancel = timers.after(idleMs, release);
    },
    release,
  };
}

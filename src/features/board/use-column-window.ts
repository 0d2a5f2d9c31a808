import { computed, type ComputedRef, onBeforeUnmount, onMounted, type ShallowRef, shallowRef } from 'vue';
import type { Window } from './board-layout.ts';

/** Drawn beyond the edges of the screen, so that scrolling finds it there. */
const beyond = 400;
/** Scrolling less than this draws nothing anew. */
const step = 200;

/** What of a scrolling column is on screen, or soon will be. */
export function useColumnWindow(scroller: Readonly<ShallowRef<HTMLElement | null>>): {
  readonly width: ComputedRef<number>;
  readonly window: ComputedRef<Window>;
  readonly onScroll: () => void;
} {
  const size = shallowRef({ width: 0, height: 0 });
  const steps = shallowRef(0);
  const observer = new ResizeObserver(() => {
    const element = scroller.value;
    if (element === null) return;
    const { clientWidth: width, clientHeight: height } = element;
    if (width !== size.value.width || height !== size.value.height) size.value = { width, height };
  });
  onMounted(() => {
    if (scroller.value !== null) observer.observe(scroller.value);
  });
  onBeforeUnmount(() => {
    observer.disconnect();
  });
  return {
    width: computed(() => size.value.width),
    window: computed(() => ({
      top: steps.value * step - beyond,
      bottom: (steps.value + 1) * step + size.value.height + beyond,
    })),
    onScroll: () => {
      steps.value = Math.floor((scroller.value?.scrollTop ?? 0) / step);
    },
  };
}

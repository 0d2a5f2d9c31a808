import { computed, type ComputedRef, type Ref } from 'vue';
import { useScrollPort } from '../../components/use-scroll-port.ts';
import type { Window } from './board-layout.ts';

/** Drawn beyond the edges of the screen, so that scrolling finds it there. */
const beyond = 400;
/** Scrolling less than this draws nothing anew. */
const step = 200;

/** What of a scrolling column is on screen, or soon will be. */
export function useColumnWindow(scroller: Readonly<Ref<HTMLElement | null>>): {
  readonly width: ComputedRef<number>;
  readonly window: ComputedRef<Window>;
  readonly onScroll: () => void;
} {
  const { width, height, top, onScroll } = useScrollPort(scroller);
  const steps = computed(() => Math.floor(top.value / step));
  return {
    width,
    window: computed(() => ({
      top: steps.value * step - beyond,
      bottom: (steps.value + 1) * step + height.value + beyond,
    })),
    onScroll,
  };
}

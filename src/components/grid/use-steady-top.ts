import { onBeforeUnmount, onMounted, type Ref, shallowRef } from 'vue';
import { headerHeight } from './line-window.ts';

/**
 * Keeps the lines under a pointer where they are on the screen when what stands above the list grows, be it a toolbar
 * that needs another line or a banner: the second click of two must not meet another row. What was given is taken back
 * when it shrinks. A list too short to scroll is given the room. Answers how many pixels it has scrolled so itself.
 */
export function useSteadyTop(scroller: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<number>> {
  let top: number | null = null;
  const given = shallowRef(0);
  const settle = () => {
    const element = scroller.value;
    if (element === null) return;
    const now = element.getBoundingClientRect().top;
    const grown = top === null ? 0 : Math.round(now - top);
    top = now;
    if (grown === 0 || (grown > 0 && !element.matches(':hover'))) return;
    const shift = Math.max(grown, -given.value);
    given.value += shift;
    element.style.setProperty('--grid-least', `calc(100cqh - ${String(headerHeight - given.value)}px)`);
    element.scrollTop += shift;
  };
  const observer = new ResizeObserver(settle);
  onMounted(() => {
    if (scroller.value !== null) observer.observe(scroller.value);
  });
  onBeforeUnmount(() => {
    observer.disconnect();
  });
  return given;
}

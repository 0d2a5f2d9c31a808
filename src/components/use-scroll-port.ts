import { computed, type ComputedRef, onBeforeUnmount, onMounted, type Ref, shallowRef } from 'vue';

export type ScrollPort = {
  /** Pixels of the scroller's inside. */
  readonly width: ComputedRef<number>;
  readonly height: ComputedRef<number>;
  /** Pixels scrolled past. */
  readonly top: ComputedRef<number>;
  readonly left: ComputedRef<number>;
  readonly onScroll: () => void;
};

/** How large a scrolling element is and how far it has scrolled: what decides which of its contents are drawn. */
export function useScrollPort(scroller: Readonly<Ref<HTMLElement | null>>): ScrollPort {
  const width = shallowRef(0);
  const height = shallowRef(0);
  const top = shallowRef(0);
  const left = shallowRef(0);
  const measure = () => {
    width.value = scroller.value?.clientWidth ?? 0;
    height.value = scroller.value?.clientHeight ?? 0;
  };
  const observer = new ResizeObserver(measure);
  onMounted(() => {
    if (scroller.value === null) return;
    measure();
    observer.observe(scroller.value);
  });
  onBeforeUnmount(() => {
    observer.disconnect();
  });
  return {
    width: computed(() => width.value),
    height: computed(() => height.value),
    top: computed(() => top.value),
    left: computed(() => left.value),
    onScroll: () => {
      top.value = scroller.value?.scrollTop ?? 0;
      left.value = scroller.value?.scrollLeft ?? 0;
    },
  };
}

import { computed, type ComputedRef } from 'vue';
import type { Query } from '#contract/query/syntax.ts';
import { useNowStore } from '../../stores/now.ts';
import { asksForTime } from './local-words.ts';

/** How often ages in a query are looked at again. */
const timeStepMs = 5_000;

/** The time that a query's ages are judged at. It moves only where the query asks for ages, and not while `isHeld`. */
export function useQueryTime(query: () => Query, isHeld: () => boolean = () => false): ComputedRef<number> {
  const clock = useNowStore();
  const movesWithTime = computed(() => asksForTime(query()));
  return computed((old?: number) => {
    if (!movesWithTime.value) return 0;
    const step = Math.floor(clock.now / timeStepMs) * timeStepMs;
    return isHeld() && old !== undefined && old !== 0 ? old : step;
  });
}

import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { AppError } from '#contract/errors.ts';

/** Found enough for a screen or two. */
const enough = 100;
/** Pages that are read without being asked for: the engine has other things to do. */
const mostPages = 5;

export type SearchingBackOptions = {
  /** What is searched for; null when nothing is. */
  readonly query: () => string | null;
  readonly found: () => number;
  readonly hasOlder: () => boolean;
  readonly readOlder: () => Promise<AppError | null>;
};

/** Reads older pages while a query finds little in what is held, up to a bound; beyond it a person asks for more. */
export function useSearchingBack({ query, found, hasOlder, readOlder }: SearchingBackOptions) {
  const isReading = shallowRef(false);
  const failure = shallowRef<AppError | null>(null);
  let turn = 0;

  const read = async (pages: number) => {
    const mine = (turn += 1);
    isReading.value = true;
    failure.value = null;
    for (let page = 0; page < pages && hasOlder(); page += 1) {
      if (page > 0 && found() >= enough) break;
      const error = await readOlder();
      if (mine !== turn) return;
      failure.value = error?.code === 'contract/closed' ? null : error;
      if (error !== null) break;
    }
    isReading.value = false;
  };
  watch(
    query,
    (text) => {
      if (text !== null && found() < enough) void read(mostPages);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    turn += 1;
  });
  return {
    isReading: computed(() => isReading.value),
    failure: computed(() => failure.value),
    /** A page more, as a person asks for it. */
    readOn: () => read(1),
  };
}

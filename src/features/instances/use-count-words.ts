import { computed, type ComputedRef } from 'vue';
import { formatCount } from '../../i18n/format.ts';
import { useWords } from '../../i18n/words.ts';

/** How many instances there are, and of how many, in words. */
export function useCountWords(
  counts: () => { readonly shown: number; readonly total: number },
): ComputedRef<string> {
  const { t, locale } = useWords();
  return computed(() => {
    const { shown, total } = counts();
    const all = formatCount(total, locale.value);
    return shown === total
      ? t('instances.count', { total: all, n: total })
      : t('instances.countShown', { shown: formatCount(shown, locale.value), total: all });
  });
}

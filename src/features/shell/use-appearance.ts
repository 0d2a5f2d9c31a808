import { computed, type ComputedRef, onScopeDispose, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { localeOf } from '../../i18n/words.ts';
import { useSettingsStore } from '../../stores/settings.ts';
import { applyPalette } from '../../theme/apply-theme.ts';
import type { Appearance } from '../../theme/palette.ts';

/** Keeps colours and language as the settings say, following the system where they say so. */
export function useAppearance(): { readonly appearance: ComputedRef<Appearance> } {
  const store = useSettingsStore();
  const { locale } = useI18n({ useScope: 'global' });
  const systemIsDark = useSystemDark();

  const appearance = computed<Appearance>(() => {
    const { theme } = store.settings;
    if (theme !== 'system') return theme;
    return systemIsDark.value ? 'dark' : 'light';
  });
  watch(appearance, (now) => applyPalette(document.documentElement, now), { immediate: true });
  watch(
    () => store.settings.locale,
    (wanted) => {
      locale.value = wanted === 'system' ? localeOf(navigator.languages) : wanted;
      document.documentElement.lang = locale.value;
    },
    { immediate: true },
  );
  return { appearance };
}

function useSystemDark() {
  const query = window.matchMedia('(prefers-color-scheme: dark)');
  const isDark = shallowRef(query.matches);
  const follow = () => (isDark.value = query.matches);
  query.addEventListener('change', follow);
  onScopeDispose(() => query.removeEventListener('change', follow));
  return isDark;
}

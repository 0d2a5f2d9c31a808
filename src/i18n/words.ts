import { computed, type ComputedRef } from 'vue';
import { createI18n, useI18n } from 'vue-i18n';
import { en } from './en.ts';
import { ja } from './ja.ts';

export type Locale = 'en' | 'ja';

type Catalogue = typeof en;
/** `area.word`, for every word there is. */
export type WordKey = {
  [Area in keyof Catalogue & string]: `${Area}.${keyof Catalogue[Area] & string}`;
}[keyof Catalogue & string];

export type WordValues = Readonly<Record<string, string | number>>;

/** Finds words. `n` among the values also chooses between singular and plural. */
export type Words = (key: WordKey, values?: WordValues) => string;

/** The page's i18n. Messages are compiled to trees and walked: nothing here needs eval. */
export const createWords = (locale: Locale = 'en') =>
  createI18n({
    legacy: false,
    locale,
    fallbackLocale: 'en',
    messages: { en, ja },
    // A missing key can't be written (its type forbids it) and a missing translation does not compile.
    missingWarn: false,
    fallbackWarn: false,
  });

export type PageI18n = ReturnType<typeof createWords>;

/**
 * Words that no value goes into, by language: lists ask for the same few thousands of times, and to walk a message
 * costs more than to draw a cell.
 */
const plainWords: Readonly<Record<Locale, Map<WordKey, string>>> = { en: new Map(), ja: new Map() };

/** The words of the page's language, following its changes. */
export function useWords(): { readonly t: Words; readonly locale: ComputedRef<Locale> } {
  const { t, locale } = useI18n({ useScope: 'global' });
  const language = computed(() => (locale.value === 'ja' ? 'ja' : 'en'));
  const plain = (key: WordKey): string => {
    const known = plainWords[language.value];
    const word = known.get(key) ?? t(key);
    known.set(key, word);
    return word;
  };
  const find: Words = (key, values) => {
    if (values === undefined) return plain(key);
    return typeof values['n'] === 'number' ? t(key, values, values['n']) : t(key, values);
  };
  return { t: find, locale: language };
}

/** The language of the system, as far as Nori speaks it. */
export const localeOf = (languages: readonly string[]): Locale =>
  languages[0]?.toLowerCase().startsWith('ja') === true ? 'ja' : 'en';

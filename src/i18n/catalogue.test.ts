import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCodes } from '#contract/errors.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import { createWords } from './words.ts';

type Catalogue = Readonly<Record<string, Readonly<Record<string, string>>>>;
const keysOf = (catalogue: Catalogue) =>
  Object.entries(catalogue).flatMap(([area, words]) => Object.keys(words).map((word) => `${area}.${word}`));

const page = path.resolve(import.meta.dirname, '..');
const sources = readdirSync(page, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|vue)$/.test(file) && !/\.test\.ts$|^i18n\/(en|ja)\b/.test(file))
  .map((file) => readFileSync(path.join(page, file), 'utf8'))
  .join('\n');

/** Keys named in markup, where no type is checked: `<i18n-t keypath="area.word">`. */
const keypaths = [...sources.matchAll(/\bkeypath="([^"]*)"/g)].map(([, key = '']) => key);

/** `t('area.word')` names one key; `t(`area.${…}`)` may name every key of its area that begins so. */
function isUsed(key: string): boolean {
  if (sources.includes(`'${key}'`) || keypaths.includes(key)) return true;
  const composed = sources.matchAll(/`([a-zA-Z]+\.[a-zA-Z_]*)\$\{/g);
  return [...composed].some(([, beginning = '']) => key.startsWith(beginning));
}

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe('the catalogues', () => {
  it('have the same keys', () => {
    expect(keysOf(ja)).toEqual(keysOf(en));
  });

  it('have the words that markup asks for', () => {
    expect(keypaths.length).toBeGreaterThan(0);
    expect(keypaths.filter((key) => !keysOf(en).includes(key))).toEqual([]);
  });

  it('hold no word that nothing uses', () => {
    expect(keysOf(en).filter((key) => !isUsed(key))).toEqual([]);
  });

  it('have every word that a template names by its path, which no type checks', () => {
    const named = [...sources.matchAll(/keypath="([^"]+)"/g)].map(([, key]) => key);
    expect(named.filter((key) => key === undefined || !keysOf(en).includes(key))).toEqual([]);
  });

  it.each(keysOf(en))('fill the same places in %s', (key) => {
    const [area = '', ...rest] = key.split('.');
    const word = rest.join('.');

    const [english, japanese] = [en, ja].map((catalogue: Catalogue) => catalogue[area]?.[word] ?? '');

    expect(placeholders(japanese ?? '')).toEqual(placeholders(english ?? ''));
    expect(japanese).not.toBe('');
  });

  it('have words for every code, found by the code', () => {
    const { t } = createWords('ja').global;
    const places = { missing: '{missing}' };

    for (const code of errorCodes) expect(t(`errors.${code}`, places)).toBe(ja.errors[code]);
  });

  it('call terminating 破棄 in Japanese, and only stopping 停止', () => {
    expect([ja.state.terminated, ja.state.shuttingdown]).toEqual(['破棄済み', '破棄処理中']);
    for (const key of keysOf(en)) {
      const [area = '', word = ''] = key.split('.');
      const [english = '', japanese = ''] = [en, ja].map((catalogue: Catalogue) => catalogue[area]?.[word]);
      if (/terminat/i.test(english)) expect(japanese).not.toContain('停止');
    }
  });

  it('compile every message', () => {
    for (const locale of ['en', 'ja'] as const) {
      const { t } = createWords(locale).global;
      for (const key of keysOf(en)) expect(t(key, { n: 2, count: 2, total: 2 }, 2), key).not.toBe(key);
    }
  });
});

// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { type App as VueApp, createApp } from 'vue';
import { createWords } from '../../i18n/words.ts';
import ShortcutHelp from './ShortcutHelp.vue';

let app: VueApp | null = null;
afterEach(() => {
  app?.unmount();
  document.body.innerHTML = '';
});

/** The keys under a heading, each line as `keys: what they do`. */
const under = (heading: string) => {
  const section = [...document.querySelectorAll('h3')].find((each) => each.textContent === heading);
  return [...(section?.parentElement?.querySelectorAll('dt') ?? [])].map((term) => {
    const keys = [...term.querySelectorAll('kbd')].map((key) => key.textContent);
    return `${keys.join(' ')}: ${term.nextElementSibling?.textContent ?? ''}`;
  });
};

it('tells the keys of list and board apart where they differ', () => {
  document.body.innerHTML = '<div id="app"></div>';
  app = createApp(ShortcutHelp).use(createWords('en'));
  app.mount('#app');

  expect(document.body.textContent).toContain('Type a query');
  expect(under('In the instance list and on the board')).toContain(
    'Shift+↑ Shift+↓: Select up to the next one',
  );
  expect(under('In the instance list')).toEqual([
    '→: Unfold a group',
    '←: Fold a group, or go from a row to its header',
    'Page Up Page Down: Go a screen up or down',
    'Home End: Go to the first or the last line',
  ]);
  expect(under('On the board')).toEqual([
    '← →: Go to another one',
    'Shift+← Shift+→: Select up to the next one',
    'Page Up Page Down: Go to the host before or after',
    'Home End: Go to the first or the last one on the host',
  ]);
});

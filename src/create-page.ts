import { createPinia, disposePinia } from 'pinia';
import { type App as VueApp, createApp } from 'vue';
import type { Connection } from '#contract/rpc/connect.ts';
import App from './App.vue';
import { createFrameScheduler } from './engine/frames.ts';
import { createEngineLink } from './engine/link.ts';
import { pageContextKey } from './engine/page-context.ts';
import { documentVisibility } from './engine/page-visibility.ts';
import { realTimers } from './engine/timers.ts';
import { createWords, localeOf } from './i18n/words.ts';
import { createAddressBar } from './navigation/address-bar.ts';

/** Puts the page together, on whatever leads to an engine. Unmounted, it leaves nothing running behind. */
export function createPage({ open }: { readonly open: () => Promise<Connection> }): VueApp {
  const link = createEngineLink({ open, timers: realTimers });
  const pinia = createPinia();
  const app = createApp(App)
    .provide(pageContextKey, {
      link,
      timers: realTimers,
      addressBar: createAddressBar(),
      visibility: documentVisibility,
      schedule: createFrameScheduler(documentVisibility.isHidden),
    })
    .use(pinia)
    .use(createWords(localeOf(navigator.languages)));
  app.onUnmount(() => {
    link.close();
    disposePinia(pinia);
  });
  return app;
}

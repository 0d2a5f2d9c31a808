import { createPinia, setActivePinia } from 'pinia';
import { createApp, type EffectScope, effectScope } from 'vue';
import type { FakeEngine } from '#contract/testing/fake-engine.ts';
import { createEngineLink } from '../engine/link.ts';
import { type PageContext, pageContextKey } from '../engine/page-context.ts';
import type { Timers } from '../engine/timers.ts';
import { FakeAddressBar } from './fake-address-bar.ts';
import { FakeVisibility } from './fake-visibility.ts';

/** Time that moves when told, and frames that come when told. */
export class FakeTime implements Timers {
  #now = 1_000_000;
  #timers: { readonly at: number; readonly callback: () => void }[] = [];
  readonly #frames = new Set<() => void>();

  readonly now = (): number => this.#now;

  readonly after = (ms: number, callback: () => void): (() => void) => {
    const timer = { at: this.#now + ms, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  readonly schedule = (callback: () => void): void => {
    this.#frames.add(callback);
  };

  advance(ms: number): void {
    this.#now += ms;
    const due = this.#timers.filter((timer) => timer.at <= this.#now);
    this.#timers = this.#timers.filter((timer) => timer.at > this.#now);
    for (const { callback } of due) callback();
  }

  /** What the browser would do before painting. */
  frame(): void {
    const due = [...this.#frames];
    this.#frames.clear();
    for (const callback of due) callback();
  }
}

/** Lets messages cross the pipe, both ways, however many it takes. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
}

export type TestPage = PageContext & {
  readonly time: FakeTime;
  readonly addressBar: FakeAddressBar;
  readonly visibility: FakeVisibility;
  /** Makes stores as the page would, with this context. */
  readonly run: <T>(make: () => T) => T;
  readonly scope: EffectScope;
  /** While true, no connection can be had. */
  isCut: boolean;
};

/** A page without components, connected to the engine. */
export function aPage(engine: FakeEngine, { fragment = '' } = {}): TestPage {
  const time = new FakeTime();
  const state = { isCut: false };
  const link = createEngineLink({
    open: () => (state.isCut ? Promise.reject(new Error('cut')) : Promise.resolve(engine.connect())),
    timers: time,
    random: () => 1,
  });
  const addressBar = new FakeAddressBar(fragment);
  const visibility = new FakeVisibility();
  const context: PageContext = { link, timers: time, addressBar, visibility, schedule: time.schedule };
  const pinia = createPinia();
  const app = createApp({}).provide(pageContextKey, context).use(pinia);
  setActivePinia(pinia);
  const scope = effectScope();
  return Object.assign(state, context, {
    time,
    addressBar,
    visibility,
    scope,
    run: <T>(make: () => T): T => app.runWithContext(() => scope.run(make) as T), // the scope is active
  });
}

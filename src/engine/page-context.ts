import { inject, type InjectionKey } from 'vue';
import type { AddressBar } from '../navigation/address-bar.ts';
import type { EngineLink } from './link.ts';
import type { PageVisibility } from './page-visibility.ts';
import type { Timers } from './timers.ts';

/** What the page's stores work with; made once by the entry point. */
export type PageContext = {
  readonly link: EngineLink;
  readonly timers: Timers;
  readonly addressBar: AddressBar;
  readonly visibility: PageVisibility;
  /** Runs a callback soon, once for many calls and once a frame, and not while the page is hidden. */
  readonly schedule: (callback: () => void) => void;
};

export const pageContextKey: InjectionKey<PageContext> = Symbol('page context');

/** The context that the entry point provided. Its absence is a bug of the composition. */
export function usePageContext(): PageContext {
  const context = inject(pageContextKey);
  if (context === undefined) throw new Error('no page context was provided');
  return context;
}

import type { Locator, Page } from '@playwright/test';

/** The run at the bottom of the page: how far it is, and every operation of it. */
export class RunSheet {
  readonly sheet: Locator;
  readonly title: Locator;
  /** How many operations are in which state, in words. */
  readonly counts: Locator;
  /** How many operations have ended, as its value. */
  readonly progress: Locator;
  readonly items: Locator;
  readonly cancel: Locator;
  readonly retry: Locator;

  constructor(page: Page) {
    this.sheet = page.getByRole('region', { name: 'Run in progress' });
    this.title = this.sheet.getByRole('heading', { level: 2 });
    this.counts = this.sheet.getByRole('status');
    this.progress = this.sheet.getByRole('progressbar');
    this.items = this.sheet.getByRole('list').getByRole('listitem');
    this.cancel = this.button('Cancel what is not yet sent');
    this.retry = this.button('Try failed again');
  }

  button(name: string): Locator {
    return this.sheet.getByRole('button', { name, exact: true });
  }

  /** The operations that hold this text: a name, an ID, a datacenter, a state in words. */
  item(text: string | RegExp): Locator {
    return this.items.filter({ hasText: text });
  }
}

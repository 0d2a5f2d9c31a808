import type { Locator, Page } from '@playwright/test';

/** What has been done: runs at the left, the operations of the chosen one beside. */
export class ActivityView {
  readonly operations: Locator;
  readonly retry: Locator;
  readonly #runs: Locator;

  constructor(page: Page) {
    const region = page.getByRole('region', { name: 'Operations of this run' });
    this.#runs = page.getByRole('navigation', { name: 'Runs' });
    this.operations = region.getByRole('list').getByRole('listitem');
    this.retry = region.getByRole('button', { name: 'Try failed again' });
  }

  run(title: string): Locator {
    return this.#runs.getByRole('button', { name: title });
  }

  /** Operations that say so of their state, their target or what went wrong. */
  operationsSaying(text: string | RegExp): Locator {
    return this.operations.filter({ hasText: text });
  }
}

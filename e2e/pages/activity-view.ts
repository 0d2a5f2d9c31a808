import type { Locator, Page } from '@playwright/test';

/** What has been done: runs at the left, the operations of the chosen one, or of all, beside. */
export class ActivityView {
  readonly operations: Locator;
  readonly retry: Locator;
  readonly query: Locator;
  readonly clear: Locator;
  /** How many operations are shown of how many, in words. */
  readonly found: Locator;
  /** Chooses the operations of all runs. */
  readonly all: Locator;
  readonly #page: Page;
  readonly #toolbar: Locator;
  readonly #runs: Locator;

  constructor(page: Page) {
    const region = page.getByRole('region', { name: /^Operations of (this run|all runs)$/ });
    this.#page = page;
    this.#toolbar = page.getByRole('toolbar', { name: 'Operations' });
    this.#runs = page.getByRole('navigation', { name: 'Runs' });
    this.operations = region.getByRole('list').getByRole('listitem');
    this.retry = region.getByRole('button', { name: 'Try failed again' });
    this.query = this.#toolbar.getByRole('combobox', { name: 'Query' });
    this.clear = this.#toolbar.getByRole('button', { name: 'Clear the query' });
    this.found = this.#toolbar.getByRole('status').filter({ hasText: /operations$/ });
    this.all = this.#runs.getByRole('button', { name: 'All runs' });
  }

  run(title: string): Locator {
    return this.#runs.getByRole('button', { name: title });
  }

  /** Operations that say so of their state, their target or what went wrong. */
  operationsSaying(text: string | RegExp): Locator {
    return this.operations.filter({ hasText: text });
  }

  /** Exports what is shown, and answers where the file lies. */
  async exported(format: 'As CSV, for spreadsheets' | 'As JSON'): Promise<string> {
    await this.#toolbar.getByRole('button', { name: 'Export' }).click();
    const download = this.#page.waitForEvent('download');
    await this.#page.getByRole('button', { name: format }).click();
    return (await download).path();
  }
}

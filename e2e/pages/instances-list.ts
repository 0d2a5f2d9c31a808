import type { Locator, Page } from '@playwright/test';

/** The instances of all chosen datacenters: toolbar and grid. */
export class InstancesList {
  readonly grid: Locator;
  readonly filter: Locator;
  /** How many there are and are shown, in words. */
  readonly count: Locator;
  readonly #toolbar: Locator;

  constructor(page: Page) {
    this.#toolbar = page.getByRole('toolbar', { name: 'Instance list' });
    this.grid = page.getByRole('treegrid', { name: 'Instances' });
    this.filter = this.#toolbar.getByRole('searchbox', { name: 'Filter' });
    this.count = this.#toolbar.getByRole('status');
  }

  /** The rows drawn now whose text holds this: a hostname, an id. */
  row(text: string): Locator {
    return this.grid.getByRole('row').filter({ hasText: text });
  }

  /** The chip that limits the list to a datacenter. */
  chip(datacenter: string): Locator {
    return this.#toolbar.getByRole('button', { name: datacenter, exact: true });
  }
}

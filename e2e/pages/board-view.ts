import type { Locator, Page } from '@playwright/test';

/** The board: datacenters side by side, hosts as panels, instances as tiles. */
export class BoardView {
  readonly toolbar: Locator;
  readonly columns: Locator;
  /** How many instances are shown, in words. */
  readonly count: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.toolbar = page.getByRole('toolbar', { name: 'Board' });
    this.columns = page.getByRole('main').getByRole('listbox', { name: /./ });
    this.count = this.toolbar.getByRole('status').filter({ hasText: /instances?$/ });
  }

  column(datacenter: string): Locator {
    return this.#page.getByRole('main').getByRole('listbox', { name: datacenter, exact: true });
  }

  /** A host, or those without one, by how its name begins. */
  panel(datacenter: string, name: string): Locator {
    return this.column(datacenter).getByRole('group', { name: new RegExp(`^${name}`) });
  }

  tile(datacenter: string, hostname: string): Locator {
    return this.column(datacenter).getByRole('option', { name: new RegExp(`^${hostname},`) });
  }

  density(name: 'Names' | 'Compact'): Locator {
    return this.toolbar.getByRole('button', { name, exact: true });
  }
}

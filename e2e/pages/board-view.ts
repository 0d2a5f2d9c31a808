import type { Locator, Page } from '@playwright/test';

/** The board: datacenters side by side, hosts as panels, instances as tiles. */
export class BoardView {
  readonly toolbar: Locator;
  readonly columns: Locator;
  readonly selected: Locator;
  /** How many instances are shown, in words. */
  readonly count: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.toolbar = page.getByRole('toolbar', { name: 'Board' });
    this.columns = page.getByRole('main').getByRole('listbox', { name: /./ });
    this.selected = this.columns.getByRole('option', { selected: true });
    this.count = this.toolbar.getByRole('status').filter({ hasText: /instances?$/ });
  }

  column(datacenter: string): Locator {
    return this.#page.getByRole('main').getByRole('listbox', { name: datacenter, exact: true });
  }

  /** What stands above a column: its name, condition and age. */
  head(datacenter: string): Locator {
    const heading = this.#page.getByRole('heading', { name: datacenter, level: 2 });
    return this.#page.getByRole('main').locator('css=header').filter({ has: heading });
  }

  /** A host, or those without one, by how its name begins. */
  panel(datacenter: string, name: string): Locator {
    return this.column(datacenter).getByRole('group', { name: new RegExp(`^${name}`) });
  }

  /** By its instance's id, which only the element's own id holds: names are not unique. */
  tile(id: string): Locator {
    return this.columns.locator(`css=[id$="/${id}"]`);
  }

  density(name: 'Names' | 'Compact'): Locator {
    return this.toolbar.getByRole('button', { name, exact: true });
  }
}

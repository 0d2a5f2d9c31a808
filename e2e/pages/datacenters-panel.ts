import type { Locator, Page } from '@playwright/test';

/** The left column: every datacenter with its condition. */
export class DatacentersPanel {
  readonly panel: Locator;
  readonly add: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.panel = page.getByRole('navigation', { name: 'Datacenters' });
    this.add = this.panel.getByRole('button', { name: 'Add datacenter' });
  }

  item(name: string): Locator {
    const heading = this.#page.getByRole('heading', { name, exact: true });
    return this.panel.getByRole('listitem').filter({ has: heading });
  }

  /** When its instances were read last; not there before the first time. */
  asOf(name: string): Locator {
    return this.item(name).getByRole('time').first();
  }

  /** What is wrong with it as a whole, by the code that stands behind the words. */
  error(name: string, code: string): Locator {
    return this.item(name).getByRole('paragraph').and(this.#page.getByTitle(code));
  }

  /** A line of its list of problems, by the code that stands behind the words. */
  problem(name: string, code: string): Locator {
    return this.item(name).getByRole('listitem').and(this.#page.getByTitle(code)).first();
  }

  /** Unfolds the list of problems, which says in its heading how many there are. */
  async showProblems(name: string): Promise<void> {
    await this.item(name)
      .getByText(/^\d+ problems?$/)
      .click();
  }

  edit(name: string): Locator {
    return this.panel.getByRole('button', { name: `Edit ${name}` });
  }

  remove(name: string): Locator {
    return this.panel.getByRole('button', { name: `Remove ${name}` });
  }

  /** Reads every list now; where that failed before, without waiting for the next try. */
  readNow(name: string): Locator {
    return this.panel.getByRole('button', { name: `Read ${name} now` });
  }

  pause(name: string): Locator {
    return this.panel.getByRole('button', { name: `Pause polling of ${name}` });
  }

  resume(name: string): Locator {
    return this.panel.getByRole('button', { name: `Resume polling of ${name}` });
  }
}

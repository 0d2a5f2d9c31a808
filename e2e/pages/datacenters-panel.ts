import type { Locator, Page } from '@playwright/test';

/** The left column: every datacenter with its condition. */
export class DatacentersPanel {
  readonly panel: Locator;
  readonly add: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole('navigation', { name: 'Datacenters' });
    this.add = this.panel.getByRole('button', { name: 'Add datacenter' });
  }

  item(name: string): Locator {
    return this.panel
      .getByRole('listitem')
      .filter({ has: this.panel.page().getByRole('heading', { name, exact: true }) });
  }

  edit(name: string): Locator {
    return this.panel.getByRole('button', { name: `Edit ${name}` });
  }

  remove(name: string): Locator {
    return this.panel.getByRole('button', { name: `Remove ${name}` });
  }

  /** Ends a backoff, or reads an answering datacenter now. */
  tryNow(name: string): Locator {
    return this.panel
      .getByRole('button', { name: `Read ${name} now` })
      .or(this.item(name).getByText('Try now'));
  }

  pause(name: string): Locator {
    return this.panel.getByRole('button', { name: `Pause polling of ${name}` });
  }

  resume(name: string): Locator {
    return this.panel.getByRole('button', { name: `Resume polling of ${name}` });
  }
}

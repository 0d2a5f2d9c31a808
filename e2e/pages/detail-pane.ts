import type { Locator, Page } from '@playwright/test';

export type DetailSection = 'Overview' | 'Network' | 'Volumes' | 'Security' | 'Timeline' | 'Document';

/** The pane beside the list: one record in full. */
export class DetailPane {
  readonly pane: Locator;
  readonly title: Locator;
  readonly body: Locator;
  readonly edge: Locator;
  readonly close: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.pane = page.getByRole('complementary', { name: 'Details' });
    this.title = this.pane.getByRole('heading', { level: 2 });
    this.body = this.pane.getByRole('tabpanel');
    this.edge = this.pane.getByRole('separator', { name: 'Width of the details' });
    this.close = this.pane.getByRole('button', { name: /^Close details/ });
  }

  tab(section: DetailSection): Locator {
    return this.pane.getByRole('tab', { name: section });
  }

  /** A part of the section shown: what an interface, a volume, a host says. */
  part(name: string | RegExp): Locator {
    return this.body.getByRole('region', { name });
  }

  /** What a part says under a label. */
  fact(part: string | RegExp, label: string): Locator {
    const term = this.#page.getByRole('term').filter({ hasText: new RegExp(`^${label}$`) });
    return this.part(part).locator('css=dl > div').filter({ has: term }).getByRole('definition');
  }

  button(name: string | RegExp): Locator {
    return this.pane.getByRole('button', { name });
  }
}

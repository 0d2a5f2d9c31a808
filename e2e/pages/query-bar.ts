import type { Locator, Page } from '@playwright/test';

/** The query over a list or the board, with what it suggests and what it complains of. */
export class QueryBar {
  readonly bar: Locator;
  readonly field: Locator;
  readonly options: Locator;
  readonly help: Locator;

  constructor(page: Page) {
    this.bar = page.getByRole('search');
    this.field = this.bar.getByRole('combobox', { name: 'Query' });
    this.options = this.bar.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
    this.help = this.bar.getByRole('button', { name: 'How to search' });
  }

  /** Puts a query in place of what stands there, and closes what it suggests. */
  async search(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Enter');
  }

  /** A part of the query that is underlined where it stands. */
  underlined(part: string): Locator {
    return this.bar.getByText(part, { exact: true });
  }
}

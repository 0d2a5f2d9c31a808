import type { Locator, Page } from '@playwright/test';

const secondsIn: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3_600, d: 86_400 };

/** The instances of all chosen datacenters: toolbar and grid. */
export class InstancesList {
  readonly grid: Locator;
  readonly query: Locator;
  /** How many there are and are shown, in words. */
  readonly count: Locator;
  readonly #toolbar: Locator;

  constructor(page: Page) {
    this.#toolbar = page.getByRole('toolbar', { name: 'Instance list' });
    this.grid = page.getByRole('treegrid', { name: 'Instances' });
    this.query = this.#toolbar.getByRole('combobox', { name: 'Query' });
    this.count = this.#toolbar.getByRole('status').filter({ hasText: /instances?$|Loading/ });
  }

  /** The rows drawn now whose text holds this: a hostname, an id. */
  row(text: string): Locator {
    return this.grid.getByRole('row').filter({ hasText: text });
  }

  /** A row's cell, by the heading of its column. */
  async cell(row: string, column: string): Promise<Locator> {
    const headings = await this.grid.getByRole('columnheader').allTextContents();
    const index = headings.findIndex((heading) => heading.trim().startsWith(column));
    if (index < 0) throw new Error(`no column is called ${column}, only ${headings.join(', ')}`);
    return this.row(row).getByRole('gridcell').nth(index);
  }

  /** How long ago a row was seen, by what it says; in seconds. */
  async ageOf(row: string): Promise<number> {
    const text = (await (await this.cell(row, 'Seen')).innerText()).trim();
    if (text === 'now') return 0;
    const [, count, unit = ''] = /^(\d+) (\w+) ago$/.exec(text) ?? [];
    const seconds = secondsIn[unit];
    if (count === undefined || seconds === undefined) throw new Error(`"${text}" is no age`);
    return Number(count) * seconds;
  }

  /** Selects every row that the query shows, by its key. */
  async chooseAll(): Promise<void> {
    await this.grid.focus();
    await this.grid.press('ControlOrMeta+a');
  }

  /** The chip that limits the list to a datacenter. */
  chip(datacenter: string): Locator {
    return this.#toolbar.getByRole('button', { name: datacenter, exact: true });
  }
}

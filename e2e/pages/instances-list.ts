import type { Locator, Page } from '@playwright/test';

const secondsIn: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3_600, d: 86_400 };

/** The instances of all chosen datacenters: toolbar and grid. */
export class InstancesList {
  readonly grid: Locator;
  readonly query: Locator;
  /** How many there are and are shown, in words. */
  readonly count: Locator;
  readonly selected: Locator;
  /** The header of the topmost rows where it is scrolled past: only for the eye, so it has neither role nor name. */
  readonly pinned: Locator;
  /** What waits to take its place while the pointer is over the rows. */
  readonly pending: Locator;
  readonly #toolbar: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#toolbar = page.getByRole('toolbar', { name: 'Instance list' });
    this.#page = page;
    // Grouped rows are a tree, plain ones are none.
    this.grid = page
      .getByRole('treegrid', { name: 'Instances' })
      .or(page.getByRole('grid', { name: 'Instances' }));
    this.selected = this.grid.getByRole('row', { selected: true });
    this.pinned = this.grid.locator('.grid-pinned > *');
    this.pending = page.getByRole('main').getByRole('button', { name: /Show$/ });
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

  /** The header over a group of rows. */
  group(text: string | RegExp): Locator {
    const folded = this.grid.getByRole('row', { expanded: false });
    return this.grid.getByRole('row', { expanded: true }).or(folded).filter({ hasText: text });
  }

  /** Chooses what rows are grouped by, or by what the groups are divided further. */
  async groupBy(what: string, level: 'Group by' | 'then' = 'Group by'): Promise<void> {
    await this.#toolbar.getByRole('combobox', { name: level }).selectOption({ label: what });
  }

  /** The heading of a column. */
  heading(column: string): Locator {
    return this.grid.getByRole('columnheader').filter({ hasText: new RegExp(`^${column}`) });
  }

  sorter(column: string): Locator {
    return this.heading(column).getByRole('button');
  }

  /** What the headings say, in their order, without the arrows of sorting. */
  async headings(): Promise<string[]> {
    const texts = await this.grid.getByRole('columnheader').allInnerTexts();
    return texts.map((text) => text.replace(/[▴▾]\s*\d*/, '').trim());
  }

  /** The texts of a column in the order of the rows. */
  async column(name: string): Promise<string[]> {
    const index = (await this.headings()).indexOf(name);
    const rows = this.grid.getByRole('row', { selected: true });
    const cells = rows.or(this.grid.getByRole('row', { selected: false })).getByRole('gridcell');
    const width = (await this.headings()).length;
    const texts = await cells.allInnerTexts();
    return texts.filter((_, at) => at % width === index).map((text) => text.trim());
  }

  /** A button of the toolbar, and what it opens. */
  tool(name: string): Locator {
    return this.#toolbar.getByRole('button', { name, exact: true });
  }

  menu(name: string): Locator {
    return this.#page.getByRole('dialog', { name, exact: true });
  }

  /** Something said of the selection, below the list. */
  note(text: string | RegExp): Locator {
    return this.#page.getByRole('main').getByText(text);
  }

  /** A button beside what is said of the selection. */
  noteButton(name: string): Locator {
    return this.#page.getByRole('main').getByRole('button', { name, exact: true });
  }
}

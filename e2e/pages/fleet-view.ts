import type { Locator, Page } from '@playwright/test';

/** The fleet: a card for each datacenter. */
export class FleetView {
  readonly cards: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.cards = page.getByRole('main').getByRole('article');
  }

  card(datacenter: string): Locator {
    return this.cards.filter({
      has: this.#page.getByRole('link', { name: `Open ${datacenter}`, exact: true }),
    });
  }

  /** The name on a card, which opens the datacenter. */
  open(datacenter: string): Locator {
    return this.cards.getByRole('link', { name: `Open ${datacenter}`, exact: true });
  }

  /** When its instances were read last. */
  asOf(datacenter: string): Locator {
    return this.card(datacenter).getByRole('time').first();
  }

  /** How many instances are in each state, in words. */
  states(datacenter: string): Locator {
    return this.card(datacenter).getByRole('list', { name: 'Instances by state' }).getByRole('listitem');
  }

  /** Cores or memory, used of offered. */
  meter(datacenter: string, of: 'Cores' | 'Memory'): Locator {
    return this.card(datacenter).getByRole('meter', { name: of });
  }

  /** The last answers' times, drawn. */
  trace(datacenter: string): Locator {
    return this.card(datacenter).getByRole('img', { name: /^Last \d+ answers:/ });
  }

  tryNow(datacenter: string): Locator {
    return this.card(datacenter).getByRole('button', { name: 'Try now' });
  }

  /** Opens what changed since somebody looked last. */
  changes(datacenter: string): Locator {
    return this.card(datacenter).getByRole('button', { name: /changes? since you last looked$/ });
  }
}

import type { Locator, Page } from '@playwright/test';

/** The steps of the wizard, by the words of their headings. */
export type StepName =
  | 'Datacenter and account'
  | 'Image'
  | 'Spec'
  | 'Network'
  | 'Security groups'
  | 'SSH key'
  | 'Name and placement'
  | 'Review';

/** The dialog in which launches are put together, step by step. */
export class LaunchWizard {
  readonly dialog: Locator;
  readonly next: Locator;
  readonly back: Locator;
  readonly cancel: Locator;
  readonly toReview: Locator;
  /** Sends what the review shows; its name says how many, and whether there are warnings. */
  readonly launch: Locator;
  /** What is asked before it closes on something to lose. */
  readonly question: Locator;
  /** The names that the instances will have. */
  readonly names: Locator;
  readonly account: Locator;
  readonly host: Locator;
  /** The launches under review, each with its verdict. */
  readonly requests: Locator;
  readonly #steps: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Launch instances' });
    this.next = this.button('Next');
    this.back = this.button('Back');
    this.cancel = this.button('Cancel');
    this.toReview = this.button('To the review');
    this.launch = this.dialog.getByRole('button', { name: /^Launch \d+/ });
    this.question = this.dialog.getByRole('alert').filter({ hasText: 'will be lost' });
    this.names = this.dialog.getByRole('list', { name: 'Names' });
    this.account = this.dialog.getByRole('combobox', { name: 'Account' });
    this.host = this.dialog.getByRole('combobox', { name: 'Host', exact: true });
    this.requests = this.dialog.getByRole('radiogroup', { name: 'What will be sent' });
    this.#steps = this.dialog.getByRole('navigation', { name: 'Steps' });
  }

  heading(step: StepName): Locator {
    return this.dialog.getByRole('heading', { name: step, exact: true, level: 3 });
  }

  /** A step in the column at the left, with what was chosen there. */
  step(step: StepName): Locator {
    return this.#steps.getByRole('button', { name: new RegExp(`^${step}`) });
  }

  button(name: string): Locator {
    return this.dialog.getByRole('button', { name, exact: true });
  }

  /** Its description tells the facts, and why it can't be chosen. */
  choice(title: string): Locator {
    const named = { name: title, exact: true } as const;
    return this.dialog.getByRole('radio', named).or(this.dialog.getByRole('checkbox', named));
  }

  field(label: string): Locator {
    return this.dialog.getByRole('textbox', { name: label, exact: true });
  }

  search(step: StepName): Locator {
    return this.dialog.getByRole('searchbox', { name: `Search: ${step}` });
  }

  /** A request of the review, as `POST /path` with its body or as a shell command. */
  shown(as: 'Request' | 'As a curl command'): Locator {
    return this.dialog.getByRole('region', { name: as });
  }

  /** Where these could run, datacenter by datacenter. */
  where(datacenter: string): Locator {
    return this.dialog.getByRole('listitem').filter({ hasText: datacenter });
  }

  /** From the first step to the names: a datacenter, an image, a spec, and for the rest what is given. */
  async chooseUpToNames(
    what: Readonly<{ datacenter: string; account?: string; image: string; spec: string; group?: string }>,
  ): Promise<void> {
    await this.choice(what.datacenter).check();
    if (what.account !== undefined) await this.account.selectOption(what.account);
    await this.next.click();
    await this.choice(what.image).check();
    await this.next.click();
    await this.choice(what.spec).check();
    await this.next.click();
    await this.next.click();
    if (what.group !== undefined) await this.choice(what.group).first().check();
    await this.next.click();
    await this.next.click();
  }
}

import type { Locator, Page } from '@playwright/test';

/** The form in which a datacenter is added or edited. */
export class DatacenterEditor {
  readonly dialog: Locator;
  readonly name: Locator;
  readonly address: Locator;
  readonly auth: Locator;
  readonly username: Locator;
  readonly password: Locator;
  /** What a test of the connection found. */
  readonly testResult: Locator;
  /** What is asked before the form closes. */
  readonly question: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^(Add a datacenter|Edit “.*”)$/ });
    this.name = this.dialog.getByRole('textbox', { name: 'Name', exact: true });
    this.address = this.dialog.getByRole('textbox', { name: 'API address' });
    this.auth = this.dialog.getByRole('combobox', { name: 'Sign-in at a proxy in front' });
    this.username = this.dialog.getByRole('textbox', { name: 'User name', exact: true });
    this.password = this.dialog.getByLabel('Password', { exact: true });
    this.testResult = this.dialog.getByRole('region', { name: 'Connection test' });
    this.question = this.dialog.getByRole('alert');
  }

  account(number: number): Locator {
    return this.dialog.getByRole('textbox', { name: `Account ${String(number)}: ID` });
  }

  button(name: string): Locator {
    return this.dialog.getByRole('button', { name, exact: true });
  }
}

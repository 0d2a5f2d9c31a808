import type { Locator, Page } from '@playwright/test';

/** The question before a power action, with every target. */
export class ActionConfirmation {
  readonly dialog: Locator;
  readonly targets: Locator;
  readonly skipped: Locator;
  /** Does it; the name says what and to how many. */
  readonly confirm: Locator;
  readonly cancel: Locator;
  /** Where a guarded datacenter wants a word typed. */
  readonly word: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^(Start|Stop|Reboot|Terminate) [\d,]+ instances?\?$/ });
    this.targets = this.dialog.getByRole('region', { name: 'Will be done' });
    this.skipped = this.dialog.getByRole('region', { name: 'Will be skipped' });
    this.confirm = this.dialog.getByRole('button', { name: /^(Start|Stop|Reboot|Terminate) [\d,]+$/ });
    this.cancel = this.dialog.getByRole('button', { name: 'Cancel', exact: true });
    this.word = this.dialog.getByRole('textbox', { name: /is guarded\. Type “terminate” to confirm\.$/ });
  }

  effect(text: string): Locator {
    return this.dialog.getByRole('listitem').filter({ hasText: text });
  }
}

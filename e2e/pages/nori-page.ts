import type { Locator, Page } from '@playwright/test';
import { DatacenterEditor } from './datacenter-editor.ts';
import { DatacentersPanel } from './datacenters-panel.ts';
import { InstancesList } from './instances-list.ts';

/** Nori in a browser, by what a person finds there: roles and accessible names, never classes. */
export class NoriPage {
  readonly page: Page;
  readonly datacenters: DatacentersPanel;
  readonly editor: DatacenterEditor;
  readonly instances: InstancesList;

  constructor(page: Page) {
    this.page = page;
    this.datacenters = new DatacentersPanel(page);
    this.editor = new DatacenterEditor(page);
    this.instances = new InstancesList(page);
  }

  /** Signs in with a link of the web host and waits until the page is there. */
  async open(link: string): Promise<void> {
    await this.page.goto(link);
    await this.datacenters.panel.waitFor();
  }

  /** What went wrong without stopping Nori: a banner for each, by the code behind its words. */
  notice(code: string): Locator {
    return this.page.getByRole('status').and(this.page.getByTitle(code));
  }

  dialog(name: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name });
  }
}

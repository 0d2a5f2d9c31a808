import type { Locator, Page } from '@playwright/test';
import { ActionConfirmation } from './action-confirmation.ts';
import { ActivityView } from './activity-view.ts';
import { BoardView } from './board-view.ts';
import { DatacenterEditor } from './datacenter-editor.ts';
import { DatacentersPanel } from './datacenters-panel.ts';
import { DetailPane } from './detail-pane.ts';
import { FleetView } from './fleet-view.ts';
import { InstancesList } from './instances-list.ts';
import { LaunchWizard } from './launch-wizard.ts';
import { RunSheet } from './run-sheet.ts';
import { QueryBar } from './query-bar.ts';

/** Nori in a browser, by what a person finds there: roles and accessible names, never classes. */
export class NoriPage {
  readonly page: Page;
  readonly datacenters: DatacentersPanel;
  readonly editor: DatacenterEditor;
  readonly fleet: FleetView;
  readonly instances: InstancesList;
  readonly wizard: LaunchWizard;
  readonly confirmation: ActionConfirmation;
  readonly run: RunSheet;
  readonly activity: ActivityView;
  /** Opens the wizard on nothing. */
  readonly launch: Locator;
  /** Opens the wizard on the instance in the detail pane. */
  readonly launchLikeThis: Locator;
  readonly board: BoardView;
  readonly detail: DetailPane;
  readonly query: QueryBar;

  constructor(page: Page) {
    this.page = page;
    this.datacenters = new DatacentersPanel(page);
    this.editor = new DatacenterEditor(page);
    this.fleet = new FleetView(page);
    this.instances = new InstancesList(page);
    this.wizard = new LaunchWizard(page);
    this.confirmation = new ActionConfirmation(page);
    this.run = new RunSheet(page);
    this.activity = new ActivityView(page);
    this.launch = page.getByRole('button', { name: 'Launch', exact: true });
    this.launchLikeThis = page.getByRole('button', { name: 'Launch more like this' });
    this.board = new BoardView(page);
    this.detail = new DetailPane(page);
    this.query = new QueryBar(page);
  }

  /** Signs in with a link of the web host and waits until the page is there. */
  async open(link: string): Promise<void> {
    await this.page.goto(link);
    await this.datacenters.panel.waitFor();
  }

  /** Loads the page anew, signed in as before. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.datacenters.panel.waitFor();
  }

  /** Goes to a view as the links on the left do. */
  async goTo(view: 'Fleet' | 'Instances' | 'Board' | 'Activity'): Promise<void> {
    await this.view(view).click();
  }

  /** What went wrong without stopping Nori: a banner for each, by the code behind its words. */
  notice(code: string): Locator {
    return this.page.getByRole('status').and(this.page.getByTitle(code));
  }

  view(name: 'Fleet' | 'Instances' | 'Board' | 'Activity'): Locator {
    return this.page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name });
  }

  /** An action on what is selected, or on the instance in the detail pane. */
  action(name: 'Start' | 'Stop' | 'Reboot' | 'Terminate', on: 'selection' | 'pane' = 'selection'): Locator {
    const group = on === 'selection' ? 'Actions on the selection' : 'Actions on this instance';
    return this.page.getByRole('group', { name: group }).getByRole('button', { name, exact: true });
  }

  /** Goes by keyboard to what a person would reach by Tab. */
  async tabTo(target: Locator): Promise<void> {
    for (let presses = 0; presses < 80; presses += 1) {
      if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error('Tab does not lead there');
  }

  dialog(name: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name });
  }
}

import type { App as VueApp } from 'vue';
import type { InstanceRow } from '#contract/inventory.ts';
import { aDatacenterStatus, aProfileView } from '#contract/testing/builders.ts';
import { createFakeEngine, type FakeEngine, type FakeEngineOptions } from '#contract/testing/fake-engine.ts';
import { createPage } from '../create-page.ts';
import { settle } from './page-context.ts';

/** Pixels; enough for the lists of tests. */
const screen = { clientWidth: 1_440, clientHeight: 900 };
let stopMeasuring = (): void => undefined;

/** Gives every element these measures until told to stop. */
function measureAs(measures: Readonly<Record<string, number>>): () => void {
  const before = new Map<string, PropertyDescriptor | undefined>();
  for (const [name, value] of Object.entries(measures)) {
    before.set(name, Object.getOwnPropertyDescriptor(HTMLElement.prototype, name));
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
  }
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(HTMLElement.prototype, name);
      else Object.defineProperty(HTMLElement.prototype, name, descriptor);
    }
  };
}

/** The whole page at its instance list, as a person finds it. Needs happy-dom. */
export class InstancesPage {
  readonly engine: FakeEngine;
  readonly #app: VueApp;

  private constructor(engine: FakeEngine, app: VueApp) {
    this.engine = engine;
    this.#app = app;
  }

  /** Two datacenters, Tokyo and Osaka, with these instances. */
  static async open(
    rows: readonly InstanceRow[],
    { fragment = '', ...options }: FakeEngineOptions & { readonly fragment?: string } = {},
  ): Promise<InstancesPage> {
    location.hash = fragment;
    // happy-dom lays nothing out, and what has no height shows no lines.
    stopMeasuring = measureAs(screen);
    const engine = createFakeEngine({
      profiles: [aProfileView({ id: 'tokyo', name: 'Tokyo' }), aProfileView({ id: 'osaka', name: 'Osaka' })],
      statuses: [aDatacenterStatus('tokyo'), aDatacenterStatus('osaka')],
      ...options,
      rows: { instances: rows, ...options.rows },
    });
    document.body.innerHTML = '<div id="app"></div>';
    const app = createPage({ open: () => Promise.resolve(engine.connect()) });
    app.mount('#app');
    const page = new InstancesPage(engine, app);
    await page.settle();
    return page;
  }

  close(): void {
    this.#app.unmount();
    document.body.innerHTML = '';
    location.hash = '';
    stopMeasuring();
  }

  /** Until messages have crossed, the frame they asked for has come, and what they changed is drawn. */
  async settle(): Promise<void> {
    await settle();
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await settle();
  }

  get query(): HTMLInputElement {
    return this.#find<HTMLInputElement>('[role=search] [role=combobox]');
  }

  get grid(): HTMLElement {
    return this.#find('[role=treegrid], [role=grid]');
  }

  /** The hostnames on the screen, from top to bottom. */
  get hostnames(): readonly string[] {
    return this.#lines('.grid-row').map(
      (line) => line.querySelector('.cell-name')?.textContent?.trim() ?? '',
    );
  }

  /** What the headers on the screen say. */
  get headers(): readonly string[] {
    return this.#lines('.grid-group').map(textOf);
  }

  get headings(): readonly string[] {
    return [...document.querySelectorAll('[role=columnheader]')].map(textOf);
  }

  get selected(): readonly string[] {
    return this.#lines('[aria-selected=true].grid-row').map(
      (line) => line.querySelector('.cell-name')?.textContent?.trim() ?? '',
    );
  }

  get text(): string {
    return textOf(document.body);
  }

  line(text: string): HTMLElement {
    const found = this.#lines('.grid-line').find((line) => textOf(line).includes(text));
    if (found === undefined) throw new Error(`no line says "${text}"`);
    return found;
  }

  async type(text: string): Promise<void> {
    this.query.value = text;
    this.query.setSelectionRange(text.length, text.length);
    this.query.dispatchEvent(new Event('input', { bubbles: true }));
    await this.settle();
  }

  async press(target: EventTarget, key: string, modifiers: KeyboardEventInit = {}): Promise<void> {
    target.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers }),
    );
    await this.settle();
  }

  async click(target: Element, modifiers: MouseEventInit = {}): Promise<void> {
    target.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...modifiers }));
    await this.settle();
  }

  button(name: string): HTMLButtonElement {
    const found = [...document.querySelectorAll('button')].find(
      (each) => (each.getAttribute('aria-label') ?? textOf(each)) === name,
    );
    if (found === undefined) throw new Error(`no button "${name}"`);
    return found;
  }

  async choose(label: string, value: string): Promise<void> {
    const found = [...document.querySelectorAll('label')].find((each) => textOf(each).startsWith(label));
    const select = found?.querySelector('select');
    if (!select) throw new Error(`no list "${label}"`);
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await this.settle();
  }

  /** Lines by their place: their elements stand in no particular order. */
  #lines(selector: string): readonly HTMLElement[] {
    const at = (line: Element) => Number(line.getAttribute('data-index'));
    return [...document.querySelectorAll<HTMLElement>(selector)].sort((a, b) => at(a) - at(b));
  }

  #find<E extends HTMLElement = HTMLElement>(selector: string): E {
    const found = document.querySelector<E>(selector);
    if (found === null) throw new Error(`nothing is ${selector}`);
    return found;
  }
}

const textOf = (element: Element): string => element.textContent?.replaceAll(/\s+/g, ' ').trim() ?? '';

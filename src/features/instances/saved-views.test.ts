// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anInstanceRow } from '#contract/testing/builders.ts';
import { InstancesPage } from '../../testing/instances-page.ts';

const rows = [
  anInstanceRow({ id: 'i-1', hostname: 'web-1' }),
  anInstanceRow({ id: 'i-2', hostname: 'db-1', state: 'stopped', hostNodeId: null }),
];

let page: InstancesPage;
beforeEach(async () => {
  page = await InstancesPage.open(rows);
});
afterEach(() => {
  page.close();
});

const menu = () => document.querySelector('[role=dialog]');
const openMenu = () => page.click(page.button('Saved views'));
const fieldNamed = (label: string) => {
  const input = menu()?.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`) ?? null;
  if (input === null) throw new Error(`no field "${label}"`);
  return input;
};
const newField = () => fieldNamed('Name of a new view');
const type = async (input: HTMLInputElement, text: string) => {
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  await page.settle();
};
const submit = async (input: HTMLInputElement) => {
  input.form?.dispatchEvent(new Event('submit', { cancelable: true, bubbles: true }));
  await page.settle();
};
/** Saves the list as it is with a query. */
const save = async (name: string, query: string) => {
  await page.type(query);
  await type(newField(), name);
  await submit(newField());
};
/** The saved views as the menu offers them, each with the query that it brings back. */
const offered = () =>
  [...(menu()?.querySelectorAll('li .menu-item') ?? [])].map((item) => [
    item.textContent,
    item.getAttribute('title'),
  ]);

it('bring arrangement and query back', async () => {
  await page.choose('Group by', 'state');
  await openMenu();
  await save('My web', 'web');
  await page.choose('Group by', 'host');
  await page.type('');
  expect(page.headers).toHaveLength(2);

  await page.click(page.button('My web'));

  expect(menu()).toBeNull();
  expect(page.query.value).toBe('web');
  expect(page.headers).toEqual(['running1']);
});

describe('a name that another view has', () => {
  beforeEach(async () => {
    await openMenu();
    await save('First', 'web');
    await save('Second', 'db');
  });

  it('is refused to a view that is renamed, with words at the field', async () => {
    await page.click(page.button('Rename First'));
    const field = fieldNamed('New name of First');
    await type(field, ' Second ');
    await submit(field);

    expect(offered()).toEqual([['Second', 'db']]);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'There is a view named Second already.',
    );

    await type(field, 'Third');
    await submit(field);
    expect(offered()).toEqual([
      ['Second', 'db'],
      ['Third', 'web'],
    ]);
  });

  it('is taken over by a new view only by a button that says so', async () => {
    await page.type('other');
    await type(newField(), 'First');

    expect(menu()?.textContent).toContain('Replaces the view First.');
    expect(page.button('Replace').type).toBe('submit');
    await submit(newField());

    expect(page.button('Save').disabled).toBe(true);
    expect(offered()).toEqual([
      ['First', 'other'],
      ['Second', 'db'],
    ]);
  });
});

describe('what was deleted', () => {
  beforeEach(async () => {
    await openMenu();
    await save('First', 'web');
  });

  it('can be had back until the menu is closed', async () => {
    await page.click(page.button('Delete First'));
    expect(offered()).toEqual([]);
    expect(menu()?.textContent).toContain('First is deleted');
    expect(document.activeElement).toBe(page.button('Undo the deletion of First'));

    await page.click(page.button('Undo the deletion of First'));

    expect(offered()).toEqual([['First', 'web']]);
    await page.click(page.button('Delete First'));
    await openMenu();
    await openMenu();
    expect(menu()?.textContent).toContain('No view has been saved yet.');
  });

  it('does not come back in place of another of its name', async () => {
    await page.click(page.button('Delete First'));
    await save('First', 'db');

    expect(menu()?.textContent).not.toContain('First is deleted');
    expect(offered()).toEqual([['First', 'db']]);
  });
});

describe('Escape', () => {
  beforeEach(async () => {
    await openMenu();
    await save('First', 'web');
    await page.click(page.button('Rename First'));
  });

  it('ends a renaming, and not the menu', async () => {
    await page.press(fieldNamed('New name of First'), 'Escape');

    expect(offered()).toEqual([['First', 'web']]);
    expect(document.activeElement).toBe(page.button('First'));
    await page.press(page.button('First'), 'Escape');
    expect(menu()).toBeNull();
  });

  it('is left to an input method that is composing', async () => {
    await page.press(fieldNamed('New name of First'), 'Escape', { isComposing: true });

    expect(fieldNamed('New name of First').value).toBe('First');
  });
});

it('forgets what was half typed when it is closed', async () => {
  await openMenu();
  await save('First', 'web');
  await page.click(page.button('Rename First'));
  await type(fieldNamed('New name of First'), 'half');
  await type(newField(), 'half');

  await openMenu();
  await openMenu();

  expect(newField().value).toBe('');
  expect(offered()).toEqual([['First', 'web']]);
});

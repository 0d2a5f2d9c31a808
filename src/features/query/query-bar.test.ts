// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '#contract/settings.ts';
import { anInstanceRow } from '#contract/testing/builders.ts';
import { InstancesPage } from '../../testing/instances-page.ts';

const rows = [
  anInstanceRow({ id: 'i-1', hostname: 'web-1', state: 'running' }),
  anInstanceRow({ id: 'i-2', hostname: 'web-2', state: 'stopped' }),
  anInstanceRow({ id: 'i-3', hostname: 'db-1', state: 'running', datacenterId: 'osaka' }),
];

let page: InstancesPage;
const open = async (options: Parameters<typeof InstancesPage.open>[1] = {}) => {
  page = await InstancesPage.open(rows, options);
};
afterEach(() => {
  page.close();
});
const options = () =>
  [...document.querySelectorAll('[role=option]')].map((each) => each.textContent?.trim() ?? '');
const described = () => {
  const id = page.query.getAttribute('aria-describedby');
  return id === null ? '' : (document.getElementById(id)?.textContent ?? '');
};

describe('the query', () => {
  it('limits the list to what fits, and the address carries it', async () => {
    await open();

    await page.type('web state:running');

    expect(page.hostnames).toEqual(['web-1']);
    expect(location.hash).toContain('q=web+state%3Arunning');
    expect(page.text).toContain('1 of 3 instances');
  });

  it('is taken from the address', async () => {
    await open({ fragment: '#/instances?q=db' });

    expect(page.query.value).toBe('db');
    expect(page.hostnames).toEqual(['db-1']);
  });

  it('finds what the page calls by another word than dcmgr', async () => {
    await open({ settings: { ...defaultSettings, locale: 'ja' } });

    await page.type('稼働');

    expect(page.hostnames).toEqual(['web-1', 'db-1']);

    await page.type('state:停止');
    expect(page.hostnames).toEqual(['web-2']);
    await page.type('status=オンライン !state:停止');
    expect(page.hostnames).toEqual(['web-1', 'db-1']);
    await page.type('status:オフライン');
    expect(page.hostnames).toEqual([]);
  });

  it('says what is wrong with it, underlines that, and goes on showing what fitted before', async () => {
    await open();
    await page.type('web');

    await page.type('web sate:running');
    await page.press(page.query, 'Enter');

    expect(page.query.getAttribute('aria-invalid')).toBe('true');
    expect(described()).toContain('There is no field “sate”.');
    expect(described()).toContain('Still showing what fits: web');
    expect(document.querySelector('.echo-wrong')?.textContent).toBe('sate');
    expect(page.hostnames).toEqual(['web-1', 'web-2']);
  });

  it.each([
    ['en', 'This regular expression can’t be used. The engine says: missing closing ): ('],
    ['ja', 'この正規表現は使えません。エンジンの報告（英語）: missing closing ): ('],
  ] as const)('says in %s whose words about a regular expression are the engine’s', async (locale, words) => {
    await open({ settings: { ...defaultSettings, locale } });

    await page.type('/(/');
    await page.press(page.query, 'Enter');

    expect(described()).toContain(words);
    expect(described()).not.toContain('(?');
  });

  it('shows everything while an address holds what never could be understood', async () => {
    await open({ fragment: '#/instances?q=state%3A' });

    expect(described()).toContain('All instances stay shown');
    expect(page.hostnames).toHaveLength(3);
  });

  it('is cleared by its button and by Escape', async () => {
    await open();
    await page.type('web');
    await page.click(page.button('Clear the query'));
    expect(page.hostnames).toHaveLength(3);

    await page.type('web');
    await page.press(page.query, 'Escape'); // closes the suggestions, if any
    await page.press(page.query, 'Escape');

    expect([page.query.value, page.hostnames.length]).toEqual(['', 3]);
  });

  it('takes the focus when / is typed anywhere but in a field', async () => {
    await open();
    await page.press(document.body, '/');
    expect(document.activeElement === page.query).toBe(true);

    const before = page.query.value;
    await page.press(page.query, '/');
    expect(page.query.value).toBe(before);
  });
});

describe('suggestions', () => {
  it('are fields, then their values in the inventory, commonest first, taken by keys alone', async () => {
    await open();

    await page.type('sta');
    expect(options().map((option) => option.split(/(?<=state|status)/)[0])).toEqual(['state', 'status']);
    expect(page.query.getAttribute('aria-expanded')).toBe('true');
    await page.press(page.query, 'Tab');
    expect(page.query.value).toBe('state:');
    expect(options()).toEqual(['running', 'stopped']);

    await page.press(page.query, 'ArrowDown');
    await page.press(page.query, 'ArrowDown');
    const active = page.query.getAttribute('aria-activedescendant');
    expect(active === null ? null : document.getElementById(active)?.textContent?.trim()).toBe('stopped');
    await page.press(page.query, 'Enter');

    expect(page.query.value).toBe('state:stopped ');
    expect(page.hostnames).toEqual(['web-2']);
    expect(options()).toEqual([]);
  });

  it('are closed by Escape and leave Enter alone while none is pointed at', async () => {
    await open();
    await page.type('we');
    await page.type('sta');

    await page.press(page.query, 'Enter');
    expect(page.query.value).toBe('sta');
    expect(options()).toEqual([]);

    await page.press(page.query, 'ArrowDown');
    expect(options()).not.toEqual([]);
    await page.press(page.query, 'Escape');

    expect([options(), page.query.value]).toEqual([[], 'sta']);
  });

  it('do not cover the list for somebody who empties the query, until asked for', async () => {
    await open();
    await page.type('sta');
    await page.type('');
    expect(options()).toEqual([]);

    await page.press(page.query, 'ArrowDown');
    expect(options()).not.toEqual([]);
  });
});

describe('the chips of datacenters', () => {
  it('write their terms into the query and follow it', async () => {
    await open();
    await page.type('state:running');

    await page.click(page.button('Osaka'));
    expect(page.query.value).toBe('dc=osaka state:running');
    expect(page.hostnames).toEqual(['db-1']);
    await page.click(page.button('Tokyo'));
    expect(page.query.value).toBe('(dc=osaka | dc=tokyo) state:running');

    await page.type('dc=tokyo');
    expect(['Tokyo', 'Osaka'].map((name) => page.button(name).getAttribute('aria-pressed'))).toEqual([
      'true',
      'false',
    ]);
    await page.click(page.button('Tokyo'));
    expect(page.query.value).toBe('');
  });

  it('follow a datacenter that is written out in full as well as an exact one', async () => {
    await open();
    await page.type('dc:osaka');
    expect(page.button('Osaka').getAttribute('aria-pressed')).toBe('true');

    await page.click(page.button('Tokyo'));

    expect(page.query.value).toBe('dc=osaka | dc=tokyo');
    expect(page.hostnames).toHaveLength(3);
  });
});

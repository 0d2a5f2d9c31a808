import { describe, expect, it } from 'vitest';
import { datacenterIdSchema, recordKey } from '#contract/ids.ts';
import { createFakeEngine } from '#contract/testing/fake-engine.ts';
import { aPage } from '../testing/page-context.ts';
import { useNavigationStore } from './navigation.ts';

const tokyo = datacenterIdSchema.parse('tokyo');
const [first, second] = [recordKey(tokyo, 'i-1'), recordKey(tokyo, 'i-2')];

function opened(fragment = '') {
  const page = aPage(createFakeEngine(), { fragment });
  const navigation = page.run(() => useNavigationStore());
  return { page, navigation, bar: page.addressBar };
}

describe('navigation', () => {
  it('begins where the address says', () => {
    const { navigation } = opened('#/board/i/tokyo/i-1?q=web');

    expect(navigation.view).toBe('board');
    expect(navigation.query).toBe('web');
    expect(navigation.open).toEqual({ kind: 'instances', key: first });
  });

  it.each([
    ['#/nonsense/foo', '#/instances'],
    ['#/board/i/TOKYO/i-1?q=web', '#/board?q=web'],
    ['', ''],
  ])('corrects the address "%s" to what is shown: "%s"', (wrong, right) => {
    expect(opened(wrong).bar.read()).toBe(right);

    const { navigation, bar } = opened('#/fleet');
    bar.type(wrong);
    expect(bar.read()).toBe(right);
    bar.back();
    expect(navigation.view).toBe('fleet');
  });

  it('goes back and forward between views', () => {
    const { navigation, bar } = opened();
    navigation.go('fleet');
    navigation.go('board');

    bar.back();
    expect(navigation.view).toBe('fleet');
    bar.back();
    expect(navigation.view).toBe('instances');
    bar.forward();
    expect(navigation.view).toBe('fleet');
  });

  it('makes one step of all the letters of a query', () => {
    const { navigation, bar } = opened('#/fleet');
    navigation.go('instances');
    for (const query of ['w', 'we', 'web']) navigation.setQuery(query);
    expect(bar.read()).toBe('#/instances?q=web');

    bar.back();
    expect(navigation.view).toBe('fleet');
    bar.forward();
    expect(navigation.query).toBe('web');
  });

  it('makes one step of looking at one record after another', () => {
    const { navigation, bar } = opened();
    navigation.openRecord('instances', first);
    navigation.openRecord('instances', second);

    bar.back();

    expect(navigation.open).toBeNull();
  });

  it('comes back from a reference to the record that it was in', () => {
    const { navigation } = opened();
    navigation.openRecord('instances', first);
    navigation.followReference('host_nodes', recordKey(tokyo, 'hn-1'));
    expect(navigation.open?.kind).toBe('host_nodes');

    navigation.back();

    expect(navigation.open).toEqual({ kind: 'instances', key: first });
  });

  it('opens again with back what was closed', () => {
    const { navigation, bar } = opened('#/instances/i/tokyo/i-1');
    navigation.closeRecord();
    expect(bar.read()).toBe('#/instances');

    bar.back();

    expect(navigation.open?.key).toBe(first);
  });

  it('takes no step to where it is already', () => {
    const { navigation, bar } = opened('#/fleet');
    navigation.go('board');
    navigation.go('board');

    bar.back();

    expect(navigation.view).toBe('fleet');
  });

  it('keeps query and open record when the view changes', () => {
    const { navigation } = opened('#/instances/i/tokyo/i-1?q=web');

    navigation.go('board');

    expect([navigation.query, navigation.open?.key]).toEqual(['web', first]);
  });

  it('follows an address typed by hand', () => {
    const { navigation, bar } = opened();

    bar.type('#/board?q=db');

    expect([navigation.view, navigation.query]).toEqual(['board', 'db']);
  });
});

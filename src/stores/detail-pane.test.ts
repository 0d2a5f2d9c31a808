import { describe, expect, it } from 'vitest';
import { datacenterIdSchema, recordKey } from '#contract/ids.ts';
import { createFakeEngine } from '#contract/testing/fake-engine.ts';
import { aPage } from '../testing/page-context.ts';
import { useDetailPaneStore } from './detail-pane.ts';
import { useNavigationStore } from './navigation.ts';

const keyOf = (id: string) => recordKey(datacenterIdSchema.parse('tokyo'), id);

function opened(fragment = '') {
  const page = aPage(createFakeEngine(), { fragment });
  const pane = page.run(() => useDetailPaneStore());
  return { page, pane, navigation: page.run(() => useNavigationStore()) };
}

describe('the detail pane', () => {
  it('opens on a row that is activated, and asks for the focus when it shows it already', () => {
    const { pane, navigation } = opened();

    pane.activate(keyOf('i-1'));
    expect(navigation.open).toEqual({ kind: 'instances', key: keyOf('i-1') });
    expect(pane.focusRequests).toBe(0);

    pane.activate(keyOf('i-1'));
    expect(pane.focusRequests).toBe(1);
  });

  it('follows the cursor once it rests, and not what it passes', () => {
    const { page, pane, navigation } = opened('#/instances/i/tokyo/i-1');
    pane.follow(keyOf('i-2'));
    page.time.advance(60);
    pane.follow(keyOf('i-3'));
    page.time.advance(60);
    expect(navigation.open?.key).toBe(keyOf('i-1'));

    page.time.advance(60);

    expect(navigation.open?.key).toBe(keyOf('i-3'));
  });

  it('stays closed wherever the cursor goes', () => {
    const { page, pane, navigation } = opened();
    pane.follow(keyOf('i-2'));
    page.time.advance(1_000);

    expect(navigation.open).toBeNull();
  });

  it('is not opened again by a cursor that moved just before it was closed', () => {
    const { page, pane, navigation } = opened('#/instances/i/tokyo/i-1');
    pane.follow(keyOf('i-2'));
    pane.close();
    page.time.advance(1_000);

    expect(navigation.open).toBeNull();
  });

  it('leads back through the references that led here', () => {
    const { pane, navigation } = opened('#/instances/i/tokyo/i-1');
    pane.openReference('volumes', keyOf('vol-1'));
    pane.openReference('volume_snapshots', keyOf('snap-1'));
    expect(pane.previous).toEqual({ kind: 'volumes', key: keyOf('vol-1') });

    pane.back();
    expect(navigation.open?.kind).toBe('volumes');
    expect(pane.previous?.key).toBe(keyOf('i-1'));

    pane.back();
    expect(navigation.open?.key).toBe(keyOf('i-1'));
    expect(pane.previous).toBeNull();
  });

  it('forgets the way when the cursor leads elsewhere', () => {
    const { page, pane } = opened('#/instances/i/tokyo/i-1');
    pane.openReference('host_nodes', keyOf('hn-1'));
    pane.follow(keyOf('i-2'));
    page.time.advance(1_000);

    expect(pane.previous).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { nextTick } from 'vue';
import { datacenterIdSchema, recordKey } from '#contract/ids.ts';
import { createFakeEngine } from '#contract/testing/fake-engine.ts';
import { aPage, settle } from '../testing/page-context.ts';
import { useAttentionStore } from './attention.ts';
import { useNavigationStore } from './navigation.ts';

const keysOf = (...ids: string[]) => ids.map((id) => recordKey(datacenterIdSchema.parse('tokyo'), id));
const [first] = keysOf('i-1');

function watched(fragment = '') {
  const engine = createFakeEngine();
  const page = aPage(engine, { fragment });
  const attention = page.run(() => useAttentionStore());
  const reports = () =>
    engine.calls.filter(({ method }) => method === 'attention.report').map(({ input }) => input);
  return { engine, page, attention, navigation: page.run(() => useNavigationStore()), reports };
}

describe('attention', () => {
  it('tells what is on screen as soon as there is an engine', async () => {
    const { attention, reports } = watched();
    attention.setVisible('grid', keysOf('i-1', 'i-2'));

    await settle();

    expect(reports()).toEqual([{ hidden: false, visible: keysOf('i-1', 'i-2'), open: null }]);
  });

  it('rests between reports while somebody scrolls, and then tells where they are', async () => {
    const { page, attention, reports } = watched();
    await settle();
    for (let row = 0; row < 30; row += 1) {
      attention.setVisible('grid', keysOf(`i-${String(row)}`));
      await nextTick();
    }
    await settle();
    expect(reports()).toHaveLength(1);

    page.time.advance(500);
    await settle();

    expect(reports().slice(1)).toEqual([{ hidden: false, visible: keysOf('i-29'), open: null }]);
  });

  it('adds up what several views show, each row once', async () => {
    const { attention, reports } = watched();
    attention.setVisible('grid', keysOf('i-1', 'i-2'));
    attention.setVisible('board', keysOf('i-2', 'i-3'));

    await settle();

    expect(reports()).toMatchObject([{ visible: keysOf('i-1', 'i-2', 'i-3') }]);
  });

  it('says no more than the engine takes, and that nothing changed not at all', async () => {
    const { page, attention, reports } = watched();
    const many = keysOf(...Array.from({ length: 300 }, (_, at) => `i-${String(at)}`));
    attention.setVisible('grid', many);
    await settle();
    page.time.advance(500);
    attention.setVisible('grid', [...many]);
    await settle();

    expect(reports()).toHaveLength(1);
    expect(reports()[0]).toMatchObject({ visible: many.slice(0, 100) });
  });

  it('names the record in the pane, from the address or opened later', async () => {
    const { page, navigation, reports } = watched('#/instances/i/tokyo/i-1');
    await settle();
    page.time.advance(500);
    navigation.closeRecord();
    await settle();

    expect(reports()).toMatchObject([{ open: { kind: 'instances', key: first } }, { open: null }]);
  });

  it('says when nobody can see the page, and when they can again', async () => {
    const { page, reports } = watched();
    await settle();
    page.time.advance(500);
    page.visibility.set(true);
    await settle();
    page.time.advance(500);
    page.visibility.set(false);
    await settle();

    expect(reports()).toMatchObject([{ hidden: false }, { hidden: true }, { hidden: false }]);
  });

  it('says it all again to an engine that came back', async () => {
    const { engine, page, attention, reports } = watched();
    attention.setVisible('grid', keysOf('i-1'));
    await settle();
    page.time.advance(500);

    engine.disconnect();
    page.time.advance(1_000);
    await settle();

    expect(reports()).toHaveLength(2);
    expect(reports()[1]).toEqual(reports()[0]);
  });
});

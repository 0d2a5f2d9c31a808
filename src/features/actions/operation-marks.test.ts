// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { appError } from '#contract/errors.ts';
import { defaultSettings } from '#contract/settings.ts';
import { anInstanceRow } from '#contract/testing/builders.ts';
import { anOperation, aRun } from '#contract/testing/operation-builders.ts';
import { closePane, openPane } from '../../testing/detail-pane.ts';
import { InstancesPage } from '../../testing/instances-page.ts';

const rows = [
  anInstanceRow({ id: 'i-00000001', hostname: 'web-1' }),
  anInstanceRow({ id: 'i-00000002', hostname: 'web-2' }),
];
const runs = [aRun()];
const sending = anOperation({ state: 'sending' });
const failed = anOperation({
  state: 'failed',
  endedAt: Date.now(),
  error: appError('operation/dropped', 'dropped'),
});

let page: InstancesPage | null = null;
const open = async (options: Parameters<typeof InstancesPage.open>[1] = {}) => {
  page = await InstancesPage.open(rows, { runs, operations: [sending], ...options });
  return page;
};
afterEach(() => {
  page?.close();
  page = null;
  closePane();
});

describe('a row of the grid', () => {
  const noteOf = (line: Element) => line.getAttribute('aria-description');

  it('carries the mark and the words of the operation on its instance, and no other row does', async () => {
    const it = await open();

    const [marked, other] = [it.line('web-1'), it.line('web-2')];
    expect(noteOf(marked)).toBe('Stop: being sent');
    expect([...marked.classList]).toEqual(expect.arrayContaining(['mark', 'mark-half', 'tone-busy']));
    expect([noteOf(other), other.classList.contains('mark')]).toEqual([null, false]);
  });

  it('changes it in place as the operation goes on, and loses it in the end', async () => {
    const it = await open();

    it.engine.changeOperations([failed]);
    await it.settle();
    expect(noteOf(it.line('web-1'))).toContain('Stop: failed. ');
    expect(it.line('web-1').classList.contains('mark-cross')).toBe(true);

    it.engine.changeOperations([{ ...failed, state: 'confirmed', error: null }]);
    await it.settle();
    expect([noteOf(it.line('web-1')), it.line('web-1').classList.contains('mark')]).toEqual([null, false]);
  });

  it('goes on telling of one that was done otherwise than asked', async () => {
    const it = await open();
    const error = appError('operation/launched-otherwise', 'x', { missing: 'sg-gone, ha_enabled' });

    it.engine.changeOperations([{ ...failed, state: 'confirmed', error }]);
    await it.settle();

    expect(noteOf(it.line('web-1'))).toContain('sg-gone, ha_enabled');
    expect([...it.line('web-1').classList]).toEqual(expect.arrayContaining(['mark-dot', 'tone-warn']));
  });

  it('says it in the tooltip of every cell', async () => {
    const it = await open();
    const cell = it.line('web-1').querySelector<HTMLElement>('.cell-name');

    cell?.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));

    expect(cell?.title).toBe('Stop: being sent');
  });

  it('says it in the page’s language', async () => {
    const it = await open({ settings: { ...defaultSettings, locale: 'ja' } });

    expect(noteOf(it.line('web-1'))).toBe('停止：送信中');
  });
});

describe('a tile of the board', () => {
  const tile = (hostname: string) =>
    document.querySelector(`[role=option][aria-label^="${hostname},"]`) ?? document.body;

  it('carries the mark in a corner, and the words in its name', async () => {
    const it = await open({ fragment: '#/board' });

    expect(tile('web-1').getAttribute('aria-label')).toBe('web-1, running, Stop: being sent');
    expect(tile('web-1').querySelectorAll('.mark-half')).toHaveLength(1);
    expect(tile('web-2').getAttribute('aria-label')).toBe('web-2, running');

    it.engine.changeOperations([failed]);
    await it.settle();

    expect(tile('web-1').getAttribute('aria-label')).toContain('web-1, running, Stop: failed. ');
    expect(tile('web-1').querySelectorAll('.mark-half')).toHaveLength(0);
    expect(tile('web-1').querySelectorAll('.mark-cross')).toHaveLength(1);
  });
});

describe('the head of the detail pane', () => {
  const told = () => document.querySelector('header [role=status]')?.textContent?.trim() ?? null;

  it('says it in a place that is there before and after', async () => {
    await openPane({ runs, operations: [sending] });
    expect(told()).toBe('Stop: being sent');
    closePane();

    await openPane();
    expect(told()).toBe('');
  });

  it('has been read once the person goes on', async () => {
    const it = await open({
      operations: [failed],
      fragment: '#/instances/i/tokyo/i-00000001',
    });
    expect(told()).toContain('Stop: failed. ');
    expect(it.line('web-1').classList.contains('mark-cross')).toBe(true);

    await it.click(it.button('Close details (Esc)'));

    expect(it.line('web-1').classList.contains('mark-cross')).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { createWords, type Words } from '../../i18n/words.ts';
import { byDay, changeTime, fieldLabel, fieldWords } from './change-words.ts';

const words = (locale: 'en' | 'ja'): Words => {
  const { t } = createWords(locale).global;
  return (key, values = {}) => t(key, values);
};
const t = words('en');
/** Local, as people read it. */
const at = (hours: number, minutes: number, seconds = 0) =>
  new Date(2011, 11, 22, hours, minutes, seconds).getTime();

describe('when a change was', () => {
  it.each([
    ['between two sweeps', at(10, 2), at(10, 5, 7), 'between 10:02 and 10:05'],
    ['within a minute', at(10, 2, 3), at(10, 2, 9), 'between 10:02:03 and 10:02:09'],
    ['as good as exactly', at(10, 2, 3), at(10, 2, 4), 'at 10:02:04'],
    ['before anybody looked', null, at(10, 2, 3), 'by 10:02:03'],
    [
      'over night',
      new Date(2011, 11, 21, 23, 50).getTime(),
      at(8, 0),
      'between 2011-12-21 23:50 and 2011-12-22 08:00',
    ],
  ])('is told as exactly as it is known: %s', (_, since, seen, told) => {
    expect(changeTime({ since, at: seen }, t)).toBe(told);
  });
});

describe('what changed', () => {
  const tell = (field: string, before: string | null, after: string | null, kind = 'instances' as const) =>
    fieldWords(kind, { field, before, after }, t);

  it('is told in the words that the page has for it', () => {
    expect(tell('state', 'running', 'shuttingdown')).toEqual({
      field: 'state',
      label: 'State',
      before: 'running',
      after: 'terminating',
    });
    expect(
      fieldWords('instances', { field: 'state', before: null, after: 'terminated' }, words('ja')).after,
    ).toBe('破棄済み');
    expect(tell('haEnabled', 'false', 'true')).toMatchObject({ before: 'no', after: 'yes' });
    expect(tell('memoryMb', '512', '4096')).toMatchObject({ before: '512 MB', after: '4 GB' });
  });

  it('keeps what it has no words for', () => {
    expect(tell('state', 'running', 'migrating').after).toBe('migrating');
    expect(tell('constructor', null, 'x')).toMatchObject({ label: 'constructor', before: null, after: 'x' });
    expect(fieldLabel('toString', t)).toBe('toString');
  });

  it('tells times as people read them, and what is none as it is', () => {
    const written = new Date(2011, 11, 22, 3, 4).toISOString();
    expect(tell('attachedAt', 'soon', written)).toMatchObject({ before: 'soon', after: '2011-12-22 03:04' });
  });

  it('takes an empty text for nothing', () => {
    expect(tell('description', '', 'web')).toMatchObject({ before: null, after: 'web' });
  });
});

it('lists changes under their days, in the order given', () => {
  const change = (seq: number, when: number) =>
    ({ seq, at: when, since: null, what: 'changed', fields: [] }) as unknown as Parameters<
      typeof byDay
    >[0][number];
  const days = byDay([change(3, at(10, 0)), change(2, at(9, 0)), change(1, at(9, 0) - 86_400_000)]);

  expect(days.map(({ day, changes }) => [day, changes.map(({ seq }) => seq)])).toEqual([
    ['2011-12-22', [3, 2]],
    ['2011-12-21', [1]],
  ]);
});

import { describe, expect, it } from 'vitest';
import { Standstill } from './standstill.ts';

const nothing = { hasRecord: false, total: null };

describe('a standstill', () => {
  it('is looked for at the first record of the list, also if one farther in was read before', () => {
    const standstill = new Standstill();

    standstill.open({ start: 1, id: 'i-b', total: 9 }, nothing);
    standstill.open({ start: 0, id: 'i-a', total: 9 }, nothing);

    expect(standstill.start).toBe(0);
    expect(standstill.sinceOpening('i-a', 9)).toBe(true);
  });

  it('keeps to its first look once a record was found', () => {
    const standstill = new Standstill();

    standstill.open({ start: 1, id: 'i-b', total: 9 }, nothing);
    standstill.open({ start: 0, id: 'i-n', total: 9 }, { hasRecord: true, total: 9 });

    expect(standstill.start).toBe(1);
  });

  it('is none if the total changed while there was no record to look at', () => {
    const standstill = new Standstill();

    standstill.open({ start: 2, id: 'i-a', total: 9 }, { hasRecord: false, total: 8 });

    expect(standstill.look('i-a', 9)).toBe(false);
    expect(standstill.look('i-a', 9)).toBe(true);
    expect(standstill.sinceOpening('i-a', 9)).toBe(false);
  });
});

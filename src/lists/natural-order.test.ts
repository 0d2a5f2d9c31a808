import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naturalKey } from './natural-order.ts';

const sorted = (texts: readonly string[]) =>
  [...texts].sort((a, b) => (naturalKey(a) < naturalKey(b) ? -1 : naturalKey(a) > naturalKey(b) ? 1 : 0));

describe('naturalKey', () => {
  it('orders numbers in names as numbers, wherever they stand', () => {
    const names = ['web-10', 'web-9', 'Web-2', 'web-100b', 'web-100a', 'db1-2', 'db1-10', 'db'];

    expect(sorted(names)).toEqual([
      'db',
      'db1-2',
      'db1-10',
      'Web-2',
      'web-9',
      'web-10',
      'web-100a',
      'web-100b',
    ]);
  });

  it('takes leading zeros for nothing', () => {
    expect(naturalKey('hn-0007')).toBe(naturalKey('hn-7'));
    expect(naturalKey('hn-000')).toBe(naturalKey('hn-0'));
  });

  it('orders numbers of any size after the same text as their values are ordered', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 40n }),
        fc.bigInt({ min: 0n, max: 10n ** 40n }),
        (a, b) => {
          const [keyA, keyB] = [naturalKey(`host${String(a)}x`), naturalKey(`host${String(b)}x`)];
          expect(Math.sign(keyA < keyB ? -1 : keyA > keyB ? 1 : 0)).toBe(a < b ? -1 : a > b ? 1 : 0);
        },
      ),
    );
  });
});

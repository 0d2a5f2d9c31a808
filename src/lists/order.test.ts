import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareKeys, orderOf } from './order.ts';

const inOrder = (keys: readonly (string | number)[]) => [...orderOf(keys)].map((place) => keys[place]);

describe('orderOf', () => {
  it.each([
    ['few texts', fc.array(fc.string({ maxLength: 9 }), { maxLength: 10 })],
    [
      'many texts that begin alike',
      fc.array(fc.stringMatching(/^host-0000-[0-3]{0,9}$/), { minLength: 30, maxLength: 120 }),
    ],
    [
      'texts of all scripts',
      fc.array(fc.string({ unit: 'grapheme', maxLength: 9 }), { minLength: 30, maxLength: 80 }),
    ],
    ['numbers', fc.array(fc.integer(), { maxLength: 80 })],
  ] as [string, fc.Arbitrary<(string | number)[]>][])('orders %s as comparing them would', (_, keysOf) => {
    fc.assert(
      fc.property(keysOf, (keys) => {
        expect(inOrder(keys)).toEqual([...keys].sort(compareKeys));
      }),
    );
  });

  it('orders thousands of texts that are often equal, each place once', () => {
    const keys = Array.from({ length: 5_000 }, (_, at) => `web-${String((at * 7_919) % 300)}`);

    const order = [...orderOf(keys)];

    expect(order.map((at) => keys[at])).toEqual([...keys].sort(compareKeys));
    expect(new Set(order).size).toBe(keys.length);
  });

  it('orders thousands of texts that begin alike', () => {
    const keys = Array.from({ length: 3_000 }, (_, at) => `datacenter-1/i-${String((at * 7_919) % 3_001)}`);

    expect(inOrder(keys)).toEqual([...keys].sort(compareKeys));
  });

  it('orders thousands of texts of one to nine characters as comparing them would', () => {
    const keys = Array.from({ length: 5_000 }, (_, at) => ((at * 7_919) % 40_009).toString(36 - (at % 30)));

    expect(inOrder(keys)).toEqual([...keys].sort(compareKeys));
  });

  it('keeps the place of each of thousands of equals', () => {
    const keys = Array.from({ length: 4_000 }, () => 'same');

    expect(new Set(orderOf(keys)).size).toBe(4_000);
  });

  it('names every place once', () => {
    const keys = Array.from({ length: 100 }, (_, at) => `same-prefix-${String(at % 3)}`);

    expect([...orderOf(keys)].sort((a, b) => a - b)).toEqual(keys.map((_, at) => at));
  });
});

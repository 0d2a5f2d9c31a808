import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { equalData } from './equal-data.ts';

/** Text keeps `__proto__` out: as a key of a literal it is no field. */
const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);

describe('equalData', () => {
  it('agrees with a structural comparison on any two JSON values', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(equalData(a, b)).toBe(isDeepStrictEqual(a, b));
      }),
    );
  });

  it('finds a copy equal, in whatever order its keys stand', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, field]) => [name, reversed(field)]),
      );
    };
    fc.assert(
      fc.property(json, (value) => {
        expect(equalData(value, reversed(value))).toBe(true);
      }),
    );
  });

  it.each([
    [{ a: 1 }, { a: 1, b: undefined }],
    [{ a: undefined }, { b: undefined }],
    [[], {}],
    [null, {}],
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }],
  ])('tells %j from %j', (a, b) => {
    expect([equalData(a, b), equalData(b, a)]).toEqual([false, false]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datacenterIdFor } from './datacenter-id.ts';
import { datacenterIdSchema } from './ids.ts';

describe('datacenterIdFor', () => {
  it.each([
    ['Tokyo 1', 'tokyo-1'],
    ['  Ōsaka / DR  ', 'osaka-dr'],
    ['大阪', 'datacenter'],
    ['--', 'datacenter'],
  ])('makes of %j the id %j', (name, id) => {
    expect(datacenterIdFor(name, new Set())).toBe(id);
  });

  it('numbers ids that are taken', () => {
    expect(datacenterIdFor('Tokyo', new Set(['tokyo', 'tokyo-2']))).toBe('tokyo-3');
  });

  it('always makes a valid id that is not taken', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 80 }), { maxLength: 8 }), (names) => {
        const ids = new Set<string>();
        for (const name of names) ids.add(datacenterIdFor(name, ids));

        expect(ids.size).toBe(names.length);
        for (const id of ids) expect(datacenterIdSchema.safeParse(id).success).toBe(true);
      }),
    );
  });
});

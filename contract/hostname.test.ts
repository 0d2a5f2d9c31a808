import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandHostnames, isHostname } from './hostname.ts';

describe('isHostname', () => {
  test.each(['web01', 'Web01', '0', 'a'.repeat(32), 'a-', ' web '])('takes %j', (name) => {
    expect(isHostname(name)).toBe(true);
  });

  test.each(['', '-web', 'bad_host', 'a'.repeat(33), 'a.b', 'web 1', '日本', 'web\n'.concat('x')])(
    'refuses %j',
    (name) => {
      expect(isHostname(name)).toBe(false);
    },
  );
});

describe('expandHostnames', () => {
  test('numbers the names from the first', () => {
    expect(expandHostnames('Web-{n}', 3, 9)).toEqual({ names: ['web-9', 'web-10', 'web-11'] });
  });

  test('pads to the width asked for', () => {
    expect(expandHostnames('db{n:3}-a', 2)).toEqual({ names: ['db001-a', 'db002-a'] });
  });

  test('is one plain name without a number, and says so when more are wanted', () => {
    expect(expandHostnames('web', 1)).toEqual({ names: ['web'] });
    expect(expandHostnames('web', 2)).toEqual({ error: 'no-number' });
  });

  test('refuses two numbers and an absurd width', () => {
    expect(expandHostnames('{n}-{n}', 1)).toEqual({ error: 'two-numbers' });
    expect(expandHostnames('web{n:x}', 1)).toEqual({ error: 'bad-width' });
    expect(expandHostnames('web{n:99}', 1)).toEqual({ error: 'bad-width' });
  });

  test('never names two instances alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(500), fc.nat(9), (count, first, width) => {
        const expanded = expandHostnames(`web-{n:${width}}`, count, first);
        const names = 'names' in expanded ? expanded.names : [];
        expect(new Set(names).size).toBe(count);
      }),
    );
  });
});

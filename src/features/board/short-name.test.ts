import { expect, it } from 'vitest';
import { shortName } from './short-name.ts';

it.each([
  ['web-1', 50, 'web-1'],
  ['cache-7', 50, 'cache-7'],
  ['search-12', 90, 'search-12'],
  ['search-12', 50, 'sea…12'],
  ['search-7', 50, 'sear…7'],
  ['build-20111222', 64, 'bui…1222'],
  ['frontend-blue', 64, 'fronte…ue'],
  ['frontend-a', 50, 'fron…-a'],
  ['memcomm-12', 76, 'memco…12'],
  ['データベース１号', 66, 'デー…１号'],
  ['search-12', 30, 'search-12'],
  ['search-12', -4, 'search-12'],
  ['', 50, ''],
])('makes of %s for %d pixels %s', (name, pixels, expected) => {
  expect(shortName(name, pixels)).toBe(expected);
});

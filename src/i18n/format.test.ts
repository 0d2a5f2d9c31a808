import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatBytes,
  formatCountdown,
  formatDuration,
  formatMemory,
  formatSpan,
  rememberingSpans,
} from './format.ts';
import { createWords, type Words } from './words.ts';

const { t: find } = createWords('en').global;
const t: Words = (key, values = {}) => find(key, values);

describe('formatAge', () => {
  it.each([
    [-5_000, 'now'],
    [999, 'now'],
    [1_000, '1 s ago'],
    [59_999, '59 s ago'],
    [60_000, '1 min ago'],
    [3_599_999, '59 min ago'],
    [3_600_000, '1 h ago'],
    [90_000_000, '1 d ago'],
  ])('reads %i ms as "%s"', (ms, words) => {
    expect(formatAge(ms, t)).toBe(words);
  });
});

it.each([
  ['ages', formatAge],
  ['spans', formatSpan],
])('remembers %s without saying any other than it would anew', (_, format) => {
  const remembered = rememberingSpans(format, t);
  const times = [-5_000, 0, 999, 1_000, 1_999, 59_999, 60_000, 119_999, 3_599_999, 3_600_000, 90_000_000];

  for (const ms of [...times, ...times]) expect(remembered(ms)).toBe(format(ms, t));
});

it('counts down to one and then is over', () => {
  expect([2_000, 1_001, 1, 0].map((ms) => formatCountdown(ms, t))).toEqual(['2 s', '2 s', '1 s', '0 s']);
});

it('says memory in the unit people would', () => {
  const sizes = [256, 1024, 1536, 65_536, 1_048_576, 1_368_064];
  expect(sizes.map(formatMemory)).toEqual(['256 MB', '1 GB', '1.5 GB', '64 GB', '1 TB', '1.3 TB']);
});

it('says how long answers take', () => {
  expect([0, 84.4, 999, 2_140, 35_000].map(formatDuration)).toEqual([
    '0 ms',
    '84 ms',
    '999 ms',
    '2.1 s',
    '35 s',
  ]);
});

it('says how much was received', () => {
  expect([0, 999, 1_000, 3_400_000, 12_000_000_000].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '3.4 MB',
    '12 GB',
  ]);
});

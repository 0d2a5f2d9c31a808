import { expect, it } from 'vitest';
import { yamlOutline } from './yaml-outline.ts';

it('puts what is plain on one line, and below it what is not', () => {
  const outline = yamlOutline({
    eth0: { index: 0, bandwidth: 100_000 },
    uri: 'file:///images/lucid.raw',
    none: {},
    tags: ['a', 'b'],
    deep: { inner: { size: 1 }, on: true },
  });

  expect(outline.split('\n')).toEqual([
    'eth0: index 0, bandwidth 100000',
    'uri: file:///images/lucid.raw',
    'none: {}',
    'tags: a, b',
    'deep:',
    '  inner: size 1',
    '  on: true',
  ]);
});

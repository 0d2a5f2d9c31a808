import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readYamlColumn } from './ruby-yaml.ts';

const valueOf = (text: string) => readYamlColumn(text).value;

describe('YAML columns', () => {
  it('lose the colons of symbols, in keys and values, and only those', () => {
    const text =
      '--- \n:type: :local\n":quoted": ":kept"\nplain: a:b\ntime: 12:30\n:nested: \n  - :a\n  - b\n';

    expect(valueOf(text)).toEqual({
      type: 'local',
      ':quoted': ':kept',
      plain: 'a:b',
      time: '12:30',
      nested: ['a', 'b'],
    });
  });

  it('are plain data whatever tags they carry', () => {
    expect(valueOf('a: !ruby/object:Kernel {cmd: rm}\nb: !ruby/sym c\nd: !!js/function "x"')).toEqual({
      a: { cmd: 'rm' },
      b: 'c',
      d: 'x',
    });
  });

  it.each([
    ['not a mapping', '--- \n- 1\n'],
    ['a scalar', 'words'],
    ['empty', ''],
    ['not YAML', '{ : : ['],
    ['an alias bomb', bomb()],
    ['itself', 'a: &a [*a]'],
    ['nested beyond reason', `a: ${'['.repeat(5_000)}`],
    ['too long', `a: ${'x'.repeat(70_000)}`],
  ])('keep the text without a value when %s', (_what, text) => {
    expect(readYamlColumn(text)).toEqual({ text, value: null });
  });

  it('are absent for null', () => {
    expect(readYamlColumn(null)).toEqual({ text: null, value: null });
  });

  it('never throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => readYamlColumn(text).text === text));
  });

  it('do not touch prototypes', () => {
    expect(Object.getPrototypeOf(valueOf('__proto__: {polluted: true}\na: 1'))).toBe(Object.prototype);
  });
});

function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let n = 1; n < 9; n += 1)
    lines.push(
      `a${n}: &a${n} [${Array(9)
        .fill(`*a${n - 1}`)
        .join(', ')}]`,
    );
  return lines.join('\n');
}

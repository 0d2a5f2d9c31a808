import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileFactRegex, compileRegex } from './regex.ts';

const matcher = (compile: typeof compileRegex, pattern: string) => {
  const matches = compile(pattern);
  if (!matches.ok) throw new Error(matches.error);
  return matches.value;
};

test('the regex of a text of facts finds what the same regex finds in one of them', () => {
  const middle = fc.stringMatching(
    /^(?:[ab\-.]|\[\^a\]|\\[sSdDwWbB]|a\?|[ab][*+]|\(a\|b\)|\(b\+\|a\)|\|){0,5}$/,
  );
  const pattern = fc
    .tuple(fc.constantFrom('', '^'), middle, fc.constantFrom('', '$'))
    .map((parts) => parts.join(''));
  const fact = fc.string({ unit: fc.constantFrom('a', 'b', '-', ' ', '1'), maxLength: 4 });
  fc.assert(
    fc.property(pattern, fc.array(fact, { minLength: 1, maxLength: 4 }), (regex, facts) => {
      const inOne = facts.some(matcher(compileRegex, regex));

      expect(matcher(compileFactRegex, regex)(facts.join('\n'))).toBe(inOne);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ['(', 'missing closing ): ('],
  ['(?i)(', 'missing closing ): (?i)('],
  ['a)', 'unexpected ): a)'],
  ['a\\', 'trailing backslash at end of expression'],
])('says of %s what is wrong with what was typed, and no more', (pattern, complaint) => {
  expect(compileRegex(pattern)).toEqual({ ok: false, error: complaint });
  expect(compileFactRegex(pattern)).toEqual({ ok: false, error: complaint });
});

test('takes an escaped hyphen, which only one of the engines knows', () => {
  expect(matcher(compileRegex, '^web\\-1$')('web-1')).toBe(true);
});

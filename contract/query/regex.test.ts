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

import { expect, it } from 'vitest';
import { StableAnswers } from './stable-answers.ts';

it('answers the same object while nothing in it differs', () => {
  const first = new StableAnswers((key) => ({ title: key, offers: { cores: 4 } }));
  const [before] = [first.of('a')];

  const second = new StableAnswers((key) => ({ title: key, offers: { cores: 4 } }), first);

  expect(second.of('a')).toBe(before);
  expect(second.of('b')).toBe(second.of('b'));
});

it('answers another one where something does', () => {
  const first = new StableAnswers(() => ({ offers: { cores: 4 } }));
  first.of('a');

  expect(new StableAnswers(() => ({ offers: { cores: 8 } }), first).of('a')).toEqual({
    offers: { cores: 8 },
  });
});

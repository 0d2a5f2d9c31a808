import { describe, expect, it } from 'vitest';
import { profileSchema } from '#contract/profile.ts';
import { effectOf } from './profile-change.ts';

const before = {
  id: 'osaka',
  name: 'Osaka',
  url: 'http://osaka/api',
  accounts: [{ id: 'a-1', label: 'one' }],
};
const profile = (fields: object) => profileSchema.parse({ ...before, ...fields });

describe('effectOf', () => {
  it.each([
    ['nothing', { name: 'Ōsaka', colour: 'red' }],
    ['nothing', { accounts: [{ id: 'a-1', label: 'renamed' }] }],
    ['nothing', { safety: 'read-only' }],
    ['restart', { accounts: [{ id: 'a-1' }, { id: 'a-2' }] }],
    ['restart', { auth: { kind: 'basic', username: 'me' } }],
    ['restart', { headers: { 'X-Extra': '1' } }],
    ['restart', { tls: { allowSelfSigned: true } }],
    ['restart', { proxy: { kind: 'http', url: 'http://proxy:3128' } }],
    ['restart', { polling: { paused: true } }],
    ['replace', { url: 'http://other/api' }],
  ])('is %s after %j', (effect, fields) => {
    expect(effectOf(profile({}), profile(fields))).toBe(effect);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datacenterIdSchema } from '#contract/ids.ts';
import { profileSchema } from '#contract/profile.ts';
import { aProfileView } from '#contract/testing/builders.ts';
import { checkDraft } from './check-draft.ts';
import { type Draft, draftOf, newDatacenterId, newDraft, newRow } from './draft.ts';

const errorsOf = (change: (draft: Draft) => void) => {
  const draft = draftOf(aProfileView());
  change(draft);
  const checked = checkDraft(draft);
  return checked.ok ? {} : Object.fromEntries(checked.error);
};

describe('a draft', () => {
  it('says the profile it was made of, whatever that holds', () => {
    const view = aProfileView({
      auth: { kind: 'basic', username: 'ops' },
      headers: { 'X-Site': 'tokyo' },
      tls: { ca: 'PEM', allowSelfSigned: true },
      proxy: { kind: 'http', url: 'http://proxy.example.com:3128', username: 'p' },
      polling: { paused: true, fastIntervalMs: 2_500 },
      safety: 'guarded',
      accounts: [{ id: 'a-shpoolxx', label: 'shared' }, { id: 'a-two' }],
    });

    expect(checkDraft(draftOf(view))).toEqual({ ok: true, value: { profile: view.profile, secrets: {} } });
  });

  it('of a new datacenter lacks only a name and an address', () => {
    const checked = checkDraft(newDraft(datacenterIdSchema.parse('dc-1'), 'green'));

    expect(checked.ok ? null : Object.fromEntries(checked.error)).toEqual({
      name: 'field.name',
      url: 'field.url',
    });
  });

  it.each<[string, (draft: Draft) => void, Record<string, string>]>([
    ['a blank name', (d) => (d.name = '  '), { name: 'field.name' }],
    ['another scheme', (d) => (d.url = 'ftp://x/api'), { url: 'field.url' }],
    ['a query', (d) => (d.url = 'http://x/api?a=1'), { url: 'field.urlParts' }],
    ['a user part', (d) => (d.url = 'http://me:pw@x/api'), { url: 'field.urlParts' }],
    ['no account', (d) => (d.accounts = []), { accounts: 'field.accounts' }],
    [
      'a wrong account',
      (d) => d.accounts.push({ row: newRow(), id: 'shpoolxx', label: '' }),
      { 'accounts.1.id': 'field.accountId' },
    ],
    [
      'an account twice',
      (d) => d.accounts.push({ row: newRow(), id: 'a-shpoolxx ', label: '' }),
      { 'accounts.1.id': 'field.accountTwice' },
    ],
    ['no user name', (d) => (d.auth = 'basic'), { username: 'field.username' }],
    [
      'a header that Nori sets',
      (d) => d.headers.push({ row: newRow(), name: 'X-VDC-Account-UUID', value: 'a-x' }),
      { 'headers.0.name': 'field.headerReserved' },
    ],
    [
      'a header twice',
      (d) => d.headers.push({ row: 1, name: 'X-A', value: '1' }, { row: 2, name: 'x-a', value: '2' }),
      { 'headers.1.name': 'field.headerTwice' },
    ],
    [
      'a wrong proxy',
      (d) => Object.assign(d, { proxy: 'http', proxyUrl: 'proxy:3128' }),
      { proxyUrl: 'field.proxyUrl' },
    ],
    ['too short an interval', (d) => (d.fastInterval = '1'), { fastInterval: 'field.fastInterval' }],
    ['an interval that is none', (d) => (d.slowInterval = 'often'), { slowInterval: 'field.slowInterval' }],
    ['an empty interval', (d) => (d.requestTimeout = ''), { requestTimeout: 'field.requestTimeout' }],
  ])('says what is wrong with %s, at its field', (_, change, errors) => {
    expect(errorsOf(change)).toEqual(errors);
  });

  it('sends a secret only when one was typed or is to be cleared', () => {
    const draft = draftOf(aProfileView());
    draft.secrets = {
      password: { kind: 'set', value: 'hunter2' },
      token: { kind: 'set', value: '' },
      clientKey: { kind: 'clear' },
      proxyPassword: { kind: 'keep' },
    };

    const checked = checkDraft(draft);

    expect(checked.ok && checked.value.secrets).toEqual({ password: 'hunter2', clientKey: null });
  });
});

it('never finds an id for a new datacenter that another has', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 8 }).map((n) => `dc-${String(n)}`)), (taken) => {
      const id = newDatacenterId(new Set(taken));
      expect(taken).not.toContain(id);
      expect(profileSchema.unwrap().shape.id.safeParse(id).success).toBe(true);
    }),
  );
});

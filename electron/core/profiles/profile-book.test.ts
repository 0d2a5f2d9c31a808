import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileSchema } from '#contract/profile.ts';
import { emptyProfilesFile, type ProfileEntry, profilesFileSchema } from '#contract/profile-file.ts';
import { osaka } from '../../../testing/stored-records.ts';
import {
  profileOf,
  profilesOf,
  readProfilesFile,
  toProfilesFile,
  withoutProfile,
  withProfile,
} from './profile-book.ts';

const byHand = { name: 'Tokyo', url: 'http://tokyo:9001/api', accounts: ['a-shpoolxx'] };

const read = (...datacenters: ProfileEntry[]) =>
  readProfilesFile(profilesFileSchema.parse({ version: 1, datacenters }));

const aProfile = (id: string, fields: object = {}) =>
  profileSchema.parse({ id, name: id, url: `http://${id}/api`, accounts: [{ id: 'a-1' }], ...fields });

describe('reading profiles.json', () => {
  it('needs only a name, a URL and accounts', () => {
    const { book, notices } = read(byHand);

    expect(notices).toEqual([]);
    expect(profilesOf(book)).toEqual([
      profileSchema.parse({
        id: 'tokyo',
        name: 'Tokyo',
        url: 'http://tokyo:9001/api',
        accounts: [{ id: 'a-shpoolxx', label: '' }],
      }),
    ]);
  });

  it('gives datacenters without id or colour different ones', () => {
    const { book } = read(byHand, { ...byHand, name: 'tokyo!' }, { ...byHand, name: 'Kyoto', id: 'tokyo-2' });

    const profiles = profilesOf(book);

    expect(profiles.map((profile) => profile.id)).toEqual(['tokyo', 'tokyo-3', 'tokyo-2']);
    expect(new Set(profiles.map((profile) => profile.colour)).size).toBe(3);
  });

  it.each([
    ['url', { ...byHand, url: 'http://me:hunter2@tokyo/api' }],
    ['url', { ...byHand, url: 'hunter2' }],
    ['accounts.0.id', { ...byHand, accounts: ['hunter2'] }],
    ['accounts', { ...byHand, accounts: ['a-1', 'a-1'] }],
    ['accounts', { ...byHand, accounts: [] }],
    ['name', { url: byHand.url, accounts: byHand.accounts, id: 'nameless' }],
    ['name', { ...byHand, name: 'OSAKA', id: 'osaka-2' }],
    ['id', { ...byHand, id: 'osaka' }],
    ['polling.fastIntervalMs', { ...byHand, polling: { fastIntervalMs: 'hunter2' } }],
    ['', 'hunter2'],
  ])('reports a wrong %s without its value, keeps the entry and the others', (field, wrong) => {
    const { book, notices } = read(aProfile('osaka', { name: 'Osaka' }), wrong, { ...byHand, name: 'Kyoto' });

    expect(profilesOf(book).map((profile) => profile.id)).toEqual(['osaka', 'kyoto']);
    expect(notices).toMatchObject([{ code: 'profile/invalid', details: { entry: 2, field } }]);
    expect(JSON.stringify(notices)).not.toContain('hunter2');
    expect(toProfilesFile(book).datacenters[1]).toEqual(wrong);
  });

  it('never throws and never loses an unreadable entry, whatever JSON it is given', () => {
    const entry = fc.oneof(
      fc.jsonValue(),
      fc.constant(byHand),
      fc.record({ name: fc.jsonValue(), url: fc.webUrl(), accounts: fc.jsonValue() }),
    );
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), (entries) => {
        const datacenters = JSON.parse(JSON.stringify(entries)) as ProfileEntry[];
        const { book, notices } = read(...datacenters);

        const kept = toProfilesFile(book).datacenters;

        expect(kept).toHaveLength(datacenters.length);
        expect(profilesOf(book).length + notices.length).toBe(datacenters.length);
        for (const entry of book.entries)
          if (entry.kind === 'unreadable') expect(datacenters).toContainEqual(entry.entry);
      }),
    );
  });

  it('keeps even a field that JavaScript takes for the prototype', () => {
    const text = '{"name":[],"accounts":[{"__proto__":0}]}';
    const { book } = read(JSON.parse(text) as ProfileEntry);

    expect(JSON.stringify(toProfilesFile(book).datacenters[0])).toBe(text);
  });

  it('reads back what it writes', () => {
    const { book } = read(aProfile('osaka'), { broken: true }, byHand);

    const again = readProfilesFile(
      profilesFileSchema.parse(JSON.parse(JSON.stringify(toProfilesFile(book)))),
    );

    expect(again.book).toEqual(book);
  });
});

describe('changing profiles', () => {
  const { book } = read(aProfile('osaka'), { broken: true }, aProfile('tokyo'));

  it('replaces a profile in its place, with its URL normalised', () => {
    const saved = withProfile(book, aProfile('osaka', { url: 'http://OSAKA:80/api/' }));

    if (!saved.ok) throw new Error(saved.error.message);
    expect(saved.value.profile.url).toBe('http://osaka/api');
    expect(profilesOf(saved.value.book).map((profile) => profile.id)).toEqual(['osaka', 'tokyo']);
    expect(profileOf(saved.value.book, osaka)).toEqual(saved.value.profile);
  });

  it('refuses the name of another datacenter in any case, but not its own', () => {
    expect(withProfile(book, aProfile('kobe', { name: ' TOKYO ' }))).toMatchObject({
      ok: false,
      error: { code: 'profile/name-taken', details: { field: 'name' } },
    });
    expect(withProfile(book, aProfile('tokyo', { name: 'Tokyo' })).ok).toBe(true);
  });

  it('keeps unreadable entries over every change', () => {
    const without = withoutProfile(book, osaka);

    expect(toProfilesFile(without).datacenters).toEqual([{ broken: true }, aProfile('tokyo')]);
  });

  it('starts empty', () => {
    expect(readProfilesFile(emptyProfilesFile)).toEqual({ book: { entries: [], origins: {} }, notices: [] });
  });
});

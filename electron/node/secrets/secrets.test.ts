import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SecretStore } from '#core/ports/secrets.ts';
import { FakeSecretStore } from '../../../testing/fake-secret-store.ts';
import { osaka, tokyo } from '../../../testing/stored-records.ts';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';
import { type Cipher, encryptedFileSecrets } from './encrypted-file-secrets.ts';
import { memorySecrets } from './memory-secrets.ts';

/** Stands in for the keychain: unlocks only what was locked with the same key. */
const fakeCipher = (key: number): Cipher => ({
  encrypt: (text) => Uint8Array.from([key, ...Buffer.from(text)].map((byte) => byte ^ key)),
  decrypt: (locked) => {
    const [mark, ...bytes] = [...locked].map((byte) => byte ^ key);
    if (mark !== key) throw new Error('Error while decrypting the ciphertext');
    return Buffer.from(bytes).toString('utf8');
  },
});

const now = () => Date.UTC(2026, 1, 3, 4, 5, 6);
const asideName = 'secrets.corrupt-2026-02-03T04-05-06Z.json';
const newFile = (): string => path.join(temporaryFolder(), 'secrets.json');
const openedAt = (file: string, key = 7) => encryptedFileSecrets({ path: file, now, ...fakeCipher(key) });

const stores: readonly (readonly [string, () => Promise<SecretStore>])[] = [
  ['memory', () => Promise.resolve(memorySecrets())],
  ['the encrypted file', async () => (await openedAt(newFile())).store],
  ['the fake', () => Promise.resolve(new FakeSecretStore())],
];

describe.each(stores)('secrets in %s', (_name, open) => {
  it('are none at first', async () => {
    expect(await (await open()).get(osaka)).toEqual({});
  });

  it('are set, kept and cleared one by one', async () => {
    const store = await open();
    await store.set(osaka, { password: 'p1', token: 't1' });
    await store.set(tokyo, { password: 'other' });

    await store.set(osaka, { token: null, clientKey: 'k1' });

    expect(await store.get(osaka)).toEqual({ password: 'p1', clientKey: 'k1' });
    expect(await store.get(tokyo)).toEqual({ password: 'other' });
  });

  it('are forgotten a datacenter at a time', async () => {
    const store = await open();
    await store.set(osaka, { password: 'p1' });
    await store.set(tokyo, { password: 'p2' });

    await store.forget(osaka);
    await store.forget(osaka);

    expect([await store.get(osaka), await store.get(tokyo)]).toEqual([{}, { password: 'p2' }]);
  });
});

describe('the encrypted file', () => {
  it('brings the secrets back', async () => {
    const file = newFile();
    const first = await openedAt(file);
    await Promise.all([
      first.store.set(osaka, { password: 'パスワード' }),
      first.store.set(tokyo, { clientKey: '-----BEGIN PRIVATE KEY-----' }),
    ]);

    const { store, notices } = await openedAt(file);

    expect([store.persists, notices]).toEqual([true, []]);
    expect(await store.get(osaka)).toEqual({ password: 'パスワード' });
    expect(await store.get(tokyo)).toEqual({ clientKey: '-----BEGIN PRIVATE KEY-----' });
  });

  it('holds no secret and no name in plain text, for its owner alone, and no version before', async () => {
    const file = newFile();
    const { store } = await openedAt(file);
    await store.set(osaka, { password: 'hunter2' });
    await store.set(osaka, { password: 'hunter3' });

    const text = readFileSync(file, 'utf8');
    const unlocked = Buffer.from((JSON.parse(text) as { locked: string }).locked, 'base64').toString(
      'latin1',
    );

    expect(text + unlocked).not.toMatch(/hunter|osaka|password/);
    expect(readdirSync(path.dirname(file))).toEqual(['secrets.json']);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['locked with another key', null],
    ['no JSON', 'garbage'],
    ['cut off', '{"version":1,"locked":"AAA'],
    ['of the wrong shape', '{"version":1}'],
  ])('is set aside, with a notice, when it is %s', async (_name, contents) => {
    const file = newFile();
    await (await openedAt(file, 7)).store.set(osaka, { password: 'p' });
    if (contents !== null) writeFileSync(file, contents);

    const { store, notices } = await openedAt(file, 8);

    expect(notices).toMatchObject([
      { code: 'secret/unavailable', details: { file: 'secrets.json', setAside: asideName } },
    ]);
    expect([await store.get(osaka), existsSync(file)]).toEqual([{}, false]);
    await store.set(osaka, { password: 'typed again' });
    expect(await (await openedAt(file, 8)).store.get(osaka)).toEqual({ password: 'typed again' });
    expect(readdirSync(path.dirname(file)).sort()).toEqual([asideName, 'secrets.json']);
  });

  it('of a later version is left alone, and secrets then live in memory', async () => {
    const file = newFile();
    const later = '{"version":2,"locked":"AAAA"}';
    writeFileSync(file, later);

    const { store, notices } = await openedAt(file);
    await store.set(osaka, { password: 'p' });

    expect(notices).toMatchObject([{ code: 'file/newer-version' }]);
    expect([store.persists, readFileSync(file, 'utf8')]).toEqual([false, later]);
  });

  it('that can not be read is left alone, and secrets then live in memory', async () => {
    const file = newFile();
    mkdirSync(file);

    const { store, notices } = await openedAt(file);

    expect(notices).toMatchObject([{ code: 'secret/unavailable', details: { reason: 'EISDIR' } }]);
    expect(store.persists).toBe(false);
  });

  it('that can not be written rejects, keeps the secret for this run, and takes the next', async () => {
    const file = newFile();
    const { store } = await openedAt(file);
    mkdirSync(file);

    await expect(store.set(osaka, { password: 'p' })).rejects.toThrow();

    expect(await store.get(osaka)).toEqual({ password: 'p' });
    expect(readdirSync(path.dirname(file))).toEqual(['secrets.json']);
  });
});

import { describe, expect, it } from 'vitest';
import { keepsSecrets } from './keychain.ts';

const keychain = (available: boolean, backend = 'gnome_libsecret') => ({
  isEncryptionAvailable: () => available,
  getSelectedStorageBackend: () => backend,
});

describe("the system's keychain", () => {
  it('keeps secrets where it is there', () => {
    expect(keepsSecrets(keychain(true), 'linux')).toBe(true);
    expect(keepsSecrets(keychain(true, 'kwallet6'), 'linux')).toBe(true);
    expect(keepsSecrets(keychain(true, 'not asked'), 'darwin')).toBe(true);
    expect(keepsSecrets(keychain(true, 'not asked'), 'win32')).toBe(true);
  });

  it('does not where there is none, nor where the key is known to everybody', () => {
    expect(keepsSecrets(keychain(false), 'darwin')).toBe(false);
    expect(keepsSecrets(keychain(false), 'linux')).toBe(false);
    expect(keepsSecrets(keychain(true, 'basic_text'), 'linux')).toBe(false);
    expect(keepsSecrets(keychain(true, 'unknown'), 'linux')).toBe(false);
  });
});

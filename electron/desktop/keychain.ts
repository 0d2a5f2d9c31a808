/** What must be known of Electron's `safeStorage` to trust it with secrets. */
export interface Keychain {
  isEncryptionAvailable(): boolean;
  /** Linux only. */
  getSelectedStorageBackend(): string;
}

/**
 * Whether secrets may be written to disk: only where the system's own keychain holds the key. On Linux without
 * one, Electron still "encrypts", with a key that everybody knows (`basic_text`).
 */
export function keepsSecrets(keychain: Keychain, platform: NodeJS.Platform): boolean {
  if (!keychain.isEncryptionAvailable()) return false;
  if (platform !== 'linux') return true;
  const backend = keychain.getSelectedStorageBackend();
  return backend !== 'basic_text' && backend !== 'unknown';
}

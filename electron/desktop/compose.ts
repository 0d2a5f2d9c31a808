import { safeStorage } from 'electron';
import type { Result } from '#contract/result.ts';
import type { HostOptions } from '#node/host-options.ts';
import { type RunningEngine, startEngine } from '#node/running-engine.ts';
import { keepsSecrets } from './keychain.ts';

/** Starts the desktop's engine. Secrets go to disk under the system's keychain, or nowhere but memory. */
export const compose = (options: HostOptions, version: string): Promise<Result<RunningEngine>> =>
  startEngine({
    ...options,
    host: 'desktop',
    version,
    secrets: keepsSecrets(safeStorage, process.platform)
      ? {
          encrypt: (text) => safeStorage.encryptString(text),
          decrypt: (locked) => safeStorage.decryptString(Buffer.from(locked)),
        }
      : 'memory',
  });

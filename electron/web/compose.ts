import { readFileSync } from 'node:fs';
import type { Result } from '#contract/result.ts';
import type { HostOptions } from '#node/host-options.ts';
import { type RunningEngine, startEngine } from '#node/running-engine.ts';

/** Starts the loopback host's engine. A browser brings no keychain, so secrets live in memory. */
export const compose = (options: HostOptions): Promise<Result<RunningEngine>> =>
  startEngine({ ...options, host: 'web', secrets: 'memory', version: ownVersion() });

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const isVersioned = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isVersioned ? String(manifest.version) : 'unknown';
}

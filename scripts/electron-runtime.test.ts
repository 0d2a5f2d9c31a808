import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { electronRuntime } from './electron-runtime.mjs';

// A shell script stands in for Electron's executable; there is none on Windows.
describe.skipIf(process.platform !== 'linux')('the runtime of ELECTRON_OVERRIDE_DIST_PATH', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'nori-electron-'));
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  const install = (script: string) => {
    const executable = path.join(folder, 'electron');
    writeFileSync(executable, `#!/bin/sh\n${script}\n`);
    chmodSync(executable, 0o755);
    return executable;
  };

  it('is used where it runs', async () => {
    const executable = install('test "$ELECTRON_RUN_AS_NODE" = 1');

    expect(await electronRuntime({ retryNow: false })).toEqual({ executable });
  });

  it('is refused with its own words where the system lacks what it needs', async () => {
    install('echo "error while loading shared libraries: libgtk-3.so.0" >&2; exit 127');

    expect(await electronRuntime({ retryNow: false })).toEqual({
      problem: expect.stringContaining('libgtk-3.so.0') as string,
    });
  });

  it('is missed where the folder holds none, and not fetched in its stead', async () => {
    expect(await electronRuntime({ retryNow: true })).toEqual({
      problem: expect.stringContaining('ELECTRON_OVERRIDE_DIST_PATH') as string,
    });
  });
});

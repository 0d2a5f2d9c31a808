import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultDataDir, type Machine, pickHostOptions } from './host-options.ts';

const machine = (fields: Partial<Machine> = {}): Machine => ({
  platform: 'linux',
  env: {},
  home: '/home/ann',
  ...fields,
});

describe('the default data folder', () => {
  it.each([
    ['linux', {}, '/home/ann/.local/share/nori'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/nori'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/ann/.local/share/nori'],
    ['darwin', {}, '/home/ann/Library/Application Support/Nori'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/Nori'],
  ] as const)('follows the custom of %s %j', (platform, env, expected) => {
    expect(defaultDataDir(machine({ platform, env }), false)).toBe(expected);
  });

  it('is another one for the demo, so that it never touches real profiles', () => {
    expect(defaultDataDir(machine(), true)).toBe('/home/ann/.local/share/nori-demo');
  });
});

describe('the options among those of Electron and Chromium', () => {
  it('are found wherever they stand', () => {
    const args = ['--no-sandbox', '.', '--data-dir', 'here', '--enable-features=X', '--demo', 'file.txt'];

    expect(pickHostOptions(args, machine())).toEqual({
      dataDir: path.resolve('here'),
      demo: true,
      verbose: false,
    });
  });

  it('default when absent or without a value', () => {
    const defaults = { dataDir: '/home/ann/.local/share/nori', demo: false, verbose: false };

    expect(pickHostOptions([], machine())).toEqual(defaults);
    expect(pickHostOptions(['--data-dir'], machine())).toEqual(defaults);
    expect(pickHostOptions(['--data-dir='], machine())).toEqual(defaults);
  });
});

import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWebArgs } from './web-args.ts';

const read = (...args: string[]) => readWebArgs(args, { platform: 'linux', env: {}, home: '/home/ann' });

describe("the web host's command line", () => {
  it('may be empty', () => {
    expect(read()).toEqual({
      kind: 'run',
      options: { dataDir: '/home/ann/.local/share/nori', demo: false, verbose: false },
      port: 0,
      pageDir: path.resolve('out/renderer'),
    });
  });

  it('says where, on which port and how', () => {
    expect(read('--data-dir', '/data', '--port=8080', '--demo', '--verbose', '--page=/page')).toEqual({
      kind: 'run',
      options: { dataDir: '/data', demo: true, verbose: true },
      port: 8080,
      pageDir: '/page',
    });
  });

  it.each([['65536'], ['-1'], ['1e3'], ['0x10'], [''], ['http'], ['99999999999999999999']])(
    'refuses the port %j',
    (port) => {
      expect(read(`--port=${port}`)).toEqual({
        kind: 'wrong',
        why: `--port is a number from 0 to 65535, not '${port}'`,
      });
    },
  );

  it.each([
    [['--data-dir'], "'--data-dir"],
    [['--data-dir='], '--data-dir needs a folder'],
    [['--prot', '1'], "'--prot'"],
    [['--demo=yes'], '--demo'],
    [['surplus'], "'surplus'"],
  ])('says what is wrong with %j', (args, words) => {
    const answer = read(...args);

    expect(answer).toMatchObject({ kind: 'wrong' });
    expect(answer.kind === 'wrong' && answer.why).toContain(words);
  });

  it('helps', () => {
    expect(read('--help', '--port', '1')).toEqual({ kind: 'help' });
  });
});

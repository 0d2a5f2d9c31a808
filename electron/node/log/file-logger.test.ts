import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';
import { fileLogger } from './file-logger.ts';

const now = () => Date.UTC(2026, 1, 3, 4, 5, 6, 7);
const at = '2026-02-03T04:05:06.007Z';
const newFile = (): string => path.join(temporaryFolder(), 'nori.log');
const linesOf = (file: string): unknown[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describe('the log file', () => {
  it('holds an event a line, with its fields', () => {
    const file = newFile();
    const logger = fileLogger({ path: file, now });

    logger.info('engine.started', { datacenters: 3, demo: false });
    logger.warn('poll.failed', { code: 'endpoint/timeout', text: 'two\nlines', none: null });

    expect(linesOf(file)).toEqual([
      { at, level: 'info', event: 'engine.started', datacenters: 3, demo: false },
      {
        at,
        level: 'warn',
        event: 'poll.failed',
        code: 'endpoint/timeout',
        text: 'two\nlines',
        none: null,
      },
    ]);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('keeps the stack of a bug, its causes, and the id that was answered', () => {
    const file = newFile();
    const cause = new TypeError('inner');

    const id = fileLogger({ path: file, now }).bug('poller', new Error('outer', { cause }), {
      datacenterId: 'x',
    });

    expect(id).toMatch(/^[0-9a-f]{8}$/);
    expect(linesOf(file)).toEqual([
      {
        at,
        level: 'bug',
        event: 'poller',
        datacenterId: 'x',
        id,
        stack: expect.stringMatching(/Error: outer\n +at .*caused by: TypeError: inner\n +at /s) as string,
      },
    ]);
  });

  it('keeps user names, passwords and queries of addresses out of a stack', () => {
    const file = newFile();

    fileLogger({ path: file }).bug(
      'x',
      new Error("Invalid URL 'http://admin:s3cret@host/api?token=t0ken' seen"),
    );

    const text = readFileSync(file, 'utf8');
    expect(text).toContain("'http://host/api' seen");
    expect(text).not.toMatch(/s3cret|t0ken|admin/);
  });

  it.each([
    [undefined, ''],
    ['a text', 'a text'],
    [Object.create(null), 'a value without a text'],
  ])('takes whatever was thrown: %j', (thrown: unknown, stack) => {
    const file = newFile();

    fileLogger({ path: file, now }).bug('x', thrown);

    expect(linesOf(file)).toMatchObject([{ stack }]);
  });

  it('cuts a field that is too long to be an id, a host or a code', () => {
    const file = newFile();

    fileLogger({ path: file, now }).info('x', { field: 'y'.repeat(5_000) });

    expect(linesOf(file)).toEqual([{ at, level: 'info', event: 'x', field: 'y'.repeat(1_000) }]);
  });

  it('lets no field pass for the event itself', () => {
    const file = newFile();

    fileLogger({ path: file, now }).info('real', { event: 'forged', level: 'bug', at: 'never' });

    expect(linesOf(file)).toEqual([{ at, level: 'info', event: 'real' }]);
  });

  it('goes on in a new file when full, keeping one before it', () => {
    const file = newFile();
    const logger = fileLogger({ path: file, maxBytes: 1_000, now });

    for (let number = 0; number < 100; number++) logger.info('counted', { number });

    expect(readdirSync(path.dirname(file)).sort()).toEqual(['nori.1.log', 'nori.log']);
    const kept = [...linesOf(file.replace('.log', '.1.log')), ...linesOf(file)];
    expect(kept.at(-1)).toMatchObject({ number: 99 });
    expect(statSync(file).size).toBeLessThanOrEqual(1_000);
    expect(kept.map((line) => (line as { number: number }).number)).toEqual(
      Array.from({ length: kept.length }, (_, index) => 100 - kept.length + index),
    );
  });

  it('goes on where an earlier run ended', () => {
    const file = newFile();
    fileLogger({ path: file, now }).info('first');

    fileLogger({ path: file, now }).info('second');

    expect(linesOf(file)).toMatchObject([{ event: 'first' }, { event: 'second' }]);
  });
});

it('mirrors every line where it is told to', () => {
  const lines: string[] = [];
  const logger = fileLogger({ path: newFile(), now, mirror: (line) => lines.push(line) });

  logger.info('engine.started');

  expect(lines).toEqual([`${JSON.stringify({ at, level: 'info', event: 'engine.started' })}\n`]);
});

it('throws never: not without a folder, not with a broken mirror', () => {
  const file = newFile();
  rmSync(path.dirname(file), { recursive: true });
  const mirror = () => {
    throw new Error('EPIPE');
  };

  const id = fileLogger({ path: file, mirror }).bug('x', new Error('y'));

  expect(id).toMatch(/^[0-9a-f]{8}$/);
});

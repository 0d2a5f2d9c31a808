import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';
import { runUntilKilled } from '../../../testing/until-killed.ts';
import { jsonDocument, type JsonDocumentOptions } from './json-document.ts';

const schema = z.object({ version: z.literal(1), names: z.array(z.string()) });
type Names = z.infer<typeof schema>;
const fallback: Names = { version: 1, names: [] };
const one: Names = { version: 1, names: ['one'] };
const two: Names = { version: 1, names: ['one', 'two 日本'] };

const newFile = (): string => path.join(temporaryFolder(), 'names.json');
const now = () => Date.UTC(2026, 1, 3, 4, 5, 6);
const asideName = 'names.corrupt-2026-02-03T04-05-06Z.json';

const documentAt = (file: string, options: Partial<JsonDocumentOptions<Names>> = {}) =>
  jsonDocument<Names>({ path: file, schema, fallback, now, ...options });

describe('a document', () => {
  it('is its fallback where there is no file, and makes none by being read', async () => {
    const file = newFile();

    expect(await documentAt(file).load()).toEqual({ value: fallback, notices: [] });
    expect(readdirSync(path.dirname(file))).toEqual([]);
  });

  it('comes back as it was saved, and keeps the version before', async () => {
    const file = newFile();
    const document = documentAt(file);

    expect(await document.save(one)).toEqual({ ok: true, value: null });
    expect(await document.save(two)).toEqual({ ok: true, value: null });

    expect(await documentAt(file).load()).toEqual({ value: two, notices: [] });
    expect(JSON.parse(readFileSync(file.replace('.json', '.previous.json'), 'utf8'))).toEqual(one);
    expect(readdirSync(path.dirname(file)).sort()).toEqual(['names.json', 'names.previous.json']);
  });

  it('is readable to its owner alone, in a folder that is made when missing', async () => {
    const file = path.join(temporaryFolder(), 'new', 'names.json');

    await documentAt(file).save(one);

    if (process.platform === 'win32') return;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
  });

  it('ends as the last of many saves asked for at once', async () => {
    const file = newFile();
    const document = documentAt(file);

    const saves = Array.from({ length: 20 }, (_, index) =>
      document.save({ version: 1, names: [String(index)] }),
    );
    const answers = await Promise.all(saves);

    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect((await document.load()).value.names).toEqual(['19']);
    expect(readFileSync(file.replace('.json', '.previous.json'), 'utf8')).toContain('"18"');
  });

  it('reads what people write by hand: a byte order mark, Windows line ends, no line end', async () => {
    const file = newFile();
    writeFileSync(file, '\uFEFF{\r\n  "version": 1,\r\n  "names": ["one"]\r\n}');

    expect(await documentAt(file).load()).toEqual({ value: one, notices: [] });
  });

  it('sweeps up what a crash in the middle of a save left', async () => {
    const file = newFile();
    const folder = path.dirname(file);
    await documentAt(file).save(one);
    for (const name of ['.names.json.123-4.tmp', '.names.previous.json.123-5.tmp', '.other.json.1-1.tmp'])
      writeFileSync(path.join(folder, name), 'half');

    await documentAt(file).load();

    expect(readdirSync(folder).sort()).toEqual(['.other.json.1-1.tmp', 'names.json']);
  });
});

describe('a corrupt document', () => {
  const corruptions: readonly (readonly [string, string | Uint8Array])[] = [
    ['an empty file', ''],
    ['half a file', '{"version": 1, "names": ["on'],
    ['a forgotten comma', '{"version": 1 "names": []}'],
    ['the wrong shape', '{"version": 1, "names": [7]}'],
    ['no UTF-8', Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d)],
  ];

  it.each(corruptions)('is set aside, and the fallback used: %s', async (_name, contents) => {
    const file = newFile();
    writeFileSync(file, contents);
    const document = documentAt(file);

    const { value, notices } = await document.load();

    expect(value).toEqual(fallback);
    expect(notices).toMatchObject([
      { code: 'file/corrupt', details: { file: 'names.json', setAside: asideName, restored: false } },
    ]);
    expect(readdirSync(path.dirname(file))).toEqual([asideName]);
    expect(readFileSync(path.join(path.dirname(file), asideName))).toEqual(Buffer.from(contents));
    expect(await document.save(one)).toEqual({ ok: true, value: null });
    expect(await documentAt(file).load()).toEqual({ value: one, notices: [] });
  });

  it('is restored from the version before it when that is good', async () => {
    const file = newFile();
    const document = documentAt(file);
    await document.save(one);
    await document.save(two);
    writeFileSync(file, 'garbage');

    const { value, notices } = await documentAt(file).load();

    expect(value).toEqual(one);
    expect(notices).toMatchObject([{ code: 'file/corrupt', details: { restored: true } }]);
    expect(await documentAt(file).load()).toEqual({ value: one, notices: [] });
  });

  it('is not restored from a version before it that is corrupt too', async () => {
    const file = newFile();
    writeFileSync(file, 'garbage');
    writeFileSync(file.replace('.json', '.previous.json'), 'garbage as well');

    const { value, notices } = await documentAt(file).load();

    expect(value).toEqual(fallback);
    expect(notices).toMatchObject([{ code: 'file/corrupt', details: { restored: false } }]);
  });
});

describe('a document that may not be written', () => {
  it('stays untouched when a later version wrote it', async () => {
    const file = newFile();
    const later = '{"version": 2, "names": {"first": "one"}}';
    writeFileSync(file, later);
    const document = documentAt(file);

    const { value, notices } = await document.load();
    const saved = await document.save(one);

    expect(value).toEqual(fallback);
    expect(notices).toMatchObject([{ code: 'file/newer-version', details: { found: 2, known: 1 } }]);
    expect(saved).toEqual({ ok: false, error: notices[0] });
    expect(readFileSync(file, 'utf8')).toBe(later);
    expect(readdirSync(path.dirname(file))).toEqual(['names.json']);
  });

  it('answers so, and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const blocked = path.join(folder, 'blocked');
    writeFileSync(blocked, 'a file where a folder should be');

    const saved = await documentAt(path.join(blocked, 'names.json')).save(one);

    expect(saved).toMatchObject({ ok: false, error: { code: 'file/unwritable' } });
    expect(readdirSync(folder)).toEqual(['blocked']);
  });

  it('stays untouched when it can not even be read', async () => {
    const file = newFile();
    mkdirSync(file);
    const document = documentAt(file);

    const { notices } = await document.load();

    expect(notices).toMatchObject([{ code: 'file/unwritable', details: { reason: 'EISDIR' } }]);
    expect((await document.save(one)).ok).toBe(false);
  });

  it('is tried again while something else holds it for a moment', async () => {
    const file = newFile();
    const failures = ['EPERM', 'EBUSY', 'EACCES'];
    const renameFile = ((from: string, to: string) => {
      const code = failures.shift();
      return code === undefined ? rename(from, to) : Promise.reject(Object.assign(new Error(code), { code }));
    }) as typeof rename;

    expect((await documentAt(file, { renameFile }).save(one)).ok).toBe(true);

    expect(failures).toEqual([]);
    expect((await documentAt(file).load()).value).toEqual(one);
  });

  it('keeps the old contents, and no temporary file, when the rename fails for good', async () => {
    const file = newFile();
    await documentAt(file).save(one);
    const renameFile = (() =>
      Promise.reject(Object.assign(new Error('no space'), { code: 'ENOSPC' }))) as typeof rename;
    const document = documentAt(file, { renameFile });

    const saved = await document.save(two);

    expect(saved).toMatchObject({
      ok: false,
      error: { code: 'file/unwritable', details: { reason: 'ENOSPC' } },
    });
    expect(readdirSync(path.dirname(file))).toEqual(['names.json']);
    expect((await document.load()).value).toEqual(one);
  });

  it('takes the next save after one that failed', async () => {
    const file = newFile();
    const document = documentAt(file);
    mkdirSync(file);
    expect((await document.save(one)).ok).toBe(false);
    renameSync(file, `${file}.moved`);

    expect((await document.save(two)).ok).toBe(true);
  });
});

it('is whole, and as new as the last acknowledged save, after each of 8 kills', async () => {
  const saving = path.resolve(import.meta.dirname, '../../../testing/saving-forever.ts');
  const file = newFile();
  const numbers = z.object({ number: z.number(), filler: z.string().length(200_000) });
  for (let kill = 0; kill < 8; kill++) {
    const written = await runUntilKilled(saving, [file], { lines: 2 + kill, delayMs: Math.random() * 10 });
    const document = jsonDocument({ path: file, schema: numbers, fallback: { number: -1, filler: '' } });

    const { value, notices } = await document.load();

    expect(notices).toEqual([]);
    expect(value.number).toBeGreaterThanOrEqual(Number(written.at(-1)));
    expect(readdirSync(path.dirname(file)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  }
});

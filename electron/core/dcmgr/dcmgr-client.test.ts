import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountId } from '#contract/ids.ts';
import { resourceKinds } from '#contract/resource-kind.ts';
import { answersJson, FakeHttp, type Script, type ScriptedAnswer } from '../../../testing/fake-http.ts';
import { recordedDocuments, recordings } from '../../../testing/recordings.ts';
import { dcmgrReasons } from '#contract/errors.ts';
import { createDcmgrClient } from './dcmgr-client.ts';

const account = 'a-demoacct' as AccountId; // typed by a person in real life, and checked there
const never = new AbortController().signal;
const client = (script: Script | ScriptedAnswer) => {
  const http = new FakeHttp(typeof script === 'function' ? script : () => script);
  return { http, ...createDcmgrClient({ http, timeoutMs: 1_000 }) };
};
const firstPage = { kind: 'instances' as const, account, start: 0, limit: 5 };
const page = (answer: ScriptedAnswer, request = firstPage) => client(answer).page(request, never);
const html = (status: number, body = '<h1>Internal Server Error</h1>'): ScriptedAnswer => ({
  kind: 'answers',
  status,
  headers: { 'Content-Type': 'text/html;charset=utf-8', 'X-VDC-Request-ID': 'ab12' },
  body,
});
const json = (body: string | Uint8Array, status = 200): ScriptedAnswer => ({
  kind: 'answers',
  status,
  headers: { 'Content-Type': 'application/json' },
  body,
});
const codeOf = async (answer: ScriptedAnswer) => {
  const result = await page(answer);
  return result.ok ? 'ok' : result.error.error.code;
};
const instance = recordedDocuments().find(({ kind }) => kind === 'instances')?.document ?? {};
const index = (results: readonly unknown[]) => [{ owner_total: results.length, start: 0, limit: 5, results }];

/** The text as bytes, with one that is not UTF-8 wherever it says `?`. */
const withBadBytes = (text: string) =>
  new TextEncoder().encode(text).map((byte) => (byte === 0x3f ? 0xff : byte));

describe('bytes that are not UTF-8', () => {
  const second = { ...instance, id: 'i-2', hostname: 'd?b' };

  it('cost a list none of its records, and those that hold them are told', async () => {
    const body = withBadBytes(JSON.stringify(index([{ ...instance, id: 'i-1' }, second])));

    expect(await page(json(body))).toMatchObject({
      ok: true,
      value: {
        records: [{ id: 'i-1' }, { id: 'i-2', value: { hostname: 'd\ufffdb' } }],
        rejected: [],
        mended: [{ offset: 1, id: 'i-2', error: { code: 'record/bad-encoding', details: { id: 'i-2' } } }],
      },
    });
  });

  it('keep a record out whose id they are in, and that one only', async () => {
    const body = withBadBytes(
      JSON.stringify(
        index([
          { ...instance, id: 'i-?' },
          { ...instance, id: 'i-2' },
        ]),
      ),
    );

    expect(await page(json(body))).toMatchObject({
      ok: true,
      value: {
        records: [{ id: 'i-2' }],
        rejected: [{ offset: 0, id: null, error: { code: 'record/bad-encoding' } }],
        mended: [],
      },
    });
  });

  it('cost a record that is shown nothing but themselves', async () => {
    const { show } = client(json(withBadBytes(JSON.stringify(second))));

    expect(await show({ kind: 'instances', account, id: 'i-2' }, never)).toMatchObject({
      ok: true,
      value: { record: { value: { hostname: 'd\ufffdb' } } },
    });
  });

  it('are nothing to tell of where dcmgr itself sent a replacement character as text', async () => {
    const body = JSON.stringify(index([{ ...instance, hostname: 'd\ufffdb' }]));

    expect(await page(json(body))).toMatchObject({ ok: true, value: { mended: [] } });
  });
});

describe('a page', () => {
  it('is asked for with the account, the offset and the limit', async () => {
    const { http, page: ask } = client(answersJson(index([])));

    await ask({ kind: 'host_nodes', account, start: 40, limit: 20 }, never);

    expect(http.seen).toMatchObject([
      { method: 'GET', path: '/host_nodes?start=40&limit=20', headers: { 'x-vdc-account-uuid': account } },
    ]);
  });

  it('brings records, totals and what was measured', async () => {
    const recorded = recordings().find(({ name }) => name === 'second page');
    const { body = '', headers = {} } = recorded?.response ?? {};

    const result = await page({ kind: 'answers', headers, body }, {
      ...firstPage,
      start: 5,
    } as typeof firstPage);

    expect(result).toMatchObject({
      ok: true,
      value: {
        start: 5,
        ownerTotal: 57,
        count: 5,
        rejected: [],
        mended: [],
        exchange: {
          bytes: new TextEncoder().encode(body).length,
          serverTime: Date.parse(headers['Date'] ?? ''),
          requestId: headers['X-VDC-Request-ID'],
        },
      },
    });
    expect(result.ok && result.value.records).toHaveLength(5);
  });

  it.each([
    ['bare, as the wiki has it', { owner_total: 1, start: 0, limit: 5, results: [instance] }],
    ['with result for results', [{ owner_total: 1, start: 0, limit: 5, result: [instance] }]],
    ['with total for owner_total', [{ total: 1, start: 0, limit: 5, results: [instance] }]],
    ['without start and limit', [{ owner_total: 1, results: [instance] }]],
  ])('is understood %s', async (_how, answer) => {
    expect(await page(answersJson(answer))).toMatchObject({
      ok: true,
      value: { ownerTotal: 1, start: 0, count: 1, records: [{ id: instance['id'] }] },
    });
  });

  it('keeps its good records when one is malformed, of another kind or no record', async () => {
    const bad = { ...instance, id: 'i-bad00000', state: 4 };
    const foreign = { ...instance, id: 'vol-00000000' };
    const answer = [{ owner_total: 9, start: 20, results: [bad, instance, foreign, null, instance] }];

    const result = await page(answersJson(answer));

    expect(result).toMatchObject({
      ok: true,
      value: {
        count: 5,
        records: [{ id: instance['id'] }],
        rejected: [
          { offset: 20, id: 'i-bad00000', error: { code: 'record/malformed', details: { field: 'state' } } },
          { offset: 22, id: 'vol-00000000', error: { code: 'record/wrong-prefix' } },
          { offset: 23, id: null, error: { code: 'record/malformed' } },
          { offset: 24, id: instance['id'], error: { code: 'list/duplicate-id' } },
        ],
      },
    });
  });

  it('answers any JSON with a result, never an exception', async () => {
    const results = fc.array(fc.oneof(fc.jsonValue(), fc.constant(instance)));
    const anything = fc.oneof(
      fc.jsonValue(),
      fc
        .record({ owner_total: fc.jsonValue(), start: fc.jsonValue(), results })
        .map((envelope) => [envelope]),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...resourceKinds), anything, async (kind, answer) => {
        const result = await client(answersJson(answer)).page({ kind, account, start: 0, limit: 5 }, never);

        if (result.ok)
          expect(result.value.records.length + result.value.rejected.length).toBe(result.value.count);
        else expect(result.error.error.code).toBe('endpoint/wrong-shape');
      }),
    );
  });
});

describe('show', () => {
  const show = (id: string, answer: ScriptedAnswer = answersJson(instance)) => {
    const { http, show: ask } = client(answer);
    return { http, result: ask({ kind: 'instances', account, id }, never) };
  };

  it('brings one record by id', async () => {
    const id = String(instance['id']);
    const { http, result } = show(id);

    expect(await result).toMatchObject({ ok: true, value: { record: { id, kind: 'instances' } } });
    expect(http.seen).toMatchObject([{ method: 'GET', path: `/instances/${id}` }]);
  });

  it.each(['wmi-lucid001', 'i-', '', 'i-../../x', 'i-a/reboot', 'i-<b>', 'i-a?x=1', 'i-%2e', `i-é`])(
    'makes no request for the impossible id %j',
    async (id) => {
      const { http, result } = show(id);

      expect(await result).toMatchObject({ ok: false, error: { error: { code: 'record/wrong-prefix' } } });
      expect(http.seen).toEqual([]);
    },
  );

  it('does not take another record for the one asked for', async () => {
    expect(await show('i-other000').result).toMatchObject({
      ok: false,
      error: { error: { code: 'endpoint/wrong-shape', details: { part: 'id' } } },
    });
  });

  it('tells a malformed record', async () => {
    const { result } = show(String(instance['id']), answersJson({ ...instance, hostname: null }));

    expect(await result).toMatchObject({ ok: false, error: { error: { code: 'record/malformed' } } });
  });

  it('never lets a private key out', async () => {
    const { document } = recordedDocuments().find(({ kind }) => kind === 'ssh_key_pairs') ?? {};
    const id = String(document?.['id']);
    const { show: ask } = client(
      answersJson({ ...document, private_key: 'S3CRET', extra: { private_key: 'S3CRET' } }),
    );

    const result = await ask({ kind: 'ssh_key_pairs', account, id }, never);

    expect(result).toMatchObject({ ok: true, value: { record: { value: { hasStoredPrivateKey: true } } } });
    expect(JSON.stringify(result) + (result.ok ? result.value.record.raw() : '')).not.toContain('S3CRET');
  });
});

describe('failures', () => {
  const errors = recordings().filter(
    ({ request, response }) => response.status >= 400 && request.method !== '',
  );

  it.each(errors.map((recording) => [`${recording.name} (${recording.file})`, recording] as const))(
    'recorded: %s',
    async (_name, { response: { status, headers, body } }) => {
      const said = /"code": "(\d+)"/.exec(body)?.[1] as keyof typeof dcmgrReasons | undefined; // looked up just below
      const withoutObject = {
        400: 'endpoint/unexpected-status',
        404: 'endpoint/not-found',
        500: 'endpoint/server-error',
      };
      const expected = said ? dcmgrReasons[said] : withoutObject[status as keyof typeof withoutObject]; // asserted defined

      const result = await page({ kind: 'answers', status, headers, body });

      expect(expected).toBeDefined();
      expect(result).toMatchObject({
        ok: false,
        error: {
          error: { code: expected, details: { status, requestId: headers['X-VDC-Request-ID'] ?? null } },
          exchange: { bytes: new TextEncoder().encode(body).length },
        },
      });
    },
  );

  it.each(Object.entries(dcmgrReasons))('dcmgr code %s is %s', async (code, reason) => {
    expect(await codeOf(answersJson({ error: 'X', message: 'm', code }, 400))).toBe(reason);
  });

  it('a code that is not in the catalogue keeps its number', async () => {
    expect(
      await page(answersJson({ error: 'Dcmgr::New', message: 'm\n\u0000x', code: '199' }, 400)),
    ).toMatchObject({
      error: { error: { code: 'dcmgr/other', details: { dcmgrCode: '199', dcmgrMessage: 'm x' } } },
    });
  });

  it.each([
    ['an HTML 500', html(500), 'endpoint/server-error'],
    ['a proxy without upstream', html(502), 'endpoint/server-error'],
    ['an overloaded proxy', html(503), 'endpoint/server-error'],
    ['401', html(401), 'endpoint/unauthorised'],
    ['403 without an object', html(403, 'Access denied.'), 'endpoint/unauthorised'],
    ['404 HTML', html(404), 'endpoint/not-found'],
    ['407', html(407), 'endpoint/proxy'],
    ['405', html(405), 'endpoint/unexpected-status'],
    ['an empty 400', json('', 400), 'endpoint/unexpected-status'],
    ['an error object without a code', answersJson({ error: 'x' }, 500), 'endpoint/server-error'],
    [
      'a code that is a property of objects',
      answersJson({ error: 'x', code: 'constructor' }, 500),
      'endpoint/server-error',
    ],
    ['a page of another server', html(200, '<!DOCTYPE html><title>Login</title>'), 'endpoint/not-dcmgr'],
    [
      'words',
      { kind: 'answers', headers: { 'Content-Type': 'text/plain' }, body: 'It works!' },
      'endpoint/not-dcmgr',
    ],
    ['HTML labelled JSON', json('<html>'), 'endpoint/not-dcmgr'],
    ['truncated JSON', json('[{"owner_total": 5, "resul'), 'endpoint/bad-json'],
    ['nothing at all', json(''), 'endpoint/bad-json'],
    ['invalid UTF-8 that is no JSON', json(new Uint8Array([0x5b, 0x22, 0xff])), 'endpoint/bad-encoding'],
    ['an object that is no envelope', answersJson({ hello: 1 }), 'endpoint/wrong-shape'],
    ['an empty array', answersJson([]), 'endpoint/wrong-shape'],
    ['two envelopes', answersJson([...index([]), ...index([])]), 'endpoint/wrong-shape'],
    ['a negative total', answersJson([{ owner_total: -1, results: [] }]), 'endpoint/wrong-shape'],
    ['a broken connection', { kind: 'fails', code: 'endpoint/reset' }, 'endpoint/reset'],
  ] as const)('%s', async (_what, answer, code) => {
    expect(await codeOf(answer)).toBe(code);
  });

  it('a redirect names its target without query, fragment or user', async () => {
    const headers = { Location: 'https://jo:pw@login.example/sso?token=abc#x' };

    expect(await page({ kind: 'answers', status: 302, headers })).toMatchObject({
      error: { error: { code: 'endpoint/redirect', details: { location: 'https://login.example/sso' } } },
    });
  });

  it('a BOM before the JSON does no harm', async () => {
    expect(await codeOf(json(`\ufeff${JSON.stringify(index([]))}`))).toBe('ok');
  });

  it('cancelling rejects with its reason', async () => {
    const asked = client({ kind: 'hangs' }).page(firstPage, AbortSignal.abort('gone'));

    await expect(asked).rejects.toBe('gone');
  });
});

import { describe, expect, it, test } from 'vitest';
import { accountIdSchema, instanceIdSchema } from '#contract/ids.ts';
import type { Operation } from '#contract/operation.ts';
import { aLaunch, anOperation } from '#contract/testing/operation-builders.ts';
import { FakeHttp, type ScriptedAnswer } from '../../../testing/fake-http.ts';
import { type Recording, recordings } from '../../../testing/recordings.ts';
import { createDcmgrWriter } from '../dcmgr/writer.ts';
import { interpretAnswer } from './interpret-answer.ts';

const account = accountIdSchema.parse('a-demoacct');
const neverAborted = new AbortController().signal;

async function interpret(operation: Operation, answer: ScriptedAnswer) {
  const write = createDcmgrWriter(new FakeHttp(() => answer), 1_000);
  const result = await write({ method: 'PUT', path: '/x', body: null }, account, neverAborted);
  const { event, record } = interpretAnswer(operation, result, 7);
  const code = 'error' in event ? event.error.code : null;
  return { event, record, told: code === null ? event.kind : `${event.kind} ${code}` };
}

const recorded = (file: string, name: string): Recording => {
  const found = recordings().find((one) => one.file === `${file}.json` && one.name === name);
  if (found === undefined) throw new Error(`no recording ${name}`);
  return found;
};

const asAnswer = ({ response: { status, headers, body } }: Recording): ScriptedAnswer => ({
  kind: 'answers',
  status,
  headers,
  body,
});

const actionOf = ({ request: { method, path } }: Recording) =>
  method === 'DELETE' ? 'terminate' : /reboot|stop|start/.exec(path)?.[0];

const operationOf = (recording: Recording): Operation => {
  if (recording.request.method === 'POST') return aLaunch();
  const instanceId = instanceIdSchema.parse(/i-[a-z0-9]+/.exec(recording.request.path)?.[0]);
  const intent = { action: actionOf(recording), datacenterId: 'tokyo', instanceId };
  return anOperation({ intent, instanceId });
};

describe('what a real dcmgr answered to a create', () => {
  it('is accepted, with the instance it made', async () => {
    const create = recorded('05-create-form', 'form, everything, security_groups[]=..');

    const { event, record } = await interpret(aLaunch(), asAnswer(create));

    expect(event).toMatchObject({ kind: 'accepted', at: 7, answer: { status: 200 }, instanceId: record?.id });
    expect(record?.value).toMatchObject({ state: 'scheduling', hostNodeId: null });
  });

  it('is noted where its instance lacks what was asked for', async () => {
    const create = recorded('07-create-json', 'JSON to /api/instances.json, nested');
    const asked = (more: object) =>
      aLaunch({ securityGroupIds: ['sg-default1', 'sg-web00001'], sshKeyPairId: 'ssh-key00002', ...more });
    const noteOf = async (operation: Operation) => (await interpret(operation, asAnswer(create))).event;

    expect(await noteOf(asked({}))).toMatchObject({ kind: 'accepted', note: null });
    expect(
      await noteOf(asked({ securityGroupIds: ['sg-gone', 'sg-default1'], haEnabled: true })),
    ).toMatchObject({
      kind: 'accepted',
      note: { code: 'operation/launched-otherwise', details: { missing: 'sg-gone, ha_enabled' } },
    });
  });

  test.each([
    ['duplicate hostname', 'dcmgr/duplicate-hostname'],
    ['no image', 'dcmgr/invalid-image-id'],
    ['unknown spec', 'dcmgr/invalid-instance-spec'],
    ['out of capacity', 'dcmgr/out-of-host-capacity'],
    ['unknown ssh key', 'dcmgr/unknown-ssh-key-pair'],
    ['unknown host', 'dcmgr/unknown-host-node'],
    ['offline host', 'dcmgr/invalid-host-node-id'],
    ['san image whose snapshot is not available', 'dcmgr/invalid-volume-state'],
  ])('%s: refused in its own words', async (name, code) => {
    const { told } = await interpret(aLaunch(), asAnswer(recorded('06-create-errors', name)));

    expect(told).toBe(`rejected ${code}`);
  });

  test.each(['invalid hostname (underscore)', 'image id with wrong prefix', 'empty host'])(
    '%s, a bare 500: proves nothing',
    async (name) => {
      const { told } = await interpret(aLaunch(), asAnswer(recorded('06-create-errors', name)));

      expect(told).toBe('lost endpoint/server-error');
    },
  );
});

describe('what a real dcmgr answered to actions', () => {
  const actions = recordings().filter(
    ({ file, request }) => file === '09-power.json' && request.method !== 'GET',
  );

  test.each(actions.map((one) => [one.name, one] as const))('%s', async (_, recording) => {
    const { told } = await interpret(operationOf(recording), asAnswer(recording));
    const { status, body } = recording.response;

    const code = /"code": "(\d+)"/.exec(body)?.[1];
    const refusals: Record<string, string> = {
      105: 'rejected dcmgr/operation-not-permitted',
      125: 'rejected dcmgr/invalid-instance-state',
    };
    expect(told).toBe(status === 200 ? 'accepted' : refusals[code ?? '']);
  });

  it('covers answers of every kind', () => {
    expect(new Set(actions.map(actionOf))).toEqual(new Set(['reboot', 'stop', 'start', 'terminate']));
    expect(new Set(actions.map(({ response }) => response.status))).toEqual(new Set([200, 400, 403]));
  });
});

describe('what dcmgr says in its own words, and yet may have done', () => {
  const says = (status: number, code: string): ScriptedAnswer => ({
    kind: 'answers',
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ error: 'Dcmgr::Endpoints::X', message: 'X', code }),
  });

  test.each([
    ['an SQL error, which may have come after the commit', 400, '110', 'dcmgr/database-error'],
    ['a later dialect’s job that could not be sent', 500, '171', 'dcmgr/other'],
  ])('%s: proves nothing', async (_, status, code, reason) => {
    expect((await interpret(aLaunch(), says(status, code))).told).toBe(`lost ${reason}`);
    expect((await interpret(anOperation(), says(status, code))).told).toBe(`lost ${reason}`);
  });
});

describe('answers that are not dcmgr’s', () => {
  const html = { 'content-type': 'text/html' };
  const answers = (status: number, body = '<html></html>', headers: Record<string, string> = html) =>
    ({ kind: 'answers', status, headers, body }) as const;

  test.each<[string, ScriptedAnswer, string]>([
    ['a login page', answers(200), 'lost endpoint/not-dcmgr'],
    ['JSON cut short', answers(200, '["i-0000'), 'lost endpoint/bad-json'],
    ['another instance', answers(200, '["i-other"]'), 'lost endpoint/wrong-shape'],
    ['an empty object', answers(200, '{}'), 'lost endpoint/wrong-shape'],
    ['a gateway without a backend', answers(502), 'lost endpoint/server-error'],
    ['a gateway out of patience', answers(504), 'lost endpoint/server-error'],
    ['a proxy’s time-out', answers(408), 'lost endpoint/unexpected-status'],
    ['a proxy that wants credentials', answers(401), 'rejected endpoint/unauthorised'],
    ['a path nobody serves', answers(404), 'rejected endpoint/not-found'],
    ['a redirect', answers(302, '', { location: 'http://x/' }), 'rejected endpoint/redirect'],
    ['no answer', { kind: 'closes' }, 'lost endpoint/empty-reply'],
    ['no connection', { kind: 'fails', code: 'endpoint/refused', sent: 'no' }, 'unsent endpoint/refused'],
  ])('%s', async (_, answer, expected) => {
    expect((await interpret(anOperation(), answer)).told).toBe(expected);
  });

  it('of a later dialect’s reboot are accepted', async () => {
    const intent = { action: 'reboot', datacenterId: 'tokyo', instanceId: 'i-00000001' };

    expect((await interpret(anOperation({ intent }), answers(200, '["i-00000001"]'))).told).toBe('accepted');
    expect((await interpret(anOperation({ intent }), answers(200, '{}'))).told).toBe('accepted');
  });
});

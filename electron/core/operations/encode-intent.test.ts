import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { intentSchema, type Intent } from '#contract/operation.ts';
import { encodeIntent, withoutUserData } from './encode-intent.ts';

type Recorded = {
  readonly name: string;
  readonly request?: { readonly method: string; readonly path: string; readonly body: string | null };
  readonly response?: { readonly status: number; readonly body: string };
};

const recorded = (file: string): readonly Recorded[] =>
  JSON.parse(
    readFileSync(new URL(`../../../fixtures/dcmgr-11.12-recorded/${file}.json`, import.meta.url), 'utf8'),
  );

function exchange(file: string, name: string) {
  const found = recorded(file).find((entry) => entry.name === name);
  if (!found?.request || !found.response) throw new Error(`no recording ${name}`);
  return { request: found.request, ...found.response };
}

const launch = (parameters: Record<string, unknown>): Intent =>
  intentSchema.parse({ action: 'launch', datacenterId: 'tokyo', account: 'a-demoacct', parameters });
const power = (action: string, instanceId: string): Intent =>
  intentSchema.parse({ action, datacenterId: 'tokyo', instanceId });

const basic = { imageId: 'wmi-lucid001', instanceSpecId: 'is-small001' };
const bodyOf = (intent: Intent): unknown => JSON.parse(encodeIntent(intent).body ?? 'null');

describe('a launch', () => {
  test('is the JSON that a real dcmgr took, on the path it took it on', () => {
    const { request, status } = exchange('07-create-json', 'JSON to /api/instances.json, nested');
    const ours = encodeIntent(
      launch({ ...basic, securityGroupIds: ['sg-default1', 'sg-web00001'], sshKeyPairId: 'ssh-key00002' }),
    );

    expect(status).toBe(200);
    expect(`/api${ours.path}`).toBe(request.path);
    expect(ours.method).toBe(request.method);
    expect(JSON.parse(ours.body ?? '')).toEqual(JSON.parse(request.body ?? ''));
  });

  test('says HA by the string that a real dcmgr understood', () => {
    const { request } = exchange('07-create-json', 'JSON .json ha_enabled "true"');

    expect(bodyOf(launch({ ...basic, haEnabled: true }))).toEqual(JSON.parse(request.body ?? ''));
  });

  test('carries the same parameters as the recorded form with everything', () => {
    const { request } = exchange('05-create-form', 'form, everything, security_groups[]=..');
    const form = new URLSearchParams(request.body ?? '');
    const ours = bodyOf(
      launch({
        ...basic,
        hostname: 'WEB27634 ',
        sshKeyPairId: 'ssh-key00001',
        haEnabled: true,
        userData: 'hello world',
        securityGroupIds: ['sg-default1', 'sg-web00001', 'sg-default1'],
        hostNodeId: 'hn-host0002',
      }),
    );

    const single = Object.fromEntries([...form].filter(([name]) => name !== 'security_groups[]'));
    expect(ours).toEqual({ instance: { ...single, security_groups: form.getAll('security_groups[]') } });
  });

  test('keeps user data of any script whole', () => {
    const { request } = exchange('07-create-json', 'JSON .json unicode user_data raw utf8');

    expect(bodyOf(launch({ ...basic, userData: '日本語' }))).toEqual(JSON.parse(request.body ?? ''));
  });

  test('asks for a volume-backed image, or a network scheduler, with the parameters of the recorded forms', () => {
    const sanBoot = exchange('08-san-boot', 'san boot');
    const scheduled = exchange('06-create-errors', 'unknown network_scheduler (accepted, dies later)');
    const formOf = ({ request }: typeof sanBoot) => ({
      instance: Object.fromEntries(new URLSearchParams(request.body ?? '')),
    });

    expect([sanBoot.status, scheduled.status]).toEqual([200, 200]);
    expect(bodyOf(launch({ ...basic, imageId: 'wmi-sanboot1' }))).toEqual(formOf(sanBoot));
    expect(bodyOf(launch({ ...basic, networkScheduler: 'nosuch' }))).toEqual(formOf(scheduled));
  });

  test('says a hostname as the real dcmgr stored it', () => {
    const { request, status, body } = exchange(
      '06-create-errors',
      'invalid hostname (upper case is lower-cased?)',
    );
    const typed = new URLSearchParams(request.body ?? '').get('hostname') ?? '';

    expect(status).toBe(200);
    expect(bodyOf(launch({ ...basic, hostname: typed }))).toMatchObject({
      instance: { hostname: JSON.parse(body).hostname },
    });
  });

  test('is never in a shape that a real dcmgr ignored or failed at', () => {
    const spoilt = recorded('07-create-json').filter(({ response }) => (response?.status ?? 200) !== 200);
    const ours = encodeIntent(launch(basic));

    expect(spoilt).toHaveLength(5);
    for (const { request } of spoilt)
      expect({ path: request?.path, body: JSON.parse(request?.body ?? '') }).not.toEqual({
        path: `/api${ours.path}`,
        body: JSON.parse(ours.body ?? ''),
      });
  });

  test('never sends an empty optional: each is a bare 500', () => {
    expect(exchange('05-create-form', 'form, empty security_groups=').status).toBe(500);
    for (const name of ['empty hostname', 'empty ssh key', 'empty host'])
      expect(exchange('06-create-errors', name).status).toBe(500);

    const bare = { instance: { image_id: 'wmi-lucid001', instance_spec_id: 'is-small001' } };
    expect(bodyOf(launch(basic))).toEqual(bare);
    expect(bodyOf(launch({ ...basic, hostname: '', networkScheduler: '', securityGroupIds: [] }))).toEqual(
      bare,
    );
  });
});

describe('a power action', () => {
  test.each([
    ['reboot', 'reboot'],
    ['stop', 'stop'],
    ['start', 'start'],
    ['terminate', 'destroy'],
  ])('%s is the recorded request', (action, name) => {
    const { request, status } = exchange('09-power', name);
    const id = /i-[a-z0-9]+/.exec(request.path)?.[0] ?? '';
    const ours = encodeIntent(power(action, id));

    expect(status).toBe(200);
    expect({ method: ours.method, path: `/api${ours.path}` }).toEqual({
      method: request.method,
      path: request.path,
    });
    expect(ours.body).toBeNull();
  });

  test('terminates a volume-backed instance by the same request', () => {
    const { request, status } = exchange('08-san-boot', 'destroy');
    const ours = encodeIntent(power('terminate', request.path.split('/').at(-1) ?? ''));

    expect(status).toBe(200);
    expect([ours.method, `/api${ours.path}`]).toEqual([request.method, request.path]);
  });
});

test('the journal keeps the request without the user data', () => {
  const request = encodeIntent(launch({ ...basic, userData: 'password=$& "secret"' }));

  const kept = withoutUserData(request, 'password=$& "secret"');

  expect(kept.body).not.toContain('secret');
  expect(JSON.parse(kept.body ?? '')).toEqual({
    instance: {
      image_id: 'wmi-lucid001',
      instance_spec_id: 'is-small001',
      user_data: '(user data, 20 characters)',
    },
  });
});

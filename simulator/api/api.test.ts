import { describe, expect, it } from 'vitest';
import { aDatacenter, ask, pageOf, SHARED, TENANT } from '../../testing/a-datacenter.ts';
import type { Simulator } from '../simulator.ts';

const HTML_500 = '<h1>Internal Server Error</h1>';
const LAUNCH = { image_id: 'wmi-lucid', instance_spec_id: 'is-small' };

function codeOf(
  simulator: Simulator,
  line: string,
  form: Record<string, string> = {},
  account = TENANT,
): unknown {
  const answer = ask(simulator, line, { form, account });
  return answer.body === HTML_500
    ? answer.status
    : `${String(answer.status)}/${String(answer.json()['code'])}`;
}

describe('accounts', () => {
  it('come into being by being named', () => {
    const simulator = aDatacenter();

    const page = pageOf(ask(simulator, 'GET /api/instances', { account: 'a-Typo !' }));

    expect(page).toMatchObject({ owner_total: 0, results: [] });
    expect(simulator.world.database.accounts.has('a-Typo !')).toBe(true);
  });

  it('are asked for before anything else, also where there is no route', () => {
    const simulator = aDatacenter();

    const answers = [null, '', 'x-1'].map(
      (account) => ask(simulator, 'GET /api/nothing', { account }).json()['code'],
    );

    expect(answers).toEqual(['103', '103', '103']);
  });
});

describe('an index', () => {
  it('pages newest first, and ignores start without a limit', () => {
    const simulator = aDatacenter();
    const ids = simulator.launch({ count: 5 }).toReversed();
    const idsOf = (query: string): unknown[] =>
      pageOf(ask(simulator, `GET /api/instances${query}`)).results.map(({ id }) => id);

    expect(idsOf('?start=1&limit=2')).toEqual(ids.slice(1, 3));
    expect(idsOf('?start=3')).toEqual(ids);
    expect(idsOf('?start=-4&limit=junk')).toEqual(ids);
  });

  it('of images adds public ones, of specs those of the shared pool, of the rest nothing', () => {
    const simulator = aDatacenter();
    const owners = (collection: string): unknown[] => [
      ...new Set(pageOf(ask(simulator, `GET /api/${collection}`)).results.map((row) => row['account_id'])),
    ];

    expect(owners('images')).toEqual([TENANT, SHARED]);
    expect(owners('instance_specs')).toEqual([SHARED]);
    expect([...owners('host_nodes'), ...owners('networks'), ...owners('storage_nodes')]).toEqual([]);
  });
});

describe('creating an instance', () => {
  it.each([
    [{ hostname: 'bad_host' }, 500],
    [{ hostname: 'a'.repeat(33) }, 500],
    [{ hostname: '' }, 500],
    [{ ssh_key_id: '' }, 500],
    [{ host_node_id: '' }, 500],
    [{ security_groups: '' }, 500],
    [{ image_id: 'foo' }, 500],
    [{ image_id: 'wmi-nosuch' }, '400/137'],
    [{ instance_spec_id: 'is-nosuch' }, '400/138'],
    [{ host_node_id: 'hn-nosuch' }, '404/114'],
    [{ host_pool_id: 'hn-nosuch' }, '404/114'],
    [{ ssh_key_id: 'ssh-nosuch' }, '404/121'],
  ])('with %j answers %s', (parameters, expected) => {
    const simulator = aDatacenter();

    expect(codeOf(simulator, 'POST /api/instances', { ...LAUNCH, ...parameters })).toBe(expected);
    expect(simulator.world.database.instances.rows).toEqual([]);
  });

  it('checks capacity before the hostname, and a duplicate before its syntax', () => {
    const simulator = aDatacenter();
    simulator.launch({ hostname: 'web01' });

    expect(codeOf(simulator, 'POST /api/instances', { ...LAUNCH, hostname: 'WEB01' })).toBe('400/126');
    for (const host of simulator.world.database.hostNodes.rows) host.status = 'offline';
    expect(codeOf(simulator, 'POST /api/instances', { ...LAUNCH, hostname: 'WEB01' })).toBe('400/120');
  });

  it('is refused by a bare 500 over quota', () => {
    const simulator = aDatacenter();
    simulator.world.database.account(TENANT).quotaWeight = 2;
    simulator.launch({ count: 2 });

    expect(codeOf(simulator, 'POST /api/instances', LAUNCH)).toBe(500);
  });

  it('takes a JSON number for an internal key', () => {
    const simulator = aDatacenter();
    const body = JSON.stringify({ instance: { ...LAUNCH, image_id: 1 } });

    expect(ask(simulator, 'POST /api/instances.json', { body }).json()['image_id']).toBe('wmi-lucid');
  });
});

describe('a deleted image', () => {
  it('makes its instances, and every page with one of them, unshowable', () => {
    const simulator = aDatacenter();
    const [old = ''] = simulator.launch();
    const [young = ''] = simulator.launch({ imageId: 'wmi-squeeze' });

    ask(simulator, 'DELETE /api/images/wmi-lucid', { account: SHARED });

    expect(codeOf(simulator, `GET /api/instances/${old}`)).toBe(500);
    expect(codeOf(simulator, 'GET /api/instances')).toBe(500);
    expect(pageOf(ask(simulator, 'GET /api/instances?start=0&limit=1')).results[0]?.['id']).toBe(young);
  });
});

describe('a security group', () => {
  const broken = 'TCP:22,22,ip4:0.0.0.0';

  it('of an unknown protocol is rolled back on creation, but stored by an update that answers 500', () => {
    const simulator = aDatacenter();
    const before = pageOf(ask(simulator, 'GET /api/security_groups')).owner_total;
    const id = String(pageOf(ask(simulator, 'GET /api/security_groups')).results[0]?.['id']);

    const created = codeOf(simulator, 'POST /api/security_groups', { rule: broken });
    const after = pageOf(ask(simulator, 'GET /api/security_groups')).owner_total;
    const updated = codeOf(simulator, `PUT /api/security_groups/${id}`, { rule: broken });
    const index = codeOf(simulator, 'GET /api/security_groups');
    const repaired = ask(simulator, `PUT /api/security_groups/${id}`, { form: { rule: '' } }).json();

    expect([created, after, updated, index]).toEqual([500, before, 500, 500]);
    expect(repaired).toMatchObject({ rule: '', rules: [] });
  });

  it('can not go while a live instance is in it', () => {
    const simulator = aDatacenter();
    const id = String(pageOf(ask(simulator, 'GET /api/security_groups')).results[0]?.['id']);
    ask(simulator, 'POST /api/instances', { form: { ...LAUNCH, security_groups: id } });

    expect(codeOf(simulator, `DELETE /api/security_groups/${id}`)).toBe('403/105');
  });
});

describe('key pairs', () => {
  it('show a stored private key to anybody, unless made with download_once', () => {
    const simulator = aDatacenter();
    const make = (form: Record<string, string>): Record<string, unknown> =>
      ask(simulator, 'POST /api/ssh_key_pairs', { form }).json();
    const [stored, once] = [make({}), make({ download_once: 'true' })];
    const privateKey = (id: unknown): unknown =>
      ask(simulator, `GET /api/ssh_key_pairs/${String(id)}`, { account: 'a-stranger' }).json()['private_key'];

    expect(stored['private_key']).toContain('PRIVATE KEY');
    expect(once['private_key']).toContain('PRIVATE KEY');
    expect([privateKey(stored['id']), privateKey(once['id'])]).toEqual([stored['private_key'], null]);
  });

  it('lose a description that an update leaves out', () => {
    const simulator = aDatacenter();
    const id = String(
      ask(simulator, 'POST /api/ssh_key_pairs', { form: { description: 'laptop' } }).json()['id'],
    );

    ask(simulator, `PUT /api/ssh_key_pairs/${id}`);

    expect(ask(simulator, `GET /api/ssh_key_pairs/${id}`).json()['description']).toBeNull();
  });
});

describe('networks', () => {
  it('are labelled once and unlabelled once, and never created or reserved', () => {
    const simulator = aDatacenter();
    const put = (action: string, form = { name: 'blue' }): unknown => {
      const answer = ask(simulator, `PUT /api/networks/nw-demo1/${action}`, { form, account: SHARED });
      return answer.body === HTML_500 ? 500 : answer.json();
    };
    const labels = (): unknown =>
      ask(simulator, 'GET /api/networks/nw-demo1/get_pool', { account: SHARED }).json();

    expect([put('add_pool'), put('add_pool')]).toEqual([{}, 500]);
    expect(labels()).toMatchObject([{ name: 'blue', type_id: 'NetworkPool' }]);
    expect([put('del_pool'), put('del_pool')]).toEqual([{}, 500]);
    expect([put('reserve'), put('release')]).toEqual([500, 500]);
    expect(codeOf(simulator, 'POST /api/networks', { gw: '10.0.0.1' })).toBe(500);
  });
});

describe('ownership', () => {
  it('is asked of some operations and not of others', () => {
    const simulator = aDatacenter();
    const [id = ''] = simulator.launch();
    simulator.step(20_000);
    const stranger = 'a-stranger';

    expect(ask(simulator, `GET /api/instances/${id}`, { account: stranger }).status).toBe(200);
    expect(ask(simulator, `PUT /api/instances/${id}/reboot`, { account: stranger }).status).toBe(200);
    expect(codeOf(simulator, `DELETE /api/instances/${id}`, {}, stranger)).toBe('403/105');
    expect(codeOf(simulator, 'GET /api/host_nodes/hn-demo01', {}, stranger)).toBe('403/105');
    expect(ask(simulator, `DELETE /api/instances/${id}`, { account: 'a-00000000' }).status).toBe(200);
  });
});

describe('ids in paths', () => {
  it.each([
    ['i-nosuch', '404/100'],
    ['i-%E6%97%A5', '404/100'],
    ['i-%ff', '404/100'],
    ['vol-1', 500],
  ])('%s answers %s', (id, expected) => {
    expect(codeOf(aDatacenter(), `GET /api/instances/${id}`)).toBe(expected);
  });
});

describe('formats', () => {
  it('include an XML that fails after the work is done', () => {
    const simulator = aDatacenter();

    const answer = ask(simulator, 'POST /api/security_groups.xml', { form: { description: 'by xml' } });

    expect([answer.status, answer.body]).toEqual([500, HTML_500]);
    expect(ask(simulator, 'GET /api/security_groups').body).toContain('by xml');
  });

  it('write YAML with symbols, and escape JSON as Ruby does', () => {
    const simulator = aDatacenter();
    const id = String(
      ask(simulator, 'POST /api/security_groups', { form: { description: 'a"b\u0001\u007f/é' } }).json()[
        'id'
      ],
    );

    expect(ask(simulator, `GET /api/security_groups/${id}`).body).toContain(
      '"description": "a\\"b\\u0001\\u007f/é"',
    );
    expect(ask(simulator, `GET /api/security_groups/${id}.yml`).body).toContain(`:id: ${id}\n`);
  });
});

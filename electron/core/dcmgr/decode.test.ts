import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ResourceKind, resourceKinds } from '#contract/resource-kind.ts';
import { resourceSchemas } from '#contract/resources.ts';
import { recordedDocuments } from '../../../testing/recordings.ts';
import type { DecodedRecord } from './client.ts';
import { decodeRecord } from './decode.ts';

const documents = recordedDocuments();
const first = (kind: ResourceKind, has: (document: Record<string, unknown>) => boolean = () => true) => {
  const found = documents.find(({ kind: of, document }) => of === kind && has(document));
  if (found === undefined) throw new Error(`no recorded ${kind} is like that`);
  return structuredClone(found.document);
};
const decoded = (
  kind: ResourceKind,
  document: unknown,
  dialect: '11.12' | '12.03' = '11.12',
): DecodedRecord => {
  const result = decodeRecord(kind, document, dialect);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const refusal = (kind: ResourceKind, document: unknown) => {
  const result = decodeRecord(kind, document, '11.12');
  return result.ok ? null : { code: result.error.code, field: result.error.details?.['field'] };
};
const T = (iso: string) => Date.parse(iso);

describe('recorded documents', () => {
  it.each(resourceKinds)('of %s decode whole, with nothing left over', (kind) => {
    const ofKind = documents.filter((one) => one.kind === kind);

    expect(ofKind.length).toBeGreaterThan(4);
    for (const { document } of ofKind) {
      const record = decoded(kind, document);
      expect(record.extra).toBeNull();
      expect(resourceSchemas[kind].safeParse(record.value)).toMatchObject({ success: true });
    }
  });

  it('an instance with a NATed address', () => {
    const record = decoded(
      'instances',
      first('instances', ({ id, state }) => id === 'i-cxm3xr54' && state === 'running'),
    );

    expect(record).toMatchObject({ kind: 'instances', id: 'i-cxm3xr54', owner: null });
    expect(record.value).toMatchObject({
      hostNodeId: 'hn-host0004',
      sshKeyPairId: null,
      haEnabled: false,
      networks: [
        {
          networkId: 'nw-demo1',
          addresses: ['10.102.2.95'],
          dnsName: 'cxm3xr54.demoacct.demo1.local.domain',
          natNetworkId: 'nw-demo2',
          natAddresses: ['192.168.2.26'],
          natDnsName: 'cxm3xr54.demoacct.demo2.local.domain',
        },
      ],
      nics: [{ id: 'vif-rtzfo15o', ipv4: { address: '10.102.2.95', natAddress: '192.168.2.26' } }],
    });
  });

  it('an instance as a whole', () => {
    const record = decoded(
      'instances',
      first('instances', ({ id }) => id === 'i-dm00001j'),
    );

    expect(record.value).toEqual({
      id: 'i-dm00001j',
      hostNodeId: 'hn-host0004',
      instanceSpecId: 'is-small001',
      imageId: 'wmi-shared01',
      cpuCores: 1,
      memoryMb: 256,
      arch: 'x86_64',
      hostname: 'dm00001j',
      haEnabled: false,
      state: 'terminated',
      status: 'offline',
      createdAt: T('2026-11-22T07:53:49Z'),
      sshKeyPairId: 'ssh-key00001',
      securityGroupIds: [],
      networks: [],
      nics: [{ id: 'vif-vd00001j', ipv4: null }],
      volumes: [],
    });
  });

  it('an image with symbols in its YAML and two lines of description', () => {
    const http = decoded(
      'images',
      first('images', ({ id }) => id === 'wmi-shared01'),
    );
    const twoLines = decoded(
      'images',
      first('images', ({ id }) => id === 'wmi-lucidx86'),
    );

    expect(http).toMatchObject({ owner: 'a-shpoolxx' });
    expect(http.value).toEqual({
      id: 'wmi-shared01',
      accountId: 'a-shpoolxx',
      bootDevice: 'local',
      source: {
        text: '--- \n:type: :http\n:uri: http://dlc.wakame.axsh.jp/shared/ubuntu10.04.qcow2\n',
        value: { type: 'http', uri: 'http://dlc.wakame.axsh.jp/shared/ubuntu10.04.qcow2' },
      },
      features: { text: '--- {}\n\n', value: {} },
      arch: 'x86_64',
      description: 'shared public image',
      md5sum: 'f2ac4290136e0f2c94a381f36e4c1c05',
      isPublic: true,
      state: 'init',
      createdAt: T('2026-11-23T09:53:49Z'),
      updatedAt: T('2026-11-23T09:53:49Z'),
    });
    expect(twoLines.value).toMatchObject({
      description: 'ubuntu 10.04 i386\nsecond line of the description',
    });
  });

  it('a network on a physical network', () => {
    const network = decoded(
      'networks',
      first('networks', ({ id }) => id === 'nw-demo1'),
    );

    expect(network.value).toMatchObject({
      ipv4Gateway: '10.102.0.1',
      prefix: 16,
      bandwidthMbps: 1000,
      natNetworkNumber: null,
      physicalNetworkNumber: 1,
      physicalNetwork: { id: 1, name: 'phys1', interfaceName: 'eth0', description: 'physical network 1' },
    });
  });

  it('a spec with its YAML columns', () => {
    const spec = decoded(
      'instance_specs',
      first('instance_specs', ({ id }) => id === 'is-medium01'),
    );

    expect(spec.value).toMatchObject({
      quotaWeight: 1,
      vifs: { value: { eth0: { bandwidth: 100000, index: 0 }, eth1: { bandwidth: 50000, index: 1 } } },
      drives: { value: { ephemeral1: { type: 'local', size: 100, index: 0 } } },
    });
  });

  it('a spec and a group whose text columns the database holds nothing in', () => {
    const spec = { ...first('instance_specs'), vifs: null, drives: null };
    const group = { ...first('security_groups', ({ id }) => id === 'sg-empty001'), rule: null };

    expect(decoded('instance_specs', spec).value).toMatchObject({
      vifs: { text: null, value: null },
      drives: { text: null, value: null },
    });
    expect(decoded('security_groups', group).value).toMatchObject({ rule: '', rules: [] });
  });

  it('a security group, with ICMP numbers put right', () => {
    const document = first('security_groups', ({ id }) => id === 'sg-default1');
    const permission = 'icmp:8,0,ip4:10.0.0.0/8';
    const source = '10.0.0.0/8';
    document['rules'] = [
      { permission, ip_protocol: 'icmp', icmp_type: 0, icmp_code: 8, protocol: 'ip4', ip_source: source },
      {
        permission: 'tcp:1,2,sg-x',
        ip_protocol: 'tcp',
        ip_fport: 1,
        ip_tport: 2,
        protocol: null,
        ip_source: 'sg-x',
      },
    ];

    const group = decoded('security_groups', document);

    expect(group.extra).toBeNull();
    expect(group.value).toMatchObject({
      rules: [
        { kind: 'icmp', permission, type: 8, code: 0, source },
        {
          kind: 'ports',
          permission: 'tcp:1,2,sg-x',
          protocol: 'tcp',
          fromPort: 1,
          toPort: 2,
          source: 'sg-x',
        },
      ],
    });
  });

  it('a key pair without its private key, but with the fact that there is one', () => {
    const stored = decoded(
      'ssh_key_pairs',
      first('ssh_key_pairs', (document) => document['private_key'] !== null),
    );
    const once = decoded(
      'ssh_key_pairs',
      first('ssh_key_pairs', (document) => document['private_key'] === null),
    );

    expect(stored.value).toMatchObject({ hasStoredPrivateKey: true });
    expect(once.value).toMatchObject({ hasStoredPrivateKey: false });
    expect(stored.raw()).not.toMatch(/private/);
  });
});

describe('what the domain types do not represent', () => {
  it('is kept as canonical text, at any depth', () => {
    const document = first('instances', ({ id }) => id === 'i-dm00001n');
    const nic = (document['vif'] as Record<string, unknown>[])[0] ?? {};
    nic['mac'] = { b: 1, a: [2, null] };
    document['zone'] = 'z';

    const record = decoded('instances', document);

    expect(record.extra).toBe('{"vif":{"0":{"mac":{"a":[2,null],"b":1}}},"zone":"z"}');
  });

  it('does not depend on the order of keys', () => {
    const document = { ...first('host_nodes'), b: { d: 1, c: 2 }, a: 0 };
    const reversed = Object.fromEntries(Object.entries({ ...document, b: { c: 2, d: 1 } }).toReversed());

    expect(decoded('host_nodes', reversed).extra).toBe(decoded('host_nodes', document).extra);
  });

  it('includes a uuid that is not the id, and a boot device of another number', () => {
    const image = decoded('images', { ...first('images'), uuid: 'wmi-other', boot_dev_type: 3 });

    expect(image).toMatchObject({
      extra: '{"boot_dev_type":3,"uuid":"wmi-other"}',
      value: { bootDevice: 'unknown' },
    });
  });

  it('includes unknown states as they came', () => {
    expect(decoded('instances', { ...first('instances'), state: 'zombie' }).value).toMatchObject({
      state: 'zombie',
    });
  });

  it('takes every junk field, whatever its name and contents', () => {
    const known = first('volumes');
    const name = fc.string({ unit: 'binary' }).filter((text) => !(text in known) && text !== 'account_id');
    fc.assert(
      fc.property(name, fc.jsonValue({ maxDepth: 3 }), (junk, value) => {
        fc.pre(!/key|pass|secret|token|PRIVATE/i.test(junk + JSON.stringify(value)));
        const field = `${JSON.stringify(junk)}:${JSON.stringify(value)}`;
        const text = `{${field},${JSON.stringify(known).slice(1)}`;

        const { extra } = decoded('volumes', JSON.parse(text));

        expect(JSON.parse(extra ?? 'null')).toEqual(JSON.parse(`{${field}}`));
      }),
    );
  });

  it('never includes a secret', () => {
    const secret = 'S3CRET-abc';
    const pemText = `-----BEGIN RSA PRIVATE KEY-----\n${secret}\n-----END RSA PRIVATE KEY-----`;
    const hide = fc.constantFrom<(value: unknown) => unknown>(
      (inner) => ({ private_key: secret, inner }),
      (inner) => [{ deep: { private_key: secret } }, inner],
      (inner) => ({ note: pemText, inner }),
      (inner) => [pemText, inner],
      (inner) => ({ encrypted_password: secret, inner }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...resourceKinds),
        hide,
        fc.jsonValue({ maxDepth: 2 }),
        (kind, conceal, junk) => {
          const record = decoded(kind, { ...first(kind), private_key: secret, other: conceal(junk) });

          expect(JSON.stringify(record.value) + String(record.extra) + record.raw()).not.toContain(secret);
        },
      ),
    );
  });

  it('is refused when nested beyond reason', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);

    expect(refusal('volumes', { ...first('volumes'), deep })).toEqual({
      code: 'record/malformed',
      field: 'document',
    });
  });
});

describe('raw', () => {
  it('is the document as it came', () => {
    const document = first('host_nodes');

    expect(JSON.parse(decoded('host_nodes', document).raw())).toEqual(document);
  });
});

describe('malformed records', () => {
  it.each([
    ['no object', 'volumes', 7, 'document'],
    ['no id', 'volumes', { size: 1 }, 'id'],
    ['an id of nothing but its prefix', 'volumes', { id: 'vol-' }, 'id'],
    ['a huge id', 'volumes', { id: `vol-${'x'.repeat(5_000)}` }, 'id'],
    ['a missing field', 'volumes', { ...first('volumes'), size: undefined }, 'size'],
    ['a null where there is never one', 'volumes', { ...first('volumes'), state: null }, 'state'],
    ['text for a number', 'instances', { ...first('instances'), cpu_cores: 'four' }, 'cpu_cores'],
    ['infinity', 'instances', { ...first('instances'), memory_size: Infinity }, 'memory_size'],
    ['no date', 'instances', { ...first('instances'), created_at: '2011-13-45T99:00:00Z' }, 'created_at'],
    ['an odd flag', 'instances', { ...first('instances'), ha_enabled: 'true' }, 'ha_enabled'],
    ['an object for a list', 'instances', { ...first('instances'), vif: {} }, 'vif'],
    [
      'a number in a list of ids',
      'instances',
      { ...first('instances'), security_groups: ['sg-1', 2] },
      'security_groups[1]',
    ],
    [
      'a bad field further down',
      'instances',
      { ...first('instances'), vif: [{ vif_id: 'vif-1', ipv4: { address: 9 } }] },
      'vif[0].ipv4.address',
    ],
    ['an internal number as instance', 'volumes', { ...first('volumes'), instance_id: 12 }, 'instance_id'],
    ['no owner', 'images', { ...first('images'), account_id: null }, 'account_id'],
  ] as const)('name the field: %s', (_what, kind, document, field) => {
    const asJson: unknown = field === 'memory_size' ? document : JSON.parse(JSON.stringify(document));

    expect(refusal(kind, asJson)).toEqual({ code: 'record/malformed', field });
  });

  it("with another kind's id are told so", () => {
    expect(refusal('volumes', { ...first('volumes'), id: 'i-3f9k2m1q' })?.code).toBe('record/wrong-prefix');
  });

  it('are answered for any JSON value of any kind, never thrown', () => {
    const field = fc.constantFrom(...new Set(documents.flatMap(({ document }) => Object.keys(document))));
    const kind = fc.constantFrom(...resourceKinds);
    fc.assert(
      fc.property(
        kind,
        fc.jsonValue(),
        (of, value) => typeof decodeRecord(of, value, '11.12').ok === 'boolean',
      ),
    );
    fc.assert(
      fc.property(kind, field, fc.jsonValue(), (of, name, value) => {
        return typeof decodeRecord(of, { ...first(of), [name]: value }, '11.12').ok === 'boolean';
      }),
    );
  });

  it('keep hostile ids as data', () => {
    const id = 'i-../<b>%2f';

    expect(decoded('instances', { ...first('instances'), id }).id).toBe(id);
  });
});

describe('later dialects (reference §12)', () => {
  it('an instance without spec, with networks and groups in its NICs and an object for its key', () => {
    const document = {
      ...first('instances'),
      instance_spec_id: undefined,
      security_groups: undefined,
      network: undefined,
      account_id: 'a-shpoolxx',
      ssh_key_pair: { uuid: 'ssh-7p0wq2ee', display_name: 'laptop' },
      vif: [
        {
          vif_id: 'vif-pq02jfr8',
          network_id: 'nw-demo1',
          ipv4: { address: '10.102.0.51', nat_address: null },
          security_groups: ['sg-4c1v8xk0'],
        },
      ],
    };

    const record = decoded('instances', JSON.parse(JSON.stringify(document)), '12.03');

    expect(record.owner).toBe('a-shpoolxx');
    expect(record.value).toMatchObject({
      instanceSpecId: '',
      sshKeyPairId: 'ssh-7p0wq2ee',
      securityGroupIds: ['sg-4c1v8xk0'],
      networks: [{ networkId: 'nw-demo1', addresses: ['10.102.0.51'], natAddresses: [] }],
    });
  });

  it('a volume in bytes', () => {
    const record = decoded('volumes', { ...first('volumes'), size: 10 * 1024 * 1024 }, '12.03');

    expect(record.value).toMatchObject({ sizeMb: 10 });
  });

  it('an image with features as an object and no source', () => {
    const document = { ...first('images'), source: undefined, md5sum: undefined, features: { virtio: true } };

    const record = decoded('images', JSON.parse(JSON.stringify(document)), '12.03');

    expect(record.value).toMatchObject({
      source: { text: null, value: null },
      md5sum: null,
      features: { text: null, value: { virtio: true } },
    });
  });

  it('a network and a snapshot that say nothing of their bridge and store', () => {
    const without = (kind: ResourceKind, name: string): unknown =>
      JSON.parse(JSON.stringify({ ...first(kind), [name]: undefined }));

    expect(decoded('networks', without('networks', 'link_interface'), '12.03').value).toMatchObject({
      linkInterface: '',
    });
    expect(
      decoded('volume_snapshots', without('volume_snapshots', 'backing_store'), '12.03').value,
    ).toMatchObject({
      backingStore: '',
    });
  });

  it('a host node of no account', () => {
    const document: unknown = JSON.parse(
      JSON.stringify({
        ...first('host_nodes'),
        account_id: undefined,
        name: undefined,
        display_name: 'rack1',
      }),
    );

    const record = decoded('host_nodes', document, '12.03');

    expect(record).toMatchObject({ owner: null, extra: null, value: { accountId: '', name: 'rack1' } });
  });
});

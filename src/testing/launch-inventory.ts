import type { Row } from '#contract/inventory.ts';
import { rowSchemas } from '#contract/inventory.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';

type Fields = Readonly<Record<string, unknown>>;
const madeAt = Date.UTC(2012, 0, 1);
const pool = 'a-shpoolxx';
const yaml = (value: unknown) => ({ text: value === null ? null : JSON.stringify(value), value });

/** A record of one of the smaller kinds, as its row. */
export function aRecordRow(
  kind: Exclude<ResourceKind, 'instances'>,
  datacenterId: string,
  value: Fields,
): Row {
  const id = String(value['id']);
  const owner = String(value['accountId'] ?? pool);
  const provenance = { key: `${datacenterId}/${id}`, datacenterId, id, owner, accounts: [pool] };
  const times = { createdAt: madeAt, updatedAt: madeAt };
  return rowSchemas[kind].parse({
    ...provenance,
    fetchedAt: madeAt,
    changedAt: madeAt,
    value: { accountId: owner, ...times, ...value },
  });
}

/** What a small datacenter has to launch from. Ids carry the suffix, so that they differ between datacenters. */
export function launchInventory(
  datacenterId: string,
  suffix = '',
): Partial<Record<ResourceKind, readonly Row[]>> {
  const row = (kind: Exclude<ResourceKind, 'instances'>, value: Fields) =>
    aRecordRow(kind, datacenterId, { ...value, id: `${String(value['id'])}${suffix}` });
  const image = {
    bootDevice: 'local',
    source: yaml(null),
    features: yaml(null),
    md5sum: null,
    state: 'init',
  };
  const spec = { hypervisor: 'kvm', arch: 'x86_64', quotaWeight: 1 };
  const host = { arch: 'x86_64', hypervisor: 'kvm', offeringCpuCores: 8, offeringMemoryMb: 8_192 };
  const vifs = yaml({ eth0: { index: 0, bandwidth: 100_000 } });
  return {
    images: [
      row('images', {
        ...image,
        id: 'wmi-lucid5',
        arch: 'x86_64',
        description: 'Ubuntu 10.04',
        isPublic: true,
      }),
      row('images', { ...image, id: 'wmi-centos', arch: 'x86', description: 'CentOS 5', isPublic: false }),
      row('images', { ...image, id: 'wmi-arm', arch: 'arm', description: 'Debian ARM', isPublic: true }),
    ],
    instance_specs: [
      row('instance_specs', {
        ...spec,
        id: 'is-small',
        cpuCores: 1,
        memoryMb: 512,
        vifs,
        drives: yaml(null),
      }),
      row('instance_specs', {
        ...spec,
        id: 'is-large',
        cpuCores: 4,
        memoryMb: 4_096,
        vifs,
        drives: yaml({ ephemeral1: { type: 'local', size: 10_240, index: 0 } }),
      }),
      row('instance_specs', {
        ...spec,
        hypervisor: 'lxc',
        id: 'is-lxc',
        cpuCores: 2,
        memoryMb: 1_024,
        vifs,
        drives: yaml(null),
      }),
    ],
    host_nodes: [
      row('host_nodes', { ...host, id: 'hn-1', name: 'kvm-1', status: 'online' }),
      row('host_nodes', { ...host, id: 'hn-2', name: 'kvm-2', status: 'offline' }),
    ],
    networks: [
      row('networks', {
        id: 'nw-demo1',
        ipv4Network: '10.102.0.0',
        ipv4Gateway: '10.102.0.1',
        prefix: 24,
        metric: 1,
        domainName: null,
        dnsServer: null,
        dhcpServer: null,
        metadataServer: null,
        metadataServerPort: null,
        bandwidthMbps: null,
        natNetworkNumber: 2,
        physicalNetworkNumber: null,
        physicalNetwork: null,
        linkInterface: 'br0',
        description: 'inside',
      }),
    ],
    security_groups: [
      row('security_groups', {
        id: 'sg-web',
        description: 'web',
        rule: 'tcp:80,80,ip4:0.0.0.0',
        rules: [
          { kind: 'ports', permission: '', protocol: 'tcp', fromPort: 80, toPort: 80, source: '0.0.0.0/0' },
        ],
      }),
      row('security_groups', { id: 'sg-empty', description: 'closed', rule: '', rules: [] }),
    ],
    ssh_key_pairs: [
      row('ssh_key_pairs', {
        id: 'ssh-laptop',
        description: 'laptop',
        publicKey: 'ssh-rsa AAAA',
        fingerprint: '3a:9f:12:aa',
        hasStoredPrivateKey: true,
      }),
    ],
  };
}

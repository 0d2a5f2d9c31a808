// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { resourceSchemas } from '#contract/resources.ts';
import { en } from '../../i18n/en.ts';
import { aRow, closePane, openPane, shown } from '../../testing/detail-pane.ts';
import type { PlainKind } from './facts.ts';

afterEach(closePane);

describe('the pane of the nine other kinds', () => {
  const yaml = { text: '--- \neth0: \n  :index: 0\n', value: null };
  const values: Readonly<Record<PlainKind, object>> = {
    images: {
      bootDevice: 'local',
      source: yaml,
      features: yaml,
      arch: 'x86',
      description: null,
      md5sum: null,
      isPublic: true,
      state: 'init',
    },
    host_nodes: {
      name: null,
      arch: 'x86',
      hypervisor: 'kvm',
      offeringCpuCores: 32,
      offeringMemoryMb: 65_536,
      status: 'online',
    },
    volumes: {
      sizeMb: 10,
      snapshotId: 'snap-1',
      instanceId: 'i-1',
      state: 'attached',
      attachedAt: 1,
      detachedAt: null,
      deletedAt: null,
    },
    volume_snapshots: {
      sizeMb: 10,
      originVolumeId: 'vol-1',
      state: 'available',
      destinationId: 'd',
      destinationName: 'n',
      backingStore: 'zfs',
      deletedAt: null,
    },
    security_groups: { description: 'web', rule: '', rules: [] },
    storage_nodes: {
      offeringDiskMb: 1,
      transportType: 'iscsi',
      storageType: 'zfs',
      exportPath: 'x',
      snapshotBasePath: '/s',
      address: '10.0.0.5',
      status: 'timeout',
    },
    ssh_key_pairs: {
      description: 'laptop',
      publicKey: 'ssh-rsa A',
      fingerprint: 'c1',
      hasStoredPrivateKey: true,
    },
    networks: {
      ipv4Network: '10.0.0.0',
      ipv4Gateway: null,
      prefix: 24,
      metric: 100,
      domainName: null,
      dnsServer: null,
      dhcpServer: null,
      metadataServer: null,
      metadataServerPort: null,
      bandwidthMbps: 100,
      natNetworkNumber: 2,
      physicalNetworkNumber: null,
      physicalNetwork: null,
      linkInterface: 'br0',
      description: 'demo',
    },
    instance_specs: {
      hypervisor: 'kvm',
      arch: 'x86',
      cpuCores: 1,
      memoryMb: 256,
      quotaWeight: 1,
      vifs: yaml,
      drives: yaml,
    },
  };
  const segments = {
    images: 'wmi',
    host_nodes: 'hn',
    volumes: 'vol',
    volume_snapshots: 'snap',
    security_groups: 'sg',
    storage_nodes: 'sn',
    ssh_key_pairs: 'ssh',
    networks: 'nw',
    instance_specs: 'is',
  } as const;

  it.each(Object.keys(segments) as (keyof typeof segments)[])('tells every field: %s', async (kind) => {
    const id = `${segments[kind]}-1`;
    const row = aRow(kind, id, values[kind]);
    await openPane({ rows: { [kind]: [row] } }, `#/instances/${segments[kind]}/tokyo/${id}`);

    const labels = [...document.querySelectorAll('dt')].map((term) => term.textContent);
    const fields = Object.keys(resourceSchemas[kind].parse((row as { value: object }).value) as object);
    for (const field of fields) expect(labels, field).toContain(en.fact[field as keyof typeof en.fact]);
    expect(shown()).not.toMatch(/undefined|\[object|NaN/);
  });
});

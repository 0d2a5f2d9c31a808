import { describe, expect, it } from 'vitest';
import { hostNodeSchema } from '#contract/resources.ts';
import { anInstanceRow } from '#contract/testing/builders.ts';
import { fullness, totalsOf } from './datacenter-totals.ts';

const aHost = (fields: object) =>
  hostNodeSchema.parse({
    id: 'hn-1',
    accountId: 'a-shpoolxx',
    name: null,
    arch: 'x86_64',
    hypervisor: 'kvm',
    offeringCpuCores: 8,
    offeringMemoryMb: 8192,
    status: 'online',
    createdAt: 0,
    updatedAt: 0,
    ...fields,
  });

describe('the totals of a datacenter', () => {
  it('count what is used of what online hosts offer', () => {
    const rows = [
      anInstanceRow({ id: 'i-1', cpuCores: 2, memoryMb: 1024 }),
      anInstanceRow({ id: 'i-2', cpuCores: 1, memoryMb: 512, hostNodeId: 'hn-2' }),
    ];

    const totals = totalsOf([aHost({}), aHost({ id: 'hn-2' })], rows);

    expect(totals.online).toEqual({
      hosts: 2,
      offered: { cores: 16, memoryMb: 16_384 },
      used: { cores: 3, memoryMb: 1536 },
    });
  });

  it('leave out terminated and unplaced instances', () => {
    const rows = [
      anInstanceRow({ id: 'i-1', state: 'terminated' }),
      anInstanceRow({ id: 'i-2', state: 'stopped', hostNodeId: null }),
    ];

    expect(totalsOf([aHost({})], rows).online.used).toEqual({ cores: 0, memoryMb: 0 });
  });

  it('keep apart what hosts that are down offer and hold', () => {
    const rows = [
      anInstanceRow({ hostNodeId: 'hn-2', cpuCores: 4, memoryMb: 2048 }),
      anInstanceRow({ id: 'i-2', hostNodeId: 'hn-2', state: 'terminated' }),
      anInstanceRow({ id: 'i-3', cpuCores: 0 }),
    ];

    const totals = totalsOf([aHost({}), aHost({ id: 'hn-2', status: 'offline' })], rows);

    expect([totals.online.used.cores, totals.online.offered.cores]).toEqual([0, 8]);
    expect(totals.down).toEqual({
      hosts: 1,
      offered: { cores: 8, memoryMb: 8192 },
      used: { cores: 4, memoryMb: 2048 },
    });
    expect(totals.onDownHosts).toBe(1);
  });

  it('count instances on hosts that the accounts do not see, less those that are gone', () => {
    const rows = [
      anInstanceRow({ id: 'i-1', hostNodeId: 'hn-9' }),
      anInstanceRow({ id: 'i-2', hostNodeId: 'hn-9', state: 'terminated' }),
      anInstanceRow({ id: 'i-3' }),
    ];

    expect(totalsOf([aHost({})], rows).onUnseenHosts).toBe(1);
  });

  it('count instances by state, also states of other dialects', () => {
    const rows = ['running', 'running', 'migrating'].map((state, at) =>
      anInstanceRow({ id: `i-${String(at)}`, state }),
    );

    expect(totalsOf([], rows)).toMatchObject({
      instances: 3,
      states: new Map([
        ['running', 2],
        ['migrating', 1],
      ]),
    });
  });
});

it('calls full what takes everything, more than full what takes too much, and empty what takes nothing', () => {
  expect([fullness(4, 8), fullness(12, 8), fullness(0, 0), fullness(1, 0)]).toEqual([0.5, 1.5, 0, 1]);
});

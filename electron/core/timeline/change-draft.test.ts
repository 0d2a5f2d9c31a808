import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostNodeSchema, type Resource } from '#contract/resources.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import { anInstance, pool } from '../../../testing/decoded-records.ts';
import { aVolume, osaka } from '../../../testing/stored-records.ts';
import type { HeldRecord } from '../inventory/held-record.ts';
import { appeared, changed, disappeared } from './change-draft.ts';
import { maxFieldText } from './field-text.ts';

const held = (kind: ResourceKind, value: Resource, fields: Partial<HeldRecord> = {}): HeldRecord => ({
  kind,
  datacenterId: osaka,
  id: value.id,
  owner: pool,
  accounts: [pool],
  fetchedAt: 2_000,
  changedAt: 2_000,
  value,
  extra: null,
  ...fields,
});

const fieldsBetween = (before: HeldRecord, after: HeldRecord) => changed(before, after)?.fields ?? null;

const aHost = (fields: object = {}) =>
  hostNodeSchema.parse({
    id: 'hn-1',
    accountId: 'a-shpoolxx',
    name: null,
    arch: 'x86_64',
    hypervisor: 'kvm',
    offeringCpuCores: 16,
    offeringMemoryMb: 32_768,
    status: 'online',
    createdAt: 0,
    updatedAt: 0,
    ...fields,
  });

describe('a change', () => {
  it('says when the old contents were last seen, when the new ones were, and what differs', () => {
    const before = held('instances', anInstance({ state: 'pending', hostNodeId: null }), {
      fetchedAt: 1_000,
    });
    const after = held('instances', anInstance({ state: 'running' }));

    expect(changed(before, after)).toEqual({
      at: 2_000,
      since: 1_000,
      datacenterId: osaka,
      kind: 'instances',
      id: 'i-00000001',
      label: 'web01',
      what: 'changed',
      fields: [
        { field: 'hostNodeId', before: null, after: 'hn-1' },
        { field: 'state', before: 'pending', after: 'running' },
      ],
    });
  });

  it('tells lost addresses once, with their network', () => {
    const stopped = anInstance({ networks: [], nics: [{ id: 'vif-1', ipv4: null }] });

    expect(fieldsBetween(held('instances', anInstance()), held('instances', stopped))).toEqual([
      { field: 'networks', before: 'nw-demo1 10.0.0.1 nat 203.0.113.1', after: '' },
    ]);
  });

  it('tells times in words', () => {
    const attached = aVolume({ attachedAt: Date.UTC(2011, 11, 22, 3, 10, 11) });

    expect(fieldsBetween(held('volumes', aVolume()), held('volumes', attached))).toEqual([
      { field: 'attachedAt', before: null, after: '2011-12-22T03:10:11Z' },
    ]);
  });

  it('is none when only updatedAt moved, and never tells it beside others', () => {
    expect(changed(held('host_nodes', aHost()), held('host_nodes', aHost({ updatedAt: 9 })))).toBeNull();
    expect(
      fieldsBetween(
        held('host_nodes', aHost()),
        held('host_nodes', aHost({ updatedAt: 9, status: 'offline' })),
      ),
    ).toEqual([{ field: 'status', before: 'online', after: 'offline' }]);
  });

  it('is none when a list only stands in another order', () => {
    const before = held('instances', anInstance({ securityGroupIds: ['sg-a', 'sg-b'] }));

    expect(changed(before, held('instances', anInstance({ securityGroupIds: ['sg-b', 'sg-a'] })))).toBeNull();
  });

  it('tells fields that Nori does not know under the names dcmgr gives them', () => {
    const before = held('volumes', aVolume(), { extra: '{"colour":"red","same":[1]}' });
    const after = held('volumes', aVolume(), { extra: '{"same":[1],"weight":{"kg":2}}' });

    expect(fieldsBetween(before, after)).toEqual([
      { field: 'colour', before: 'red', after: null },
      { field: 'weight', before: null, after: '{"kg":2}' },
    ]);
  });

  it('cuts long texts such that the difference is still to be seen', () => {
    const long = 'x'.repeat(5_000);
    const fields = fieldsBetween(
      held('host_nodes', aHost({ name: `${long}a` })),
      held('host_nodes', aHost({ name: `${long}b` })),
    );

    expect(fields).toEqual([{ field: 'name', before: `…${'x'.repeat(20)}a`, after: `…${'x'.repeat(20)}b` }]);
  });

  it('keeps every text short and tells every difference of a word', () => {
    const text = fc.string({ maxLength: 400, unit: 'binary' });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const fields =
          fieldsBetween(held('host_nodes', aHost({ name: a })), held('host_nodes', aHost({ name: b }))) ?? [];

        expect(fields).toHaveLength(a === b ? 0 : 1);
        for (const { before, after } of fields) {
          expect(before).not.toBe(after);
          expect(Math.max(before?.length ?? 0, after?.length ?? 0)).toBeLessThanOrEqual(maxFieldText);
        }
      }),
    );
  });
});

describe('appearing and disappearing', () => {
  it('tell the state the record was first and last seen in', () => {
    const record = held('instances', anInstance({ state: 'terminated' }));

    expect(appeared(record, 500)).toMatchObject({
      at: 2_000,
      since: 500,
      what: 'appeared',
      fields: [{ field: 'state', before: null, after: 'terminated' }],
    });
    expect(disappeared(record, 3_000)).toMatchObject({
      at: 3_000,
      since: 2_000,
      what: 'disappeared',
      fields: [{ field: 'state', before: 'terminated', after: null }],
    });
  });
});

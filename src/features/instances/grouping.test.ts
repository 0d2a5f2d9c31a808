import { describe, expect, it } from 'vitest';
import { anInstanceRow } from '#contract/testing/builders.ts';
import { groupKeys, hostGroupKey, keyParts, parentKey } from './grouping.ts';
import { orderOfGroups } from './host-groups.ts';

const row = anInstanceRow({
  hostNodeId: 'hn-1',
  owner: null,
  accounts: ['a-web'],
  networkIds: ['nw-b', 'nw-a'],
  securityGroupIds: [],
});

describe('the keys of groups', () => {
  it('keep ids of different datacenters apart, and states together', () => {
    const key = (by: Parameters<typeof groupKeys>[0]) => groupKeys(by)(row);

    expect(key(['host'])).toBe('tokyo/hn-1');
    expect(key(['datacenter'])).toBe('tokyo');
    expect(key(['state'])).toBe('running');
    expect(key(['account'])).toBe('tokyo/a-web');
    expect(key(['network'])).toBe('tokyo/nw-a nw-b');
    expect(key(['group'])).toBe('tokyo/');
    expect(key([])).toBe('');
  });

  it('name the group around a nested one', () => {
    const key = groupKeys(['datacenter', 'host'])(row);

    expect(keyParts(key)).toEqual(['tokyo', 'tokyo/hn-1']);
    expect(parentKey(key)).toBe('tokyo');
    expect(hostGroupKey(['datacenter', 'host'], 'tokyo', 'hn-1')).toBe(key);
    expect(hostGroupKey(['host'], 'tokyo', 'hn-1')).toBe('tokyo/hn-1');
    expect(hostGroupKey(['state', 'host'], 'tokyo', 'hn-1')).toBeNull();
  });
});

describe('the order of groups', () => {
  const ranks = {
    datacenterIds: ['osaka', 'tokyo'],
    nameOf: (_: string, __: string, id: string) => (id === 'hn-z' ? 'alpha' : null),
  };

  it('follows the datacenters, then names, and ends with what is not placed', () => {
    const keys = ['tokyo/hn-2', 'osaka/', 'osaka/hn-10', 'osaka/hn-9', 'osaka/hn-z', 'gone/hn-1'];

    expect(keys.sort(orderOfGroups(['host'], ranks))).toEqual([
      'osaka/hn-z',
      'osaka/hn-9',
      'osaka/hn-10',
      'osaka/',
      'tokyo/hn-2',
      'gone/hn-1',
    ]);
  });

  it('keeps what belongs together beside each other', () => {
    const keys = ['stopped\ntokyo', 'running\ntokyo', 'stopped\nosaka', 'running\nosaka'];

    expect(keys.sort(orderOfGroups(['state', 'datacenter'], ranks))).toEqual([
      'running\nosaka',
      'running\ntokyo',
      'stopped\nosaka',
      'stopped\ntokyo',
    ]);
  });
});

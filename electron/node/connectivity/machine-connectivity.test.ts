import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { machineConnectivity } from './machine-connectivity.ts';

const anAddress = (address: string, internal = false): NetworkInterfaceInfo =>
  address.includes(':')
    ? { address, internal, family: 'IPv6', netmask: '', mac: '', cidr: null, scopeid: 0 }
    : { address, internal, family: 'IPv4', netmask: '', mac: '', cidr: null };

const loopback = [anAddress('127.0.0.1', true), anAddress('::1', true)];
const aMachine = (...addresses: readonly string[]) =>
  machineConnectivity({
    interfaces: () => ({
      lo: loopback,
      eth0: addresses.map((address) => anAddress(address)),
      gone: undefined,
    }),
    hostname: () => 'Admin-PC',
  });

describe('a machine without a network', () => {
  it.each([
    'localhost',
    'LOCALHOST.',
    'dcmgr.localhost',
    '127.0.0.1',
    '127.9.9.9',
    '::1',
    '[::1]',
    'admin-pc',
  ])('reaches itself as %s', (host) => {
    expect(aMachine().canReach(host)).toBe(true);
  });

  it.each(['dcmgr.example.jp', '10.0.0.1', '127.example.jp', '[2001:db8::1]', 'localhost.example.jp'])(
    'does not reach %s',
    (host) => {
      expect(aMachine().canReach(host)).toBe(false);
      expect(aMachine('169.254.7.7', 'fe80::1').canReach(host)).toBe(false);
    },
  );

  it('reaches its neighbours where a cable gave it a link-local address', () => {
    expect(aMachine('169.254.7.7').canReach('169.254.1.1')).toBe(true);
    expect(aMachine().canReach('169.254.1.1')).toBe(false);
  });
});

describe('a machine with a network', () => {
  it.each([['192.168.1.5'], ['2001:db8::5'], ['169.254.7.7', '10.0.0.2']])(
    'may reach anything: %s',
    (...up) => {
      expect(aMachine(...up).canReach('dcmgr.example.jp')).toBe(true);
    },
  );
});

it('assumes a network where the system does not tell', () => {
  const interfaces = () => {
    throw new Error('uv_interface_addresses returned Unknown system error 13');
  };

  expect(machineConnectivity({ interfaces, hostname: () => 'x' }).canReach('10.0.0.1')).toBe(true);
});

import { describe, expect, it } from 'vitest';
import type { SecurityGroupRule } from './resources.ts';
import { linesWithoutEffect, meaningOf } from './security-rule.ts';

const ports = (fromPort: number, toPort: number, source = '0.0.0.0/0', protocol = 'tcp') =>
  ({ kind: 'ports', permission: '', protocol, fromPort, toPort, source }) satisfies SecurityGroupRule;
const icmp = (type: number, code: number) =>
  ({ kind: 'icmp', permission: '', type, code, source: '0.0.0.0/0' }) satisfies SecurityGroupRule;

describe('what a rule lets in', () => {
  it.each([
    [ports(22, 22), { kind: 'port', protocol: 'tcp', port: 22, service: 'SSH' }],
    [ports(53, 53, '0.0.0.0/0', 'udp'), { kind: 'port', protocol: 'udp', port: 53, service: 'DNS' }],
    [ports(22, 22, '0.0.0.0/0', 'udp'), { kind: 'port', protocol: 'udp', port: 22, service: null }],
    [ports(8000, 8080), { kind: 'ports', protocol: 'tcp', from: 8000, to: 8080 }],
    [ports(1, 65_535), { kind: 'every-port', protocol: 'tcp' }],
    [ports(2, 65_535), { kind: 'ports', protocol: 'tcp', from: 2, to: 65_535 }],
    [icmp(-1, -1), { kind: 'every-icmp' }],
    [icmp(8, 0), { kind: 'icmp', type: 8, name: 'echo-request', code: 0 }],
    [icmp(3, -1), { kind: 'icmp', type: 3, name: 'unreachable', code: null }],
    [icmp(40, 2), { kind: 'icmp', type: 40, name: null, code: 2 }],
  ])('reads %o', (rule, traffic) => {
    expect(meaningOf(rule).traffic).toEqual(traffic);
  });
});

describe('from where', () => {
  it.each([
    ['0.0.0.0/0', { kind: 'anywhere' }],
    ['10.0.0.7/32', { kind: 'address', address: '10.0.0.7' }],
    ['10.0.0.7', { kind: 'address', address: '10.0.0.7' }],
    ['10.0.0.1/24', { kind: 'range', range: '10.0.0.1/24' }],
    ['sg-7jkcc1k7', { kind: 'group', id: 'sg-7jkcc1k7' }],
    ['fe80::1/64', { kind: 'other', text: 'fe80::1/64' }],
    ['', { kind: 'other', text: '' }],
  ])('reads %s', (source, meaning) => {
    expect(meaningOf(ports(22, 22, source)).source).toEqual(meaning);
  });
});

it('counts the lines that look like rules and are none', () => {
  const rules = [ports(22, 22)];

  expect(linesWithoutEffect({ rule: '# web\n\ntcp:22,22,ip4:0.0.0.0\r\n', rules })).toBe(0);
  expect(linesWithoutEffect({ rule: 'tcp:22,22,ip4:0.0.0.0\ntcp:80\nudp:1,2,ip6:::', rules })).toBe(2);
  expect(linesWithoutEffect({ rule: '', rules })).toBe(0);
});

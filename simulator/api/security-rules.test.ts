import { describe, expect, it } from 'vitest';
import { parseRules, validateRules } from './security-rules.ts';

const sourceOf = (source: string): unknown => parseRules(`tcp:22,22,${source}`)[0]?.['ip_source'];

describe('rule text', () => {
  it('shows ICMP type and code swapped', () => {
    expect(parseRules('icmp:8,0,ip4:10.0.0.0/8')).toEqual([
      {
        permission: 'icmp:8,0,ip4:10.0.0.0/8',
        ip_protocol: 'icmp',
        icmp_type: 0,
        icmp_code: 8,
        protocol: 'ip4',
        ip_source: '10.0.0.0/8',
      },
    ]);
  });

  it.each([
    ['ip4:0.0.0.0', '0.0.0.0/0'],
    ['ip4:0.0.0.0/8', '0.0.0.0/0'],
    ['ip4:10.0.0.1', '10.0.0.1/32'],
    ['ip4:10.0.0.1/24', '10.0.0.1/24'],
    ['ip4:10.0.0.0/255.255.0.0', '10.0.0.0/16'],
    ['sg-4c1v8xk0', 'sg-4c1v8xk0'],
    ['sg-4c1v8xk0:whatever', 'sg-4c1v8xk0'],
  ])('reads the source %s as %s', (source, expected) => {
    expect(sourceOf(source)).toBe(expected);
  });

  it('skips comments and empty lines, ignores blanks, keeps the line as it was written', () => {
    const rules = parseRules('# ssh\n\n tcp : 22 , 22 , ip4:10.0.0.0/8 \r\n');

    expect(rules.map((rule) => rule['permission'])).toEqual([' tcp : 22 , 22 , ip4:10.0.0.0/8 \r']);
  });

  it.each([
    'nonsense',
    '   ',
    '\r',
    'tcp:22,22',
    'tcp:0,22,ip4:0.0.0.0',
    'tcp:80,79,ip4:0.0.0.0',
    'tcp:1,65536,ip4:0.0.0.0',
    'udp:x,53,ip4:0.0.0.0',
    'icmp:7,0,ip4:0.0.0.0',
    'icmp:-1,0,ip4:0.0.0.0',
    'icmp:8,16,ip4:0.0.0.0',
    'tcp:22,22,ip4:10.0.0.0/33',
    'tcp:22,22,ip4:10.0.0',
    'tcp:22,22,ip6:::1',
    'tcp:22,22,a-shpoolxx:default',
  ])('refuses %j', (line) => {
    expect(() => {
      validateRules(line);
    }).toThrow();
  });

  it('lets an unknown protocol through validation, but can not show it', () => {
    const line = 'TCP:22,22,ip4:0.0.0.0';

    expect(() => {
      validateRules(line);
    }).not.toThrow();
    expect(() => parseRules(line)).toThrow();
  });
});

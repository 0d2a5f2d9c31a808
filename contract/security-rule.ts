import { parseIpv4Range } from './ipv4.ts';
import type { SecurityGroup, SecurityGroupRule } from './resources.ts';

/** ICMP types that dcmgr takes in a rule (reference §9.6), by the name of what they carry. */
export const icmpTypes = {
  0: 'echo-reply',
  3: 'unreachable',
  5: 'redirect',
  8: 'echo-request',
  11: 'time-exceeded',
  12: 'parameter-problem',
  13: 'timestamp-request',
  14: 'timestamp-reply',
  15: 'information-request',
  16: 'information-reply',
  17: 'mask-request',
  18: 'mask-reply',
} as const;
export type IcmpTypeName = (typeof icmpTypes)[keyof typeof icmpTypes];

/** What a rule lets in. Protocols and numbers are kept as they came where they mean nothing here. */
export type RuleTraffic =
  | {
      readonly kind: 'port';
      readonly protocol: string;
      readonly port: number;
      readonly service: string | null;
    }
  | { readonly kind: 'ports'; readonly protocol: string; readonly from: number; readonly to: number }
  | { readonly kind: 'every-port'; readonly protocol: string }
  | { readonly kind: 'every-icmp' }
  /** `name` is null for a type without one; `code` is null for any. */
  | {
      readonly kind: 'icmp';
      readonly type: number;
      readonly name: IcmpTypeName | null;
      readonly code: number | null;
    };

/** From where a rule lets it in. */
export type RuleSource =
  | { readonly kind: 'anywhere' }
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'range'; readonly range: string }
  /** The members of another group, or of this one. */
  | { readonly kind: 'group'; readonly id: string }
  /** Something that a later dialect wrote. */
  | { readonly kind: 'other'; readonly text: string };

export type RuleMeaning = { readonly traffic: RuleTraffic; readonly source: RuleSource };

/** Services that administrators know by name rather than by port. */
const services: Readonly<Record<string, string>> = {
  'tcp 21': 'FTP',
  'tcp 22': 'SSH',
  'tcp 23': 'Telnet',
  'tcp 25': 'SMTP',
  'tcp 53': 'DNS',
  'udp 53': 'DNS',
  'udp 67': 'DHCP',
  'tcp 80': 'HTTP',
  'tcp 110': 'POP3',
  'udp 123': 'NTP',
  'tcp 143': 'IMAP',
  'udp 161': 'SNMP',
  'tcp 389': 'LDAP',
  'tcp 443': 'HTTPS',
  'udp 514': 'syslog',
  'tcp 3306': 'MySQL',
  'tcp 3389': 'RDP',
  'tcp 5432': 'PostgreSQL',
};
const lastPort = 65_535;
const anyIcmp = -1;

/** What a rule means, for words to be put to it. Any rule has a meaning, however odd. */
export const meaningOf = (rule: SecurityGroupRule): RuleMeaning => ({
  traffic: trafficOf(rule),
  source: sourceOf(rule.source),
});

function trafficOf(rule: SecurityGroupRule): RuleTraffic {
  if (rule.kind === 'icmp') {
    if (rule.type === anyIcmp) return { kind: 'every-icmp' };
    const code = rule.code === anyIcmp ? null : rule.code;
    return { kind: 'icmp', type: rule.type, name: icmpTypeName(rule.type), code };
  }
  const { protocol, fromPort, toPort } = rule;
  if (fromPort === toPort) {
    const service = services[`${protocol} ${String(fromPort)}`] ?? null;
    return { kind: 'port', protocol, port: fromPort, service };
  }
  if (fromPort <= 1 && toPort === lastPort) return { kind: 'every-port', protocol };
  return { kind: 'ports', protocol, from: fromPort, to: toPort };
}

function icmpTypeName(type: number): IcmpTypeName | null {
  const names: Readonly<Record<number, IcmpTypeName>> = icmpTypes;
  return names[type] ?? null;
}

function sourceOf(source: string): RuleSource {
  if (source.startsWith('sg-')) return { kind: 'group', id: source };
  if (parseIpv4Range(source) === null) return { kind: 'other', text: source };
  const [address = '', prefix = '32'] = source.split('/');
  if (Number(prefix) === 0) return { kind: 'anywhere' };
  return Number(prefix) === 32 ? { kind: 'address', address } : { kind: 'range', range: source };
}

/**
 * Lines of a group's rule text that should be rules, less the rules there are. Later dialects skip lines that they
 * do not understand without a word (reference §12), so a person would believe them to be in force.
 */
export function linesWithoutEffect({ rule, rules }: Pick<SecurityGroup, 'rule' | 'rules'>): number {
  const lines = rule.split('\n').map((line) => line.trim());
  return Math.max(0, lines.filter((line) => line !== '' && !line.startsWith('#')).length - rules.length);
}

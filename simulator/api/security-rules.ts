import { addressNumber } from '../world/addresses.ts';
import type { Fields } from './document.ts';
import { InternalError } from './errors.ts';
import { toInteger } from './rack-parameters.ts';

type Source = { readonly protocol: 'ip4' | null; readonly ip_source: string };
type Rule = {
  readonly permission: string;
  readonly ipProtocol: string;
  readonly first: number;
  readonly second: number;
  readonly source: Source;
};

const ICMP_TYPES = new Set([-1, 0, 3, 5, 8, 11, 12, 13, 14, 15, 16, 17, 18]);

function refuse(line: string): never {
  throw new InternalError(`bad security group rule: ${line}`);
}

function prefixLength(text: string, line: string): number {
  if (/^\d+$/.test(text) && Number(text) <= 32) return Number(text);
  const mask = addressNumber(text);
  const bits = mask === undefined ? '' : mask.toString(2).padStart(32, '0');
  return /^1+0*$/.test(bits) ? bits.lastIndexOf('1') + 1 : refuse(line);
}

function addressSource(text: string, line: string): Source {
  const [address = '', prefix] = text.split('/', 2);
  const number = addressNumber(address);
  if (number === undefined) return refuse(line);
  // A prefix of 0 counts as none at all, and none is a single address unless that is 0.0.0.0.
  const bits = prefix === undefined || toInteger(prefix) === 0 ? 32 : prefixLength(prefix, line);
  return { protocol: 'ip4', ip_source: `${address}/${String(number === 0 ? 0 : bits)}` };
}

function parseSource(text: string, line: string): Source {
  const [kind = '', address] = text.split(':');
  if (kind === 'ip4' && address !== undefined) return addressSource(address, line);
  if (/^sg-\w+$/.test(kind)) return { protocol: null, ip_source: kind };
  return refuse(line);
}

function parseLine(line: string): Rule {
  const [pair, second, source] = line.replace(/\s+/g, '').split(',');
  if (!pair || !second || !source) return refuse(line);
  const [ipProtocol = '', first = ''] = pair.split(':');
  const rule = { permission: line, ipProtocol, first: toInteger(first), second: toInteger(second) };
  checkNumbers(rule);
  return { ...rule, source: parseSource(source, line) };
}

function checkNumbers({ ipProtocol, first, second, permission }: Omit<Rule, 'source'>): void {
  if (ipProtocol === 'tcp' || ipProtocol === 'udp') {
    if (first < 1 || first > second || second > 65535) refuse(permission);
  } else if (ipProtocol === 'icmp') {
    if (!ICMP_TYPES.has(first) || second < -1 || second > 15) refuse(permission);
    if (first === -1 && second !== -1) refuse(permission);
  }
}

const ruleLines = (text: string): string[] =>
  text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

/** What dcmgr checks before it stores a rule text; an unknown protocol gets by. Throws InternalError. */
export function validateRules(text: string): void {
  ruleLines(text).forEach(parseLine);
}

function ruleDocument({ permission, ipProtocol, first, second, source }: Rule): Fields {
  if (ipProtocol === 'tcp' || ipProtocol === 'udp') {
    return { permission, ip_protocol: ipProtocol, ip_fport: first, ip_tport: second, ...source };
  }
  if (ipProtocol !== 'icmp') throw new InternalError(`unknown protocol ${ipProtocol}`);
  // Type and code come back swapped.
  return { permission, ip_protocol: 'icmp', icmp_type: second, icmp_code: first, ...source };
}

/** The rules as a security group shows them. Throws InternalError on an unknown protocol. */
export function parseRules(text: string): Fields[] {
  return ruleLines(text).map((line) => ruleDocument(parseLine(line)));
}
